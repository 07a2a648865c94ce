"""Summary -> words of the exhibits of the chapters, and of the Summary."""

from __future__ import annotations

import pandas as pd

from helpers.exhibit import Words
from helpers.network import Network
from helpers.params import ALL
from helpers.say import Sentence, join, pick, say
from helpers.summarize import year_totals
from helpers.words.parts import Terms, capital, counted, drawn, example_note, own_note, percent_of, proven, source, tally


def evolution(table: pd.DataFrame, network: Network, lab: str = ALL) -> Words:
    terms = Terms(network)
    first, last = list(network.config["periods"])[:2]
    cell = {f"{period}:{change}": pick(table, period=period, change=change)
            for period, change in ((first, "total"), (first, "continued"), (first, "ended"), (last, "total"),
                                   (last, "unchanged"), (last, "transformed"), (last, "new"))}
    n1, kept, ended, n4, same, changed, new = cell.values()
    return Words(
        title=say("{kept} of the {n1} {alliances} of {first} lasted; {changed} of the {n4} of {last} were transformed versions of "
                  "earlier ones", kept=kept, n1=n1, alliances=terms.alliances, first=terms.first, last=terms.last, changed=changed,
                  n4=n4),
        subtitle=say("{alliances} in {first} and in {last}, one square each", alliances=capital(terms.alliances),
                     first=terms.first, last=terms.last),
        alt=say("Unit chart of two rows of squares, one square for each {alliance}. The row for {first} has {n1}: {kept} "
                "with a successor and {ended} that ended. The row for {last} has {n4}: {same} unchanged, {changed} transformed "
                "and {new} new.", alliance=terms.alliance, first=terms.first, n1=n1, kept=kept, ended=ended, last=terms.last,
                n4=n4, same=same, changed=changed, new=new),
        note=join(
            say("A square of {first} and the one below it are not the same {alliance}: some split and some merged. "
                "{eleven} of the {ended} that ended came from {two} {labs}.", first=terms.first, last=terms.last,
                alliance=terms.alliance, labs=terms.labs, ended=ended,
                eleven=pick(table, "ended, from two labs"), two=pick(table, "labs with the most that ended")),
            tally(drawn(table)), own_note(table, lab, terms)),
        source=source(terms, "chapter 3 and Appendix B"),
    )


def evolution_text(table: pd.DataFrame, network: Network, lab: str = ALL) -> list[Sentence]:
    terms = Terms(network)
    first, last = list(network.config["periods"])[:2]
    return [join(
        say("In {first} the {labs} proposed to work with {n} {alliances}, {range} for each {lab}; {dev} of them were newly "
            "created or still developing.", first=terms.first, labs=terms.labs, lab=terms.lab, alliances=terms.alliances,
            n=pick(table, period=first, change="total"), range=pick(table, "range over labs"),
            dev=pick(table, "newly created or developing")),
        say("{ended} of them ended and {new} were established from scratch, which left {n4} in {last}.", last=terms.last,
            ended=pick(table, period=first, change="ended"), new=pick(table, period=last, change="new"),
            n4=pick(table, period=last, change="total")),
        say("Of those that ended, {eleven} came from {two} {labs} that had restructured, and the remaining {four} from {three} "
            "others.", eleven=pick(table, "ended, from two labs"), two=pick(table, "labs with the most that ended"),
            four=pick(table, "ended, from other labs"), three=pick(table, "other labs with some that ended"), labs=terms.labs),
        say("Counting from the start of the contract, {n} of the {n4} ({share}) were newly created.",
            n=pick(table, "newly created during the contract"), n4=pick(table, period=last, change="total"),
            share=pick(table, "newly created, percent")),
    )]


def alliances_by_lab(table: pd.DataFrame, network: Network, lab: str = ALL) -> Words:
    terms = Terms(network)
    own = table[(table["lab"] != ALL) & (table["measure"] == "count")]
    most, least = own.loc[own["value"].idxmax()], own.loc[own["value"].idxmin()]
    return Words(
        title=say("{n} {alliances} operated in {last}, {span} in each {lab}", n=pick(table), alliances=terms.alliances,
                  last=terms.last, span=pick(table, "range over labs"), lab=terms.lab),
        subtitle=say("Number of {alliances} of each {lab}, and the jurisdictions it serves", alliances=terms.alliances,
                     lab=terms.lab),
        alt=say("Tile map: one square for each state, territory and freely associated state, marked by the {lab} that serves "
                "it, with the number of {alliances} beside each {lab}. {top} has the most, {most}; {bottom} the fewest, {least}; "
                "all together have {n}.", lab=terms.lab, alliances=terms.alliances, top=most["lab"], most=most,
                bottom=least["lab"], least=least, n=pick(table)),
        note=join(
            say("The counts are counted from the list of names (Appendix A). Which {lab} serves which jurisdiction is not in "
                "the report: it is from public pages, whose addresses stand in the data. A tile is not an area.", lab=terms.lab),
            tally(table[table["measure"] == "count"]),
            say("For this exhibit {name} is set off from the others.", name=lab) if lab != ALL else Sentence("")),
        source=source(terms, "Figure 2, chapter 3 and Appendix A; jurisdictions: public pages of the program"),
    )


def scope(table: pd.DataFrame, network: Network, lab: str = ALL) -> Words:
    terms = Terms(network)

    def c(measure: str, reading: str, name: str) -> pd.Series:
        return pick(table, measure, reading=reading, scope=name)

    three, two = "Chapter 3", "Table 2"
    return Words(
        title=say("Only {n} of the {total} {alliances} stayed within one district or a few; the report gives the two larger groups "
                  "both ways round", n=c("count", three, "local"), total=_base(c("count", three, "local")),
                  alliances=terms.alliances),
        subtitle=say("{alliances} by geographic scope, {last}, in percent of {total}", alliances=capital(terms.alliances),
                     last=terms.last, total=_base(c("count", three, "local"))),
        alt=say("Two bars of full length, one below the other. By chapter 3, {a} ({ap}) {alliances} work across several states, {b} "
                "({bp}) within one state and {c} ({cp}) in one district or a few. By Table 2, {d} work across states and {e} within "
                "one state.", alliances=terms.alliances, a=c("count", three, "multistate"), ap=c("percent", three, "multistate"),
                b=c("count", three, "within_state"), bp=c("percent", three, "within_state"), c=c("count", three, "local"),
                cp=c("percent", three, "local"), d=c("count", two, "multistate"), e=c("count", two, "within_state")),
        note=join(
            say("Disputed: chapter 3 and the Summary print {a} across states and {b} within a state, Table 2 prints {d} and {e}. "
                "Both are shown, neither is drawn as certain. The topic areas' own multistate counts add up to neither.",
                a=c("count", three, "multistate"), b=c("count", three, "within_state"), d=c("count", two, "multistate"),
                e=c("count", two, "within_state")),
            tally(drawn(table)), own_note(table, lab, terms)),
        source=source(terms, "chapter 3, text beside Figure 2; Table 2"),
    )


def _base(cell: pd.Series) -> pd.Series:
    """The base of a cell, as a cell of its own."""
    return pd.Series({**cell, "value": cell["base"], "measure": "base"})


def scope_text(table: pd.DataFrame, network: Network, lab: str = ALL) -> list[Sentence]:
    terms = Terms(network)
    return [say("{n} of the {total} {alliances} ({share}) reached beyond one district or a few, which sets them apart from most "
                "research-practice partnerships.", alliances=terms.alliances,
                n=pick(table, "more than one district, count"), total=_base(pick(table, "more than one district, count")),
                share=pick(table, "more than one district, percent"))]


def topics(table: pd.DataFrame, network: Network, lab: str = ALL) -> Words:
    terms = Terms(network)
    ids = list(network.config["topics"])
    cells = {topic: pick(table, topic=topic) for topic in ids}
    named = table[(table["measure"] == "named") & (table["lab"] == ALL)]
    ordered = sorted(ids, key=lambda topic: -cells[topic]["value"])
    top = ordered[0]
    values = join(*(say("{label}: {n}.", label=network.label("topics", topic), n=cells[topic]) for topic in ordered))
    return Words(
        title=say("{topic} was the most common topic area: {n} of {total} {alliances}", topic=network.label("topics", top),
                  n=cells[top], total=_base(cells[top]), alliances=terms.alliances),
        subtitle=say("{alliances} by main topic area, {last}; one dot each, named where its name or a sentence decides",
                     alliances=capital(terms.alliances), last=terms.last),
        alt=join(say("Dot chart: one dot for each {alliance}, in a block for each topic area.", alliance=terms.alliance), values,
                 say("The dots of {named} are named; the others are open.", named=_sum(named))),
        note=join(
            say("Filled: the name or a sentence of the report decides ({named}). Ring: likely, counted in no total, perhaps "
                "one of the empty dots. Empty: the report gives the number, not the names.", named=_sum(named)),
            _multistate_note(table), tally(drawn(table)[lambda rows: (rows["measure"] == "count") & (rows["topic"] != "total")]),
            own_note(table, lab, terms)),
        source=source(terms, "Figure 3, chapter 3; names from Appendix A"),
    )


def _sum(rows: pd.DataFrame) -> pd.Series:
    """A counted total over cells of one kind, as a cell."""
    return pd.Series({**rows.iloc[0], "value": rows["value"].sum(), "base": rows["base"].sum()})


def _multistate_note(table: pd.DataFrame) -> Sentence:
    rows = table[(table["measure"] == "multistate") & (table["lab"] == ALL)]
    if rows.empty or not (rows["status"] == "disputed").any():
        return Sentence("")
    total = _sum(rows)
    total["statements"] = ";".join(rows["statements"])
    return say("Disputed: the multistate alliances that chapter 3 prints topic by topic add up to {sum}, not to either total "
               "printed elsewhere.", sum=total)


def topics_text(table: pd.DataFrame, network: Network, lab: str = ALL) -> list[Sentence]:
    terms = Terms(network)
    lines = []
    for topic in network.config["topics"]:
        found = {row["measure"]: row for _, row in table[(table["topic"] == topic) & (table["lab"] == ALL)].iterrows()}
        line = say("{topic}: {n} {alliances}.", topic=network.label("topics", topic, "full"), n=found["count"],
                   alliances=terms.alliances)
        more = [("labs with at least one", "{n} of the {base} {labs} had at least one."),
                ("multistate", "{n} had members from several states (disputed)."),
                ("within one state", "{n} had members from one state."),
                ("new since year 1", "{n} were new since the first year."),
                ("on postsecondary education", "{n} dealt mainly with postsecondary education."),
                ("on dropout prevention or early warning", "{n} dealt with dropout prevention or early warning systems.")]
        line = join(line, *(say(text, n=found[name], base=_base(found[name]), labs=terms.labs) if "{base}" in text
                            else say(text, n=found[name]) for name, text in more if name in found))
        lines.append(line)
    special = table[(table["topic"] == "total") & (table["lab"] == ALL)]
    if len(special):
        lines.append(join(say("Across topic areas:"), *(
            say("{n} were specifically {what}.", n=row, what=row["measure"]) for _, row in special.iterrows())))
    return lines


def active_size(table: pd.DataFrame, network: Network, lab: str = ALL) -> Words:
    terms = Terms(network)
    small, middle, large = list(network.config["size_classes"])
    n = {size: pick(table, size_class=size) for size in (small, middle, large)}
    share = {size: percent_of(table, size_class=size) for size in (small, middle, large)}
    return Words(
        title=say("{share} of {alliances} had {label} active members", share=share[small], alliances=terms.alliances,
                  label=network.label("size_classes", small)),
        subtitle=say("{alliances} by average number of active members, {last}; {base} that reported their members",
                     alliances=capital(terms.alliances), last=terms.last, base=_base(n[small])),
        alt=say("Bar chart of three classes: {a} {alliances} ({ap}) had {al} active members, {b} ({bp}) had {bl}, and {c} ({cp}) had "
                "{cl}.", alliances=terms.alliances, a=n[small], ap=share[small], al=network.label("size_classes", small),
                b=n[middle], bp=share[middle], bl=network.label("size_classes", middle), c=n[large], cp=share[large],
                cl=network.label("size_classes", large)),
        note=join(say("Classes of different width, so the bars show counts, not density. Based on {n} {alliances}; {missing} that ended "
                      "early in the year did not report all their members.", n=pick(table, "reporting: count"),
                      alliances=terms.alliances, missing=pick(table, "not reporting: count")),
                  tally(drawn(table)), own_note(table, lab, terms)),
        source=source(terms, "Figure 4, chapter 3"),
    )


def active_size_text(table: pd.DataFrame, network: Network, lab: str = ALL) -> list[Sentence]:
    terms = Terms(network)
    return [say("In {last} the {alliances} had {members} members by the report's count, in which a person in two {alliances} may be "
                "counted twice. Single memberships ran from {low} to {high}, with a median of {median}; the average number of active "
                "members ran over {active}.", last=terms.last, alliances=terms.alliances,
                members=pick(table, "members: count"), low=pick(table, "smallest: members of the smallest"),
                high=pick(table, "largest: members of the largest"), median=pick(table, "median: median of members"),
                active=pick(table, "active: range of active members"))]


def active_size_by_topic(table: pd.DataFrame, network: Network, lab: str = ALL) -> Words:
    terms = Terms(network)
    whole = table[table["lab"] == ALL]
    inner = whole[(whole["topic"] != "total") & (whole["size_class"] != "total") & (whole["measure"] == "count")]
    shares = whole[(whole["topic"] != "total") & (whole["measure"] == "percent") & (whole["status"] == "printed")]
    share = shares.iloc[0]
    n = pick(table, topic=share["topic"], size_class=share["size_class"])
    here = pick(table, topic=share["topic"], size_class="total")
    return Words(
        title=join(say("{share} of the {alliances} on {topic} had {size} active members,", share=share, alliances=terms.alliances,
                       topic=share["topic_label"].lower(), size=share["size_label"]),
                   say("{n} of {here};", n=n, here=here) if proven(n) and proven(here) else Sentence("by the text;"),
                   _fixed(inner)),
        subtitle=say("{alliances} by topic area and number of active members, {last}; n = {base}",
                     alliances=capital(terms.alliances), last=terms.last, base=pick(table, topic="total", size_class="total")),
        alt=join(
            say("Table of topic areas by class of active members, with totals; each cell has a number or a range. On {topic}, {n} "
                "of {here} {alliances} had {size} members, {share}; of all that reported, {column} of {all}.", n=n, here=here,
                topic=share["topic_label"].lower(), alliances=terms.alliances, size=share["size_label"], share=share,
                column=pick(table, topic="total", size_class=share["size_class"]),
                all=pick(table, topic="total", size_class="total")),
            tally(inner, "inner cells"), example_note(inner)),
        note=join(
            say("The report says more in words: in all but {one} topic area the smallest class was likelier than the others, and "
                "in all areas the largest was the least likely.", one=_exception(network)),
            _open_totals(whole, terms), tally(inner, "inner cells"), example_note(inner), own_note(table, lab, terms)),
        source=source(terms, "Figure 5, chapter 3"),
    )


def _fixed(cells: pd.DataFrame) -> Sentence:
    """What a title says of the cells: how many have one value only; or that this is one dataset of many."""
    if (cells["status"] == "example").any():
        return Sentence("the rest is one of many possible datasets")
    fixed = cells[cells["status"].isin(["printed", "counted", "implied"]) & cells["value"].notna()]
    return say("the statements fix {k} of {n} cells", k=counted(len(fixed), "cells"), n=counted(len(cells), "cells"))


def _open_totals(whole: pd.DataFrame, terms: Terms) -> Sentence:
    """Why the topics' totals of those that reported may be ranges."""
    ranges = whole[(whole["size_class"] == "total") & whole["value"].isna() & whole["low"].notna()]
    if ranges.empty:
        return Sentence("")
    return say("Row totals count the {alliances} that reported their members; the topic areas of the others are not printed, so "
               "{n} on {topic}.", alliances=terms.alliances, n=ranges.iloc[0], topic=ranges.iloc[0]["topic_label"].lower())


def _exception(network: Network) -> pd.Series:
    rows = network.statements
    found = rows[rows["claim_id"] == "topics-15-exception-standards"].iloc[0]
    return pd.Series({"value": float(found["value"]), "low": pd.NA, "high": pd.NA, "unit": "topic areas", "status": "printed",
                      "statements": found["id"], "measure": "count"})


def composition(table: pd.DataFrame, network: Network, lab: str = ALL) -> Words:
    terms = Terms(network)
    ids = list(network.config["member_types"])
    share = {name: percent_of(table, member_type=name) for name in ids}
    ordered = sorted(ids, key=lambda name: -share[name]["value"])
    label = {name: network.label("member_types", name, "full") for name in ids}
    return Words(
        title=say("Staff of {a} and of {b} made up most members: {pa} and {pb}", a=_agency(label[ordered[0]]),
                  b=_agency(label[ordered[1]]), pa=share[ordered[0]], pb=share[ordered[1]]),
        subtitle=say("Members of {alliances} by type, {last}, average share; {n} {alliances}", alliances=terms.alliances,
                     last=terms.last, n=_reporting(network)),
        alt=join(say("One bar of full length with the average shares of members by type."),
                 *(say("{label}: {share}.", label=capital(label[name]), share=share[name]) for name in ordered)),
        note=join(
            say("The report does not say whether the average is over all members or over alliances. LEA: local education agency, with "
                "school leaders. SEA: state education agency. Other: regional cooperatives and service centers, other federally funded "
                "centers, private, nonprofit and professional organizations, consultants."), tally(drawn(table)), own_note(table, lab, terms)),
        source=source(terms, "Figure 6, chapter 3"),
    )


def _agency(label: str) -> str:
    return {"local education agency (LEA)": "local education agencies (LEAs)",
            "state education agency (SEA)": "state education agencies (SEAs)"}.get(label, label)


def _reporting(network: Network) -> pd.Series:
    return pd.Series(year_totals(network)["reporting"])


def composition_text(table: pd.DataFrame, network: Network, lab: str = ALL) -> list[Sentence]:
    def at_least(kind: str, measure: str = "count") -> pd.Series:
        return pick(table, f"alliances with at least one, {measure}", member_type=kind)

    return [say("At least one member from an LEA was in {lea} alliances ({leap}), from an SEA in {sea} ({seap}), from a university in "
                "{uni} ({unip}); {all} of {base} alliances had all three.", lea=at_least("lea"), leap=at_least("lea", "percent"),
                sea=at_least("sea"), seap=at_least("sea", "percent"), uni=at_least("university"),
                unip=at_least("university", "percent"), all=at_least("lea+sea+university"),
                base=_base(at_least("lea+sea+university")))]


def composition_by_topic(table: pd.DataFrame, network: Network, lab: str = ALL) -> Words:
    terms = Terms(network)
    whole = table[(table["lab"] == ALL) & (table["topic"] != "total") & (table["measure"] == "percent")]
    known = whole[whole["status"] == "printed"].sort_values("value", ascending=False)
    top, low = known.iloc[0], known.iloc[-1]
    overall = pick(table, "percent", topic="total", member_type=top["member_type"])
    return Words(
        title=say("{type} staff made up {top} of members in alliances on {topic}, {low} in those on {other}",
                  type=top["member_label"], top=top, topic=top["topic_label"].lower(), low=low,
                  other=low["topic_label"].lower()),
        subtitle=say("Members by type in each topic area, {last}, in percent of members", last=terms.last),
        alt=join(
            say("Bars of full length, one for each topic area and one for all. {type} staff: {top} on {topic}, {low} on {other}, "
                "{all} in all topic areas. The rest of each topic area's bar is not solid: no other share is printed.",
                type=top["member_label"], top=top, topic=top["topic_label"].lower(), low=low,
                other=low["topic_label"].lower(), all=overall),
            tally(whole), example_note(whole)),
        note=join(tally(whole), _bases(table), example_note(whole), own_note(table, lab, terms)),
        source=source(terms, "Figures 6 and 7, chapter 3"),
    )


def _bases(table: pd.DataFrame) -> Sentence:
    """That a share's base is open, and what each base would give: drawn is only what holds of both."""
    first = say("The report does not say whether a share is over all members or an average of alliances.")
    keys = ["topic", "member_type"]
    mean, pooled = (table[table["measure"] == f"percent, {base}"].set_index(keys, drop=False)
                    for base in ("mean of alliances", "pooled"))
    won = (pooled["high"] - pooled["low"]) - (mean["high"] - mean["low"])
    if won.empty or not won.max() > 0:
        return first
    least, pooled = mean.loc[won.idxmax()], pooled.loc[won.idxmax()]
    return join(first, say("Drawn is what holds either way. The data have both: for {type} on {topic}, {pooled} over all members "
                           "and {mean} as an average.", type=least["member_label"], topic=least["topic_label"].lower(), pooled=pooled,
                           mean=least))


def transformations(table: pd.DataFrame, network: Network, lab: str = ALL) -> Words:
    terms = Terms(network)
    whole = table[(table["lab"] == ALL) & (table["measure"] == "count")]
    parts, by_lab = whole[whole["change"] != "total"], table[(table["lab"] != ALL) & (table["change"] != "total")]
    cell = {row["change"]: row for _, row in whole.iterrows()}
    changed = pick(table, "any reason", change="transformed")
    return Words(
        title=join(say("{changed} of the {n} {alliances} of {last} were changed versions of earlier ones,", changed=changed,
                       n=cell["total"], alliances=terms.alliances, last=terms.last),
                   say("{cov} of them mainly in coverage;", cov=cell["coverage"]) if proven(cell["coverage"]) else Sentence(""),
                   say("{same} were unchanged and {new} new", same=cell["unchanged"], new=cell["new"])),
        subtitle=say("{alliances} of {last} by how they came about, one square each; each counted under its main change",
                     alliances=capital(terms.alliances), last=terms.last),
        alt=join(
            say("Rows of unit squares, one row for all {labs} and one for each. All: {new} new, {same} unchanged, {split} split or "
                "merged, {cov} with changed coverage and {name} with a new name only.", labs=terms.labs, new=cell["new"],
                same=cell["unchanged"], split=cell["split_or_merged"], cov=cell["coverage"], name=cell["renamed"]),
            say("In the row of each {lab} a square is solid only where its change is certain; beside it stands a number or range "
                "for each change.", lab=terms.lab), tally(by_lab, f"cells by {terms.lab}"), example_note(by_lab)),
        note=join(
            say("One change each, in this order: split or merged, coverage, name. For any reason, {moved} changed coverage, and "
                "some of these split or merged too.", moved=pick(table, "any reason", change="coverage")),
            say("Hard to reconcile: {split} came of splits and mergers, yet {five} {labs} are said to have had one; if every split "
                "left its parts in one {lab}, they reach fewer.", split=cell["split_or_merged"],
                five=pick(table, "labs with at least one", change="split_or_merged"), labs=terms.labs, lab=terms.lab),
            tally(parts, f"cells of all {terms.labs}"), tally(by_lab, f"cells by {terms.lab}"), example_note(by_lab)),
        source=source(terms, "Figure B1 and Appendix B; numbers of each REL from Appendix A"),
    )


def transformations_text(table: pd.DataFrame, network: Network, lab: str = ALL) -> list[Sentence]:
    terms = Terms(network)

    def any_reason(change: str) -> pd.Series:
        return pick(table, "any reason", change=change)

    def labs(change: str, measure: str = "labs with at least one") -> pd.Series:
        return pick(table, measure, change=change)

    return [
        say("An {alliance} may have changed in several ways. {named} changed their names; {moved} changed their coverage: {more} expanded "
            "to more states, {fewer} were reduced to fewer, and {within} broadened their reach within a state; {split} were the result of "
            "a split or a merger.", alliance="alliance", named=any_reason("renamed"), moved=any_reason("coverage"),
            more=any_reason("coverage_expanded"), fewer=any_reason("coverage_reduced"),
            within=any_reason("coverage_within_state"), split=any_reason("split_or_merged")),
        say("By {lab}: {any} of {base} had at least one {alliance} that was transformed, and in {half} at least half were. {named} had one "
            "that changed its name, {moved} one that changed its coverage, {split} one that split or merged, {new} a new one; in "
            "{same} most stayed the same.", lab=terms.lab, alliance=terms.alliance, any=labs("transformed"),
            base=_base(labs("transformed")), half=labs("transformed", "labs with at least half"), named=labs("renamed"),
            moved=labs("coverage"), split=labs("split_or_merged"), new=labs("new"),
            same=labs("unchanged", "labs with more than half")),
    ]


# ---- tables of text


def information_sources(table: pd.DataFrame, network: Network, lab: str = ALL) -> Words:
    return Words(
        title=say("The report drew on {n} kinds of sources, {required} of them reports that every {lab} had to write",
                  n=counted(len(table)), required=counted((table["required"] == "yes").sum()), lab=Terms(network).lab),
        subtitle=say("Sources of information used in the report"),
        note=say("Descriptions are in our own words."), source=source(Terms(network), "Table 1"))


def characteristics(table: pd.DataFrame, network: Network, lab: str = ALL) -> Words:
    return Words(
        title=say("{alliances} share {n} characteristics with other research-practice partnerships and differ in each",
                  alliances=capital(Terms(network).alliances), n=counted(len(table))),
        subtitle=say("Common characteristics of research-practice partnerships, and how the alliances are alike and different"),
        note=say("In our own words; numbers as the table prints them. Its two large groups of place-based work are disputed: chapter 3 "
                 "has them the other way round. Table {beside} sets the list beside that of the white paper it follows.", beside="S3"),
        source=source(Terms(network), "Table 2, after Coburn, Penuel, and Geil"))


def challenges(table: pd.DataFrame, network: Network, lab: str = ALL) -> Words:
    kinds = table["kind"].value_counts()
    return Words(
        title=say("{labs} reported {c} challenges in {n} categories, and {r} ways of responding",
                  labs=Terms(network).labs, c=counted(kinds["challenge"]), n=counted(table["category"].nunique()),
                  r=counted(kinds["response"])),
        subtitle=say("Challenges and responses by category"),
        note=say("Categories: {names}. In our own words. A response belongs to its category, not to one challenge; the report says that many met more than one.",
                 names="; ".join(dict.fromkeys(table["category_label"])).lower()),
        source=source(Terms(network), "Table 3 and chapter 4"))


def alliance_list(table: pd.DataFrame, network: Network, lab: str = ALL) -> Words:
    terms = Terms(network)
    certain = counted((table["topic_status"] == "certain").sum())
    return Words(
        title=say("The {n} {alliances} of {last}, with what a name or a sentence says of each", n=counted(len(table)),
                  alliances=terms.alliances, last=terms.last) if lab == ALL else
        say("The {n} {alliances} of {lab} in {last}, with what a name or a sentence says of each", n=counted(len(table)),
            alliances=terms.alliances, lab=lab, last=terms.last),
        subtitle=say("{alliances} by {lab}, in the report's order", alliances=capital(terms.alliances), lab=terms.lab),
        note=say("The topic area of {certain} is certain. A question mark: likely, counted in no total. A dash: neither the name nor a "
                 "sentence decides; nothing is deduced from totals here.", certain=certain),
        source=source(terms, "Appendix A; sentences of chapter 4 and Appendix B"))


def statements(table: pd.DataFrame, network: Network, lab: str = ALL) -> Words:
    disputed = table["status"] == "disputed"
    return Words(
        title=say("{n} published statements stand behind this report", n=counted(len(table))),
        subtitle=say("Statements with a number, by their place in the report"),
        note=say("{disputed} are disputed: the report also prints something that cannot hold with them. Statements without a number "
                 "({rest}) stand in the data only.", disputed=counted(disputed.sum()),
                 rest=counted(len(network.statements) - len(table))),
        source=source(Terms(network), "all chapters and appendices"))


# ---- the Summary


def summary(tables: dict[str, pd.DataFrame], network: Network, lab: str = ALL) -> list[Sentence]:
    """The Summary's paragraphs, from the tables of all exhibits; a lab's own paragraph first in its report."""
    terms = Terms(network)
    evolved, scopes, sizes = tables["evolution"], tables["scope"], tables["active_size"]
    first, last = list(network.config["periods"])[:2]
    lines = [] if lab == ALL else [_lab_paragraph(tables, terms, lab, network)]
    lines.append(join(
        say("{n} {alliances} operated in {last}, {span} for each of the {labs}.", n=pick(evolved, period=last, change="total"),
            alliances=terms.alliances, last=terms.last, span=pick(tables["alliances_by_lab"], "range over labs"),
            labs=terms.labs),
        say("They came of {n1} in {first}: {ended} ended, {same} went on unchanged, {changed} of the later ones are transformed versions "
            "of earlier ones, and {new} were new.", n1=pick(evolved, period=first, change="total"), first=terms.first,
            ended=pick(evolved, period=first, change="ended"), same=pick(evolved, period=last, change="unchanged"),
            changed=pick(evolved, period=last, change="transformed"), new=pick(evolved, period=last, change="new"))))
    lines.append(join(
        say("By topic area:"),
        *(say("{topic}, {n};", topic=network.label("topics", topic).lower(), n=pick(tables["topics"], topic=topic))
          for topic in network.config["topics"])))
    lines[-1] = Sentence(lines[-1].text.rstrip(";") + ".", lines[-1].claims)
    lines.append(say(
        "Only {local} worked within one district or a few. Of the others the report's chapter 3 prints {a} across several states and {b} "
        "within one state, and its Table 2 prints {c} and {d}: the two cannot both hold, and this report shows both.",
        local=pick(scopes, reading="Chapter 3", scope="local"), a=pick(scopes, reading="Chapter 3", scope="multistate"),
        b=pick(scopes, reading="Chapter 3", scope="within_state"), c=pick(scopes, reading="Table 2", scope="multistate"),
        d=pick(scopes, reading="Table 2", scope="within_state")))
    small, _, large = list(network.config["size_classes"])
    lines.append(join(
        say("Memberships ran from {low} to {high} members, with a median of {median}.",
            low=pick(sizes, "smallest: members of the smallest"), high=pick(sizes, "largest: members of the largest"),
            median=pick(sizes, "median: median of members")),
        say("{share} of the {n} that reported had {small} active members, {big} had {large}.",
            share=pick(sizes, "percent", size_class=small), n=pick(sizes, "reporting: count"),
            small=network.label("size_classes", small), big=pick(sizes, "percent", size_class=large),
            large=network.label("size_classes", large)),
        say("On average {lea} of members came from LEAs and {sea} from SEAs.",
            lea=pick(tables["composition"], "percent", member_type="lea"),
            sea=pick(tables["composition"], "percent", member_type="sea"))))
    return lines


def _lab_paragraph(tables: dict[str, pd.DataFrame], terms: Terms, lab: str, network: Network) -> Sentence:
    own, topics_ = tables["alliances_by_lab"], tables["topics"]
    pinned = topics_[(topics_["lab"] == lab) & (topics_["status"] != "free") & topics_["status"].ne("not published")]
    first = say("{lab} {name} supported {n} of the {total} {alliances} of {last}.", lab=terms.lab, name=lab,
                n=pick(own, lab=lab), total=pick(own), alliances=terms.alliances, last=terms.last)
    named = join(*(say("{n} of them dealt with {topic}, as far as names and statements tell.", n=row,
                       topic=row["topic_label"].lower()) for _, row in pinned.iterrows()))
    rest = say("Most of what the report counts it does not publish by {lab}; what follows gives the values for all {labs}, what "
               "the statements allow for {name}, and says where nothing is known of it.", lab=terms.lab, labs=terms.labs, name=lab)
    return join(first, named, rest)
