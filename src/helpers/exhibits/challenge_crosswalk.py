"""What the sources name as hard or as an answer to it, by theme and source: a mark an item."""

import pandas as pd

from helpers.data.frameworks import ANSWERS, NO_THEME, Frameworks
from helpers.exhibits.choice import Choice, many, named
from helpers.exhibits.exhibit import Words
from helpers.look.matrix import Kind, Matrix, Row, matrix
from helpers.look.page import Page
from helpers.numbers.question import ALL
from helpers.text.phrases import counted
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("frameworks",)
FROM = "frameworks"
COLUMNS = {"theme_label": "Theme", "source_label": "Source", "group_label": "Kind"}
COLUMNS |= {"count": "Items", "text": "What is said"}
GROUPS = {
    "challenge": ("challenges", "challenge", "square", "challenge"),
    "answer": ("answers", "answer", "disc", "answer to one"),
    "other": (
        "lessons, strengths, implications",
        "other item",
        "diamond",
        "lesson, strength or implication",
    ),
}
"""What a table and an alternative text call the items of a group; shape of their marks, and what
the key calls it. The settings give their colours."""
KINDS = {"challenge": "challenge", **dict.fromkeys(ANSWERS, "answer")}
"""The group of each kind of item; all the rest are `other`."""
SECOND = "second"
"""The group of items of other themes whose text names this one as well; counts in no total."""


# ---- table


def coded(frameworks: Frameworks) -> pd.DataFrame:
    """The coded items with their source, words, theme, and group: challenge, answer, other."""
    items = frameworks.table("items").rename(columns={"id": "item", "item": "text"})
    themes = frameworks.table("crosswalk")[["item", "theme", "second"]]
    rows = themes.merge(items, on="item", validate="one_to_one")
    return rows.assign(group=rows["kind"].map(KINDS).fillna("other"))


def table(frameworks: Frameworks, view: Choice) -> pd.DataFrame:
    """Keys theme, source, group: how many items, which, and their words.

    Themes stand in the order of how many sources speak of them, the most first.
    """
    rows = coded(frameworks)
    labels = {
        "theme": frameworks.words("themes"),
        "source": frameworks.words("sources", "short"),
        "group": {name: words for name, (words, *_) in GROUPS.items()}
        | {SECOND: "as a second theme"},
    }
    ranked = sorted(
        (name for name in labels["theme"] if name != NO_THEME),
        key=lambda name: _rank(rows[rows["theme"] == name]),
    )
    index = pd.MultiIndex.from_product(
        [ranked, labels["source"], labels["group"]], names=list(labels)
    )
    second = rows[rows["second"] != ""]
    rows = pd.concat([rows, second.assign(theme=second["second"], group=SECOND)])
    found = rows.groupby(list(labels), sort=False).agg(
        count=("item", "size"), items=("item", ";".join), text=("text", "; ".join)
    )
    found = found.reindex(index).fillna({"count": 0, "items": "", "text": ""})
    found = view.rows(found.astype({"count": int}).reset_index())
    said = {f"{name}_label": found[name].map(words) for name, words in labels.items()}
    order = [column for name in labels for column in (name, f"{name}_label")]
    return found.assign(**said)[[*order, "count", "items", "text"]].reset_index(drop=True)


def _rank(rows: pd.DataFrame) -> tuple[int, int, int]:
    """Themes by the sources that speak of them, by those that name a challenge, by items."""
    hard = rows.loc[rows["group"] == "challenge", "source"]
    return -rows["source"].nunique(), -hard.nunique(), -len(rows)


def reading(table: pd.DataFrame, _view: Choice) -> pd.DataFrame:
    """The rows that hold any item, in words."""
    some = table[table["count"] > 0]
    return some.assign(group_label=some["group_label"].str.capitalize())


# ---- picture


def draw(page: Page, table: pd.DataFrame, view: Choice) -> float:
    """Themes in rows, sources in columns; returns where they end."""
    sources = dict(zip(table["source"], table["source_label"], strict=True))
    rows = [_theme_row(str(name), here) for name, here in table.groupby("theme", sort=False)]
    aside = "second: n = only as a second theme of n items"
    colours = view.settings["colours"]
    kinds = {name: Kind(colours[name], *shape) for name, (_, _, *shape) in GROUPS.items()}
    return matrix(page, Matrix(sources, rows, kinds, SECOND, aside))


def _theme_row(name: str, here: pd.DataFrame) -> Row:
    cells = {
        str(source): dict(zip(rows["group"], rows["count"].astype(int), strict=True))
        for source, rows in here.groupby("source", sort=False)
    }
    speak = _first(here[here["count"] > 0])["source"].nunique()
    remark = f"{speak} of {len(cells)} sources" if len(cells) > 1 else ""
    return Row(name, str(here["theme_label"].iloc[0]), remark, cells)


def _first(table: pd.DataFrame) -> pd.DataFrame:
    """The rows that count: not those of second themes."""
    return table[table["group"] != SECOND]


# ---- words


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: finding (the title), items, second (what must be said of second themes), remarks (on
    the sources shown, from the settings), cites."""
    first = _first(table)
    total, more = int(first["count"].sum()), int(table["count"].sum() - first["count"].sum())
    shown = list(dict.fromkeys(table["source"]))
    remarks = view.settings.get("remarks", {})
    second = say(
        "{n} also speak of a further theme: drawn only where there is nothing else (“second”), "
        "listed in the data.",
        n=counted(more, "items"),
    )
    return view.words(
        join(
            _shape_alt(first), *(_theme_alt(rows) for _, rows in table.groupby("theme", sort=False))
        ),
        finding=_finding(first, view),
        items=many(total, "item"),
        second=second if more else EMPTY,
        remarks=join(*(Sentence(remarks[source]) for source in shown if source in remarks)),
        cites=" ".join(view.settings["cites"][source] for source in shown),
    )


def _finding(first: pd.DataFrame, view: Choice) -> Sentence:
    """What stands out in the choice: all, one source, one theme, or one theme of one source."""
    theme, source = str(first["theme_label"].iloc[0]).lower(), first["source_label"].iloc[0]
    there = first[first["count"] > 0]
    if view.source == view.theme == ALL:
        return _finding_of_all(first, there)
    if view.source == ALL:
        return say(
            "{k} of {n} sources speak of “{theme}”",
            k=counted(there["source"].nunique(), "sources"),
            n=counted(first["source"].nunique(), "sources"),
            theme=theme,
        )
    if view.theme != ALL:
        items = many(int(first["count"].sum()), "item")
        return say("{source}: {items} on “{theme}”", source=source, items=items, theme=theme)
    return say(
        "{source}: {k} of {n} themes are spoken of, the most in “{most}”",
        source=source,
        k=counted(there["theme"].nunique(), "themes"),
        n=counted(first["theme"].nunique(), "themes"),
        most=str(first.groupby("theme_label", sort=False)["count"].sum().idxmax()).lower(),
    )


def _finding_of_all(first: pd.DataFrame, there: pd.DataFrame) -> Sentence:
    sources, hard = first["source"].nunique(), there[there["group"] == "challenge"]
    spoken, named_in = (
        rows.groupby("theme_label", sort=False)["source"].nunique() == sources
        for rows in (there, hard)
    )
    shared = [f"“{theme.lower()}”" for theme in named_in.index[named_in]]
    return say(
        "All {sources} sources speak of {all} of {themes} themes; each of them names a challenge "
        "in {hard}{which}",
        sources=counted(sources, "sources"),
        all=counted(int(spoken.sum()), "themes"),
        themes=counted(first["theme"].nunique(), "themes"),
        hard=counted(len(shared), "themes"),
        which=say(": {names}", names=named(shared)) if shared else EMPTY,
    )


def _shape_alt(first: pd.DataFrame) -> Sentence:
    return say(
        "Matrix with {themes} in rows, in order of how many sources speak of them, and {sources} "
        "in columns: {names}. A cell holds a square for each challenge, a disc for each "
        "answer and a diamond for each lesson, strength or implication, and their number. Row by "
        "row:",
        themes=many(first["theme"].nunique(), "theme"),
        sources=many(first["source"].nunique(), "source"),
        names="; ".join(dict.fromkeys(first["source_label"])),
    )


def _theme_alt(rows: pd.DataFrame) -> Sentence:
    """`Trust: White paper, 7 challenges and 5 answers; nothing in Blog post.`"""
    parts, silent = [], []
    for label, here in rows.groupby("source_label", sort=False):
        counts = dict(zip(here["group"], here["count"].astype(int), strict=True))
        words = {name: word for name, (_, word, *_) in GROUPS.items() if counts[name]}
        if words:
            said = listed(many(counts[name], word, "items") for name, word in words.items())
            parts.append(say("; {label}, {said}", label=label, said=said))
        else:
            second = say(" (as a second theme of {n})", n=many(counts[SECOND], "item"))
            more = second if counts[SECOND] else EMPTY
            silent.append(say("{label}{more}", label=label, more=more))
    if silent:
        parts.append(say("; nothing in {silent}", silent=listed(silent)))
    text = "".join(map(str, parts)).removeprefix("; ")
    told = Sentence(text, tuple(claim for part in parts for claim in part.claims))
    return say("{theme}: {told}.", theme=rows["theme_label"].iloc[0], told=told)
