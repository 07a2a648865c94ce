"""Summary -> words of the exhibits of the frameworks: types, characteristics, themes and answers. Citations are `[@key]` tokens."""

from __future__ import annotations

import pandas as pd

from helpers.exhibit import Words
from helpers.params import ALL
from helpers.say import Sentence, join, say
from helpers.summarize.shelf import SHORT
from helpers.words.parts import and_, counted, plural

PAPER, REPORT = "[@seed003]", "[@seed000]"
KINDS = {"challenge": "challenge", "answer": "answer", "other": "other item"}


def partnership_types(table: pd.DataFrame) -> Words:
    said = table[(table["dimension"] != SHORT) & (table["value"] != "")]
    main = table[(table["type"] == table["main"]) & table["type"].isin(said["type"])]["type"].unique()
    common = said[said["type"].isin(main)].groupby("dimension")["type"].nunique()
    return Words(
        title=say("The white paper tells {n} main types of partnership apart, and speaks of all of them in {all} of {d} dimensions",
                  n=counted(len(main), "types"), all=counted((common == len(main)).sum(), "dimensions"),
                  d=counted(said["dimension"].nunique(), "dimensions")),
        subtitle=say("What is said of each type of research-practice partnership, dimension by dimension"),
        note=say("Types and subtypes are the document's, dimensions ours; {n} assertions in our own words. A subtype has a row where "
                 "something is said of it alone. A dash: the document says nothing of a main type, which is not that there is nothing. Of "
                 "the RELs it says that their form is still open.", n=counted(len(said), "assertions")),
        source=say("The sections on types, on challenges and on strategies {cite}; section and line of each assertion stand in the data.",
                   cite=PAPER))


def partnerships(table: pd.DataFrame) -> Words:
    untyped = table[table["type_label"] == ""]
    return Words(
        title=say("Of {n} partnerships that the white paper names, it gives {typed} a type", n=counted(len(table), "partnerships"),
                  typed=counted(len(table) - len(untyped), "partnerships")),
        subtitle=say("Partnerships named as portraits or examples, in the order of the text"),
        note=say("Names as printed, the rest in our own words. No type in the text: {names}. Portrait: the document has a box about it. The "
                 "Baltimore Education Research Consortium and the Baltimore Educational Research Collaborative may be one body; the text "
                 "prints both names.", names="; ".join(untyped["name"])),
        source=say("The sections on types and on challenges, and the boxes {cite}.", cite=PAPER))


def definition(table: pd.DataFrame) -> Words:
    report, paper = table["report_id"] != "", table["paper_id"] != ""
    alone = table[report & ~paper]["report_characteristic"]
    moved = table[report & paper & (table["report_number"] != table["paper_number"])]
    return Words(
        title=say("{both} of the {n} characteristics in Table 2 are the white paper's, too; it does not list “{alone}”",
                  both=counted((report & paper).sum(), "characteristics"), n=counted(report.sum(), "characteristics"),
                  alone="”, “".join(alone)),
        subtitle=say("Characteristics of research-practice partnerships in the federal report and in the white paper that it follows"),
        note=say("Characteristics as printed, meanings and differences in our own words; which belong together is our reading of the names. "
                 "{moved} of those in both lists stand at another place. The report credits the white paper with all {n} "
                 "{report}; the white paper lists {m} {paper}, and speaks of place as a trait of some types (Table {types}).",
                 moved=counted(len(moved), "characteristics"), n=counted(report.sum(), "characteristics"), report=REPORT,
                 m=counted(paper.sum(), "characteristics"), paper=PAPER, types="S1"),
        source=say("Table 2 {report}; section on what a research-practice partnership is {paper}.", report=REPORT, paper=PAPER))


# ---- themes


def challenge_crosswalk(table: pd.DataFrame, source: str = ALL, theme: str = ALL) -> Words:
    first = table[table["group"] != "second"]
    total, more = (counted(rows["count"].sum(), "items") for rows in (first, table[table["group"] == "second"]))
    speak = first[first["count"] > 0].groupby("theme", sort=False)["source"].nunique()
    return Words(
        title=_crosswalk_title(first, speak, source, theme),
        subtitle=say("What the sources name as hard or as an answer to it, by theme and source; a mark is an item"),
        alt=join(_crosswalk_shape(first), *(_theme_line(rows) for _, rows in table.groupby("theme", sort=False))),
        note=join(
            say("{n} {items}, each under the theme that fits it best.", n=total, items=plural(total, "item")),
            say("{more} also speak of a further theme: drawn only where there is nothing else (“second”), listed in the data.",
                more=more) if more["value"] else Sentence(""),
            say("The themes are ours and no source's; each item was coded by a pair of readers with one code book and then resolved "
                "(data/README.md has their agreement)."),
            say("More items do not mean a greater difficulty: the sources differ in length, and points under a challenge are counted where a "
                "source spells them out."),
            say("“{lessons}” names its lessons only; what they say is in another document.",
                lessons=_label_of(table, "002")) if _label_of(table, "002") else Sentence("")),
        source=say("{cites}; place of each item in the data.", cites=" ".join(f"[@seed{name}]" for name in dict.fromkeys(table["source"]))))


def _crosswalk_title(first: pd.DataFrame, speak: pd.Series, source: str, theme: str) -> Sentence:
    themes, sources, total = first["theme"].nunique(), first["source"].nunique(), counted(first["count"].sum(), "items")
    if source != ALL and theme != ALL:
        return say("{source}: {n} {items} on “{theme}”", source=first["source_label"].iloc[0], n=total, items=plural(total, "item"),
                   theme=first["theme_label"].iloc[0].lower())
    if source != ALL:
        most = first.groupby("theme_label", sort=False)["count"].sum()
        return say("{source}: {k} of {n} themes are spoken of, the most in “{most}”", source=first["source_label"].iloc[0],
                   k=counted(len(speak), "themes"), n=counted(themes, "themes"), most=most.idxmax().lower())
    if theme != ALL:
        return say("{k} of {n} sources speak of “{theme}”", k=counted(speak.sum(), "sources"), n=counted(sources, "sources"),
                   theme=first["theme_label"].iloc[0].lower())
    hard = first[(first["group"] == "challenge") & (first["count"] > 0)].groupby("theme_label", sort=False)["source"].nunique()
    shared = list(hard.index[hard == sources])
    named = f": {and_([f'“{label.lower()}”' for label in shared])}" if shared else ""
    return say("All {s} sources speak of {all} of {n} themes; each of them names a challenge in {hard}{named}",
               s=counted(sources, "sources"), all=counted((speak == sources).sum(), "themes"), n=counted(themes, "themes"),
               hard=counted(len(shared), "themes"), named=named)


def _label_of(table: pd.DataFrame, source: str) -> str:
    return next(iter(table.loc[table["source"] == source, "source_label"]), "")


def _crosswalk_shape(first: pd.DataFrame) -> Sentence:
    themes, sources = (counted(first[name].nunique(), f"{name}s") for name in ("theme", "source"))
    return say("Matrix with {t} {themes} in rows, in order of how many sources speak of them, and {s} {sources} in columns: {names}. A cell holds a square for "
               "each challenge, a disc for each answer and a diamond for each lesson, strength or implication, and their number. Row by row:",
               t=themes, themes=plural(themes, "theme"), s=sources, sources=plural(sources, "source"), names="; ".join(dict.fromkeys(first["source_label"])))


def _theme_line(rows: pd.DataFrame) -> Sentence:
    """`Trust: White paper, 7 challenges and 5 answers; nothing in Blog post.`"""
    parts, silent, numbers = [], [], {}

    def number(count: int, word: str) -> str:
        numbers[f"n{len(numbers)}"] = counted(count, "items")
        return f"{{n{len(numbers) - 1}}} {word}{'s' * (count != 1)}"

    for label, here in rows.groupby("source_label", sort=False):
        counts = dict(zip(here["group"], here["count"].astype(int)))
        said = [number(counts[group], word) for group, word in KINDS.items() if counts[group]]
        if said:
            parts.append(f"{label}, {and_(said)}")
        else:
            silent.append(f"{label} (as a second theme of {number(counts['second'], 'item')})" if counts["second"] else label)
    if silent:
        parts.append(f"nothing in {and_(silent)}")
    return say(f"{{theme}}: {'; '.join(parts)}.", theme=rows["theme_label"].iloc[0], **numbers)


# ---- answers


def responses(table: pd.DataFrame, unjoined: int = 0) -> Words:
    best = table.groupby("main", sort=False)["certainty"].agg(set)
    named = sum(bool(found & {"printed", "implied"}) for found in best)
    heading = sum(found == {"category"} for found in best)
    implied = int((table["certainty"] == "implied").sum())
    rest = counted(unjoined, "answers")
    return Words(
        title=_responses_title(len(best), named, heading),
        subtitle=say("Challenges by source, with the answers to each"),
        note=join(
            say("In our own words. An answer stands beside a challenge by name only where a sentence joins them; “on” says which point of the "
                "challenge it meets. Under one heading of Table 3 the report sets challenges and answers side by side and says that many answers "
                "met more than one: these answers stand in a row of their own, after the challenges of the heading."),
            say("{n} marked “implied” follows from sentences taken together." if implied == 1 else
                "{n} marked “implied” follow from sentences taken together.", n=counted(implied, "pairs")) if implied else Sentence(""),
            say("A dash: none. {rest} more {answers} no source joins to one challenge; the data list them as items.", rest=rest,
                answers=plural(rest, "answer")) if unjoined else say("A dash: none.")),
        source=say("The sections and tables on challenges and answers {cites}; section and line of each pair stand in the data.",
                   cites=" ".join(f"[@seed{name}]" for name in dict.fromkeys(table["source"]))) if len(table) else Sentence(""))


def response_rows(table: pd.DataFrame) -> list[tuple[str, str]]:
    """The table as readers see it: each challenge with the answers joined to it, then those that only share its heading."""
    rows = []
    for (_, heading), here in table.groupby(["source", "heading"], sort=False):
        where = here["source_label"].iloc[0]
        rows += [(f"{where}: {main['main_text'].iloc[0]}", _answers(main[main["certainty"] != "category"]))
                 for _, main in here.groupby("main", sort=False)]
        shared = here[here["certainty"] == "category"].drop_duplicates("response")
        if len(shared):
            rows.append((f"{where}: all under “{heading}”",
                         f"Under the same heading, for each challenge that no sentence joins them to: {'; '.join(shared['response_text'])}"))
    return rows or [("—", "—")]


def _answers(rows: pd.DataFrame) -> str:
    return "; ".join((f"on “{row['challenge_text']}”: " if row["challenge"] != row["main"] else "") + row["response_text"]
                     + " (implied)" * (row["certainty"] == "implied") for _, row in rows.iterrows()) or "—"


def _responses_title(challenges: int, named: int, heading: int) -> Sentence:
    """How many challenges have an answer by name, and how many only one that shares their heading."""
    if not challenges:
        return say("No challenge belongs to this choice of source and theme")
    n = counted(challenges, "challenges")
    more = "; {heading} more {share} a heading with one" if heading else ""
    return say(f"The texts themselves join an answer to {{named}} of {{n}} {{challenges}}{more}", named=counted(named, "challenges"), n=n,
               challenges=plural(n, "challenge"), heading=counted(heading, "challenges"), share="shares" if heading == 1 else "share")
