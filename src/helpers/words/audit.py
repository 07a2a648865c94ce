"""Summary -> words of Appendix D, which says what the audit found."""

from __future__ import annotations

import pandas as pd

from helpers.exhibit import Words
from helpers.network import Network
from helpers.params import ALL
from helpers.say import Sentence, join, pick, say
from helpers.words.parts import Terms, are, counted, plural, source


def _found(table: pd.DataFrame, verdict: str = ALL, measure: str = "count") -> pd.Series:
    return pick(table, measure, section=ALL, verdict=verdict)


def verdicts(table: pd.DataFrame, network: Network, lab: str = ALL) -> Words:
    return Words(
        title=say("{a} statements follow from the others, {b} agree with them, {c} contradict some of them",
                  a=_found(table, "derived"), b=_found(table, "consistent"), c=_found(table, "contradicted")),
        subtitle=say("Published statements by section and verdict"),
        note=say("Derived: follows from claims other than itself and its repeats, or is counted from named rows. Consistent: "
                 "agrees with the rest and does not follow from it. Contradicted: in at least one set of claims that cannot all "
                 "be true. Outside: {n}, each with its reason in Table D5.", n=_found(table, "outside")),
        source=source(Terms(network), "all chapters and appendices"))


def verdicts_text(table: pd.DataFrame, network: Network, lab: str = ALL) -> list[Sentence]:
    first = say("Of {n} statements {out} are outside the model: they count nothing that a list of {alliances} could decide. The "
                "others make {claims} claims, since a count, its percentage and its repeats are one.", n=_found(table),
                out=_found(table, "outside"), alliances=Terms(network).alliances, claims=_found(table, measure="claims"))
    clashes, drop, ways = (_found(table, measure=name) for name in ("conflicts", "smallest drop", "drop sets"))
    if not clashes["value"]:
        return [join(first, Sentence("All of them can be true together."))]
    done = ("The search for such sets went through: there is no other." if _found(table, measure="complete")["value"] else
            "The search stopped at its limit: there may be other such sets.")
    return [first, join(
        say("They cannot all be true. Smallest sets of claims that clash: {n}. Table D2 has {shown} of them, enough to see that the "
            "rest agrees only without at least {drop} {claims}; with that few there {are} {ways} {way} to do it.", n=clashes,
            shown=_found(table, measure="contradictions"), drop=drop, claims=plural(drop, "claim"), are=are(int(ways["value"])),
            ways=ways, way=plural(ways, "way")),
        Sentence(done),
        say("Every range in this report holds over all of these, and over every reading of a sentence that can be read in "
            "several ways. Readings left out because they contradict the rest: {excluded}.",
            excluded=_found(table, measure="readings excluded")))]


def contradictions(table: pd.DataFrame, network: Network, lab: str = ALL) -> Words:
    n = counted(len(table), "sets")
    return Words(
        title=say("{n} {sets} of claims cannot all be true", n=n, sets=plural(n, "set")),
        subtitle=say("Each set with its statements and their places, why they clash, and what would mend it"),
        note=say("Each set is minimal: without any one of its claims, the others can all be true. A repair changes one "
                 "statement. Structure: what the model takes for granted of any list of {alliances}.",
                 alliances=Terms(network).alliances),
        source=source(Terms(network), "places as named"))


def pinned(table: pd.DataFrame, network: Network, lab: str = ALL) -> Words:
    implied, bounded, free, public = (counted((table["status"] == name).sum(), "cells")
                                      for name in ("implied", "bounded", "free", "public page"))
    depends, unproven = counted(table["depends"].eq(True).sum(), "cells"), counted(table["proven"].eq(False).sum(), "cells")
    return Words(
        title=say("{a} numbers that are not printed can have one value only, {b} have a closer range than the totals give",
                  a=implied, b=bounded),
        subtitle=say("Least and greatest value of cells that the report does not print"),
        note=join(
            say("One number: no other value agrees. For {free} more cells the statements say no more than the totals around them: "
                "those are in the data only. A star: depends on which of the contradicting statements are left out ({depends}). "
                "A question mark: not proven, the true range may be narrower or wider ({unproven}).", free=free, depends=depends,
                unproven=unproven),
            say("{n} rest on public pages (marked p).", n=public) if public["value"] else Sentence("")),
        source=source(Terms(network), "all chapters and appendices, as one system"))


def helpful(table: pd.DataFrame, network: Network, lab: str = ALL) -> Words:
    title = (Sentence("No single number would narrow another range") if table.empty else
             say("Most would be won by one number: {text}", text=table["text"].iloc[0]))
    return Words(
        title=title,
        subtitle=say("Single numbers that are not published, by how far they would narrow all other ranges together"),
        note=say("Open values: the widths of all other ranges, added up, as they are and if this number were known to be in the "
                 "middle of its range, where it says least. An estimate: as fractions of {alliances} too, and for one of the smallest "
                 "sets of claims that are left out.", alliances=Terms(network).alliances),
        source=source(Terms(network), "all chapters and appendices, as one system"))


def outside(table: pd.DataFrame, network: Network, lab: str = ALL) -> Words:
    reasons = counted(table["reason"].nunique(), "reasons")
    return Words(
        title=say("{n} statements are outside the model, for {k} {reasons}", n=counted(len(table), "statements"), k=reasons,
                  reasons=plural(reasons, "reason")),
        subtitle=say("Statements that the audit does not use, by reason"),
        note=say("They are shown where they belong and checked against each other where they repeat. Shares of members are no "
                 "counts of {alliances}, but bound each other, in Figure 7.", alliances=Terms(network).alliances),
        source=source(Terms(network), "places in Appendix C"))
