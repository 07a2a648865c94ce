"""What the sources name as hard or as an answer to it, by theme and source: a mark an item."""

from collections.abc import Iterator

import pandas as pd

from helpers.data.frameworks import ANSWERS, NO_THEME, Frameworks
from helpers.exhibits.choice import Choice, named, plural
from helpers.exhibits.exhibit import Words
from helpers.look.matrix import Kind, Matrix, Row, matrix
from helpers.look.page import Page
from helpers.numbers.question import ALL
from helpers.text.phrases import counted
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("frameworks",)
FROM = "frameworks"
SECOND = "second"
"""The group of items of other themes whose text names this one as well; counts in no total."""
GROUPS = {
    "challenge": "challenges",
    "answer": "answers",
    "other": "lessons, strengths, implications",
    SECOND: "as a second theme",
}
SHAPES = {
    "challenge": ("square", "challenge"),
    "answer": ("disc", "answer to one"),
    "other": ("diamond", "lesson, strength or implication"),
}
"""Shape of a group's marks, and what the key calls it; the settings give their colours."""
TOLD = {"challenge": "challenge", "answer": "answer", "other": "other item"}


# ---- table


def coded(frameworks: Frameworks) -> pd.DataFrame:
    """The coded items with their source, words, theme, and group: challenge, answer, other."""
    items = frameworks.table("items").rename(columns={"id": "item", "item": "text"})
    themes = frameworks.table("crosswalk")[["item", "theme", "second"]]
    rows = themes.merge(items, on="item", validate="one_to_one")
    return rows.assign(group=rows["kind"].map(_group))


def _group(kind: str) -> str:
    return "challenge" if kind == "challenge" else "answer" if kind in ANSWERS else "other"


def table(frameworks: Frameworks, view: Choice) -> pd.DataFrame:
    """Keys theme, source, group: how many items, which, and their words.

    Themes stand in the order of how many sources speak of them, the most first.
    """
    rows = coded(frameworks)
    second = rows[rows["second"] != ""]
    rows = pd.concat([rows, second.assign(theme=second["second"], group=SECOND)])
    themes, sources = frameworks.words("themes"), frameworks.words("sources", "short")
    themes.pop(NO_THEME, None)
    ranked = sorted(themes, key=lambda name: _rank(rows[rows["theme"] == name]))
    index = [
        (theme, source, group)
        for theme in ranked
        if view.theme in (ALL, theme)
        for source in sources
        if view.source in (ALL, source)
        for group in GROUPS
    ]
    here = dict(iter(rows.groupby(["theme", "source", "group"])))
    return pd.DataFrame([_row(key, here.get(key), themes, sources) for key in index])


def _row(
    key: tuple[str, str, str],
    here: pd.DataFrame | None,
    themes: dict[str, str],
    sources: dict[str, str],
) -> dict[str, object]:
    theme, source, group = key
    items = [] if here is None else list(here["item"])
    texts = [] if here is None else list(here["text"])
    return {
        "theme": theme,
        "theme_label": themes[theme],
        "source": source,
        "source_label": sources[source],
        "group": group,
        "group_label": GROUPS[group],
        "count": len(items),
        "items": ";".join(items),
        "text": "; ".join(texts),
    }


def _rank(rows: pd.DataFrame) -> tuple[int, int, int]:
    """Themes by the sources that speak of them, by those that name a challenge, by items."""
    first = rows[rows["group"] != SECOND]
    hard = first.loc[first["group"] == "challenge", "source"]
    return -first["source"].nunique(), -hard.nunique(), -len(first)


def columns(_view: Choice) -> dict[str, str]:
    """Columns of `reading` and their headings."""
    keys = {"theme_label": "Theme", "source_label": "Source", "group_label": "Kind"}
    return {**keys, "count": "Items", "text": "What is said"}


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
    kinds = {name: Kind(colours[name], *shape) for name, shape in SHAPES.items()}
    return matrix(page, Matrix(sources, rows, kinds, SECOND, aside))


def _theme_row(name: str, here: pd.DataFrame) -> Row:
    cells = {
        str(source): dict(zip(rows["group"], rows["count"].astype(int), strict=True))
        for source, rows in here.groupby("source", sort=False)
    }
    speak = sum(any(n for group, n in cell.items() if group != SECOND) for cell in cells.values())
    remark = f"{speak} of {len(cells)} sources" if len(cells) > 1 else ""
    return Row(name, str(here["theme_label"].iloc[0]), remark, cells)


# ---- words


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: finding (the title), items, second (what must be said of second themes), remarks (on
    the sources shown, from the settings), cites."""
    first, more = _parted(table)
    total = int(first["count"].sum())
    shown = list(dict.fromkeys(table["source"]))
    remarks = view.settings.get("remarks", {})
    lines = (_theme_alt(rows) for _, rows in table.groupby("theme", sort=False))
    return view.words(
        join(_shape_alt(first), *lines),
        finding=_finding(first, view),
        items=say("{n} {items}", n=counted(total, "items"), items=plural(total, "item")),
        second=_second(int(more["count"].sum())),
        remarks=join(*(Sentence(remarks[source]) for source in shown if source in remarks)),
        cites=" ".join(view.settings["cites"][source] for source in shown),
    )


def _parted(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    second = table["group"] == SECOND
    return table[~second], table[second]


def _second(count: int) -> Sentence:
    if not count:
        return EMPTY
    words = (
        "{n} also speak of a further theme: drawn only where there is nothing else (“second”), "
        "listed in the data."
    )
    return say(words, n=counted(count, "items"))


def _finding(first: pd.DataFrame, view: Choice) -> Sentence:
    if view.source != ALL:
        return _finding_of_source(first, view)
    there = first[first["count"] > 0]
    speak = there.groupby("theme", sort=False)["source"].nunique()
    sources, hard = first["source"].nunique(), there[there["group"] == "challenge"]
    if view.theme != ALL:
        return say(
            "{k} of {n} sources speak of “{theme}”",
            k=counted(int(speak.sum()), "sources"),
            n=counted(sources, "sources"),
            theme=_theme(first),
        )
    named_in = hard.groupby("theme_label", sort=False)["source"].nunique()
    shared = [f"“{theme.lower()}”" for theme in named_in.index[named_in == sources]]
    return say(
        "All {sources} sources speak of {all} of {themes} themes; each of them names a challenge "
        "in {hard}{which}",
        sources=counted(sources, "sources"),
        all=counted(int((speak == sources).sum()), "themes"),
        themes=counted(first["theme"].nunique(), "themes"),
        hard=counted(len(shared), "themes"),
        which=say(": {names}", names=named(shared)) if shared else EMPTY,
    )


def _finding_of_source(first: pd.DataFrame, view: Choice) -> Sentence:
    source, counts = (
        first["source_label"].iloc[0],
        first.groupby("theme_label", sort=False)["count"],
    )
    items = counts.sum()
    if view.theme != ALL:
        total = int(items.sum())
        return say(
            "{source}: {n} {items} on “{theme}”",
            source=source,
            n=counted(total, "items"),
            items=plural(total, "item"),
            theme=_theme(first),
        )
    return say(
        "{source}: {k} of {n} themes are spoken of, the most in “{most}”",
        source=source,
        k=counted(int((items > 0).sum()), "themes"),
        n=counted(len(items), "themes"),
        most=str(items.idxmax()).lower(),
    )


def _theme(first: pd.DataFrame) -> str:
    return str(first["theme_label"].iloc[0]).lower()


def _shape_alt(first: pd.DataFrame) -> Sentence:
    themes, sources = first["theme"].nunique(), first["source"].nunique()
    return say(
        "Matrix with {t} {themes} in rows, in order of how many sources speak of them, and {s} "
        "{sources} in columns: {names}. A cell holds a square for each challenge, a disc for each "
        "answer and a diamond for each lesson, strength or implication, and their number. Row by "
        "row:",
        t=counted(themes, "themes"),
        themes=plural(themes, "theme"),
        s=counted(sources, "sources"),
        sources=plural(sources, "source"),
        names="; ".join(dict.fromkeys(first["source_label"])),
    )


def _theme_alt(rows: pd.DataFrame) -> Sentence:
    """`Trust: White paper, 7 challenges and 5 answers; nothing in Blog post.`"""
    parts, silent = [], []
    for label, here in rows.groupby("source_label", sort=False):
        counts = dict(zip(here["group"], here["count"].astype(int), strict=True))
        said = list(_items(counts))
        if said:
            parts.append(say("{label}, {said}", label=label, said=listed(said)))
        else:
            silent.append(_silent(str(label), counts[SECOND]))
    if silent:
        parts.append(say("nothing in {silent}", silent=listed(silent)))
    told = [part if not at else say("; {part}", part=part) for at, part in enumerate(parts)]
    text = Sentence("".join(map(str, told)), tuple(c for one in told for c in one.claims))
    return say("{theme}: {text}.", theme=rows["theme_label"].iloc[0], text=text)


def _items(counts: dict[str, int]) -> Iterator[Sentence]:
    for group, word in TOLD.items():
        if n := counts[group]:
            yield say("{n} {word}", n=counted(n, "items"), word=plural(n, word))


def _silent(label: str, second: int) -> Sentence:
    if not second:
        return Sentence(label)
    words = "{label} (as a second theme of {n} {items})"
    return say(words, label=label, n=counted(second, "items"), items=plural(second, "item"))
