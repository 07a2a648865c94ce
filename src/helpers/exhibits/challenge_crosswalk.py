"""Which themes each source names as hard, speaks of otherwise, or leaves out: a matrix of dots."""

import pandas as pd

from helpers.data.frameworks import ANSWERS, NO_THEME, Frameworks
from helpers.exhibits.choice import NOTHING, Choice, many, named
from helpers.exhibits.exhibit import Words
from helpers.look.matrix import Matrix, matrix
from helpers.look.page import Page
from helpers.numbers.question import ALL
from helpers.text.phrases import counted
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("frameworks",)
FROM = "frameworks"
COLUMNS = {"theme_label": "Theme", "source_label": "Source", "mark_label": "Mark"}
COLUMNS |= {"challenges": "Named as hard", "answers": "Answers", "others": "Lessons, strengths"}
FILLED, RING = "filled", "ring"  # the marks of look.matrix, by their names
GROUPS = {"challenge": "challenges", **dict.fromkeys(ANSWERS, "answers")}
"""The column for each kind of item; all the rest are `others`: lessons, strengths, implications."""
MARKS = {
    FILLED: "names it as hard",
    RING: "only an answer, a lesson or a strength",
    "": "blank: nothing coded",
}
"""What the marks of a cell mean, as the key says it."""


# ---- table


def coded(frameworks: Frameworks) -> pd.DataFrame:
    """A row an item and theme, for an item may have two: item, source, text, group, theme, and
    whether it is the item's `first` theme."""
    items = frameworks.table("items").rename(columns={"id": "item", "item": "text"})
    codes = frameworks.table("crosswalk")[["item", "theme", "second"]]
    second = codes[codes["second"] != ""].assign(theme=lambda rows: rows["second"], first=False)
    both = pd.concat([codes.assign(first=True), second]).drop(columns="second")
    rows = both.merge(items, on="item", validate="many_to_one")
    return rows.assign(group=rows["kind"].map(GROUPS).fillna("others"))


def table(frameworks: Frameworks, view: Choice) -> pd.DataFrame:
    """A row a theme and source: its mark, whether that rests on second themes alone, the items and
    their words.

    Themes stand in the order of how many sources name them as hard, then of how many speak of them.
    """
    rows = coded(frameworks)
    themes = sorted(
        (name for name in frameworks.words("themes") if name != NO_THEME),
        key=lambda name: _rank(rows[rows["theme"] == name]),
    )
    sources = frameworks.words("sources", "short")
    cells = [
        {"theme": theme, "source": source}
        | _cell(rows[(rows["theme"] == theme) & (rows["source"] == source)])
        for theme in themes
        for source in sources
    ]
    found = view.rows(pd.DataFrame(cells))
    found.attrs["alike"] = _alike(frameworks)
    labels, short = frameworks.words("themes"), frameworks.words("themes", "short")
    return found.assign(
        theme_label=found["theme"].map(labels),
        theme_short=found["theme"].map(short),
        source_label=found["source"].map(sources),
        mark_label=found["mark"].map(MARKS),
    ).reset_index(drop=True)


def _alike(frameworks: Frameworks) -> tuple[int, int]:
    """On how many items the two codings agree in the first theme, and of how many."""
    codes = frameworks.table("crosswalk")
    return int(codes["coder_1"].eq(codes["coder_2"]).sum()), len(codes)


def _rank(rows: pd.DataFrame) -> tuple[int, int]:
    hard = rows.loc[rows["group"] == "challenges", "source"]
    return -hard.nunique(), -rows["source"].nunique()


def _cell(here: pd.DataFrame) -> dict[str, object]:
    hard = here[here["group"] == "challenges"]
    texts = {
        group: "; ".join(here.loc[here["group"] == group, "text"])
        for group in ("challenges", "answers", "others")
    }
    mark = FILLED if len(hard) else RING if len(here) else ""
    resting = hard if len(hard) else here
    alone = bool(mark) and not resting["first"].any()
    return {"mark": mark, "second_only": alone, **texts, "items": ";".join(here["item"])}


def reading(table: pd.DataFrame, _view: Choice) -> pd.DataFrame:
    """Every cell in words."""
    return table.replace({"challenges": "", "answers": "", "others": ""}, NOTHING)


# ---- picture


def draw(page: Page, table: pd.DataFrame, view: Choice) -> float:
    """Themes in rows, sources in columns; returns where they end."""
    sources = dict(zip(table["source"], table["source_label"], strict=True))
    themes = dict(zip(table["theme"], table["theme_label"], strict=True))
    marked = table[table["mark"] != ""]
    marks = dict(zip(zip(marked["theme"], marked["source"], strict=True), marked["mark"],
                     strict=True))  # fmt: skip
    return matrix(page, Matrix(sources, themes, marks, MARKS, view.settings["colour"]))


# ---- words


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: finding (the title), items, alike and coded (items whose first theme both codings
    share, of all), second (marks that rest on second themes), remarks (on the sources shown, from
    the settings), cites."""
    shown = list(dict.fromkeys(table["source"]))
    items = {item for found in table["items"] for item in found.split(";") if item}
    remarks = view.settings.get("remarks", {})
    return view.words(
        _alt(table),
        finding=_finding(table, view),
        items=many(len(items), "item"),
        alike=counted(table.attrs["alike"][0], "items"),
        coded=counted(table.attrs["alike"][1], "items"),
        second=_second(table),
        remarks=join(*(Sentence(remarks[source]) for source in shown if source in remarks)),
        cites=" ".join(view.settings["cites"][source] for source in shown),
    )


def _second(table: pd.DataFrame) -> Sentence:
    """How many filled dots would be none if each item had one theme."""
    filled = table[table["mark"] == FILLED]
    alone = int(filled["second_only"].sum())
    template = "{n:None} of the {all} filled dots {rest} on second themes alone."
    said = {"n": counted(alone, "dots"), "all": counted(len(filled), "dots")}
    return say(template, **said, rest="rests" if alone == 1 else "rest") if alone else EMPTY


def _finding(table: pd.DataFrame, view: Choice) -> Sentence:
    """What stands out in the choice: all, one source, one theme, or one theme of one source."""
    theme, source = table["theme_short"].iloc[0], table["source_label"].iloc[0]
    hard = table[table["mark"] == FILLED]
    if view.source == view.theme == ALL:
        return _shared(table, hard)
    if view.source == ALL:
        k, n = counted(len(hard), "sources"), counted(len(table), "sources")
        verb = "names" if len(hard) < 2 else "name"
        return say("{k:None} of {n:word} sources {verb} {theme} as hard",
                   k=k, n=n, verb=verb, theme=theme)  # fmt: skip
    if view.theme == ALL:
        k, n = counted(len(hard), "themes"), counted(len(table), "themes")
        return say("{source}: {k} of {n} themes {verb} named as hard",
                   source=source, k=k, n=n, verb="is" if len(hard) == 1 else "are")  # fmt: skip
    mark = table["mark"].iloc[0]
    what = {FILLED: "named as hard", RING: "spoken of, but not as hard", "": "not coded"}[mark]
    return say("{source}: {theme} is {what}", source=source, theme=theme, what=what)


def _shared(table: pd.DataFrame, hard: pd.DataFrame) -> Sentence:
    """What every source names as hard, by the first theme of some item: a second one is too little
    to rest a title on."""
    shared = _in_each(hard[~hard["second_only"].astype(bool)], table["source"].nunique())
    if not shared:
        return Sentence("There is nothing that every source finds hard")
    n = counted(len(shared), "themes")
    same = say("the same {n:word} things", n=n) if len(shared) > 1 else say("{n:word} thing", n=n)
    return say("Every source finds {same} hard: {names}", same=same, names=named(shared))


def _in_each(rows: pd.DataFrame, sources: int) -> list[str]:
    """The themes, in short, that stand in the rows of so many sources."""
    return [str(name) for name, here in rows.groupby("theme_short", sort=False)
            if here["source"].nunique() == sources]  # fmt: skip


def _alt(table: pd.DataFrame) -> Sentence:
    """What is drawn: rows that are filled throughout, then rings and blanks source by source."""
    sources = table["source"].nunique()
    full = _in_each(table[table["mark"] == FILLED], sources)
    whole = [say("Filled in every column: {names}.", names=named(full))] if full else []
    odd = [_odd(str(label), here) for label, here in table.groupby("source_label", sort=False)]
    return join(
        say(
            "Matrix of dots, {themes} in rows by {sources} in columns. A filled dot: named as "
            "hard; a ring: only an answer, a lesson or a strength; blank: nothing coded.",
            themes=many(table["theme"].nunique(), "theme"),
            sources=many(sources, "source"),
        ),
        *(whole if sources > 1 else []),
        *(one for one in odd if one),
        Sentence("All other dots are filled." if (table["mark"] == FILLED).any() else ""),
    )


def _odd(label: str, here: pd.DataFrame) -> Sentence:
    """The rings and blanks of one source: `Blog post: ring at trust; blank at time.`"""
    parts = [
        say(
            "{what} at {names}",
            what=what,
            names=named(here.loc[here["mark"] == mark, "theme_short"]),
        )
        for mark, what in ((RING, "ring"), ("", "blank"))
        if (here["mark"] == mark).any()
    ]
    return say("{label}: {parts}.", label=label, parts=listed(parts)) if parts else EMPTY
