"""Network -> the summary table of each exhibit, as far as the source prints it or rows can be counted."""

from __future__ import annotations

import pandas as pd

from helpers.network import Network
from helpers.params import ALL
from helpers.summarize.cells import OPEN, Cell, counted, new_cell, of_claim, published, tabled

# Figure B1's note: an alliance counts once, as split or merged, else by its coverage, else by its name.
CHANGE_CLASS = {"split": "split_or_merged", "merged": "split_or_merged"}

# The Summary and chapter 2 repeat chapter 3's scope counts; Table 2 has the two large classes the other way round.
READINGS = {"Chapter 3": ("Chapter 3", "Summary", "Chapter 2"), "Table 2": ("Table 2",)}


def all_labs(network: Network) -> str:
    """What the row of the whole network is called: All RELs."""
    return "All " + network.config.get("words", {}).get("lab", ["lab", "labs"])[1]


def _own(network: Network, lab: str) -> pd.DataFrame:
    return network.alliances[network.alliances["lab"] == lab]


def _decided(rows: pd.DataFrame, name: str, value: str) -> pd.Series:
    return (rows[name] == value) & (rows[f"{name}_status"] == "certain")


def year_totals(network: Network) -> dict[str, Cell]:
    """The printed totals: year 1, year 4, and the alliances that reported their members."""
    return {
        "year 1": published(network, "count", "alliances", universe="year1", period="year 1"),
        "year 4": _printed_total(network),
        "reporting": published(network, "count", "alliances", universe="reporting", period="year 4"),
    }


def _printed_total(network: Network) -> Cell:
    """The printed total of year 4; the two that did not report are printed with the same selectors, so by claim."""
    rows = network.statements
    kept = rows[rows["claim_id"] == "y4-total-79"] if "claim_id" in rows else rows.iloc[:0]
    if kept.empty:
        return new_cell("count", "alliances", "counted", value=len(network.alliances), base=len(network.alliances))
    return new_cell("count", "alliances", "printed", value=float(kept["value"].iloc[0]), statements=";".join(kept["id"]),
                 base=len(network.alliances))


def evolution(network: Network, lab: str = ALL) -> pd.DataFrame:
    """Figure 1. Keys lab, period, change: 2012 = with a successor + ended; 2015 = unchanged + transformed + new."""
    first, last = network.config["periods"]
    totals = year_totals(network)
    n1, n4 = totals["year 1"]["value"], totals["year 4"]["value"]
    ended = published(network, "count", "alliances", n1, change="ended", universe="year1")
    labs = len(network.labs)
    pieces = [
        (first, "total", "all alliances", totals["year 1"]),
        (first, "continued", "with a successor", published(network, "count", "alliances", n1, change="continued")),
        (first, "ended", "ended", ended),
        (last, "total", "all alliances", totals["year 4"]),
        (last, "unchanged", "unchanged", published(network, "count", "alliances", n4, change="unchanged", universe="continued")),
        (last, "transformed", "transformed", published(network, "count", "alliances", n4, change="transformed", universe="continued")),
        (last, "new", "new", published(network, "count", "alliances", n4, change="new", universe="year4")),
        (first, "newly_created", "newly created or developing",
         published(network, "newly created or developing", "alliances", n1, focus="newly_created|developing")),
        (last, "newly_created", "newly created",
         published(network, "newly created during the contract", "alliances", n4, focus="newly_created")),
        (last, "newly_created", "newly created",
         published(network, "newly created, percent", "percent", n4, kind="percent", focus="newly_created")),
        (first, "ended", "ended", of_claim(network, "ended-11-of-15", "ended, from two labs", "alliances", ended["value"])),
        (first, "ended", "ended", of_claim(network, "ended-remaining-4", "ended, from other labs", "alliances", ended["value"])),
        (first, "ended", "ended", of_claim(network, "ended-11-from-2-labs", "labs with the most that ended", "labs", labs)),
        (first, "ended", "ended", of_claim(network, "ended-4-from-3-labs", "other labs with some that ended", "labs", labs)),
        (first, "per_lab", "alliances per lab", of_claim(network, "y1-per-lab-4-10", "range over labs", "alliances")),
    ]
    rows = [{"lab": ALL, **_period(network, period), "change": change, "change_label": label, **cell}
            for period, change, label, cell in pieces]
    if lab != ALL:
        rows += _own_evolution(network, lab, pieces[:7])
    return tabled(["lab", "period", "period_label", "change", "change_label"], rows)


def _period(network: Network, period: str) -> dict[str, str]:
    return {"period": period, "period_label": network.label("periods", period)}


def _own_evolution(network: Network, lab: str, pieces: list) -> list[dict]:
    own = _own(network, lab)
    classes, last = _changes(network, own), list(network.config["periods"])[-1]
    marks = {"transformed": ~classes.isin(["unchanged", "new", ""]), "unchanged": classes == "unchanged", "new": classes == "new"}
    rows = []
    for period, change, label, _ in pieces:
        if (period, change) == (last, "total"):
            cell = new_cell("count", "alliances", "counted", value=len(own), base=len(own))
        elif period == last:
            cell = _own_cell(network, marks[change], classes != "", len(own))
        else:
            cell = new_cell("count", "alliances", OPEN)
        rows.append({"lab": lab, **_period(network, period), "change": change, "change_label": label, **cell})
    return rows


def _own_cell(network: Network, rows: pd.Series, decided: pd.Series, base: int) -> Cell:
    """A lab's own cell: counted where no statements say more of the rows, else open until the audit bounds it."""
    if network.statements.empty:
        return counted(rows, decided, base)
    return new_cell("count", "alliances", OPEN, base=base)


def change_class(change: str, network: Network) -> str:
    """Figure B1's class of a `change` cell such as `split|renamed`; empty where it says nothing of it."""
    parts = {CHANGE_CLASS.get(part, part.split("_")[0] if part.startswith("coverage") else part) for part in change.split("|")}
    return next((name for name in network.config["changes"] if name in parts), "")


def _changes(network: Network, rows: pd.DataFrame) -> pd.Series:
    return rows["change"].map(lambda change: change_class(change, network))


def alliances_by_lab(network: Network, lab: str = ALL) -> pd.DataFrame:
    """Figure 2. Key lab: alliances of each lab, counted from the list; the printed total, range and mean first."""
    total = len(network.alliances)
    rows = [
        {"lab": ALL, "lab_label": all_labs(network), **_printed_total(network)},
        {"lab": ALL, "lab_label": all_labs(network), **of_claim(network, "y4-per-lab-6-10", "range over labs", "alliances")},
        {"lab": ALL, "lab_label": all_labs(network), **of_claim(network, "y4-per-lab-mean-8", "mean of labs", "alliances")},
    ]
    rows += [{"lab": name, "lab_label": name,
              **new_cell("count", "alliances", "counted", value=len(_own(network, name)), base=total)}
             for name in network.labs]
    return tabled(["lab", "lab_label"], rows)


def scope(network: Network, lab: str = ALL) -> pd.DataFrame:
    """Text beside Figure 2. Keys lab, reading, scope: chapter 3's counts and percentages with Table 2's beside them."""
    rows, total = [], _printed_total(network)["value"]
    for reading, sections in READINGS.items():
        for measure, unit, kind in (("count", "alliances", "count"), ("percent", "percent", "percent")):
            for name in network.config["scopes"]:
                cell = published(network, measure, unit, total, kind=kind, scope=name,
                                 section=sections)
                if cell["status"] != OPEN:
                    rows.append({"lab": ALL, "reading": reading, **_label(network, "scope", name), **cell})
    wide = {"scope": "multistate|within_state", "scope_label": "more than one district"}
    rows += [{"lab": ALL, "reading": "Table 2", **wide,
              **published(network, f"more than one district, {kind}", unit, total, kind=kind, section="Table 2",
                          scope="multistate|within_state")}
             for kind, unit in (("count", "alliances"), ("percent", "percent"))]
    if lab != ALL:
        own = _own(network, lab)
        rows += [{"lab": lab, "reading": "no place", **_label(network, "scope", name),
                  **_own_cell(network, _decided(own, "scope", name), own["scope_status"] == "certain", len(own))}
                 for name in network.config["scopes"]]
    return tabled(["lab", "reading", "scope", "scope_label"], rows)


def _label(network: Network, key: str, name: str) -> dict[str, str]:
    vocabulary = {"topic": "topics", "scope": "scopes", "size_class": "size_classes", "member_type": "member_types",
                  "change": "changes"}[key]
    column = {"size_class": "size_label", "member_type": "member_label"}.get(key, f"{key}_label")
    return {key: name, column: network.label(vocabulary, name)}


def topics(network: Network, lab: str = ALL) -> pd.DataFrame:
    """Figure 3. Keys lab, topic: alliances of each topic area, and what else the text prints of it."""
    total = _printed_total(network)["value"]
    rows = []
    for name in network.config["topics"]:
        n = published(network, "count", "alliances", total, topic=name, universe="year4")
        rows += [{"lab": ALL, **_label(network, "topic", name), **cell}
                 for cell in (n, *_topic_details(network, name, n["value"]))]
    if lab != ALL:
        own = _own(network, lab)
        rows += [{"lab": lab, **_label(network, "topic", name),
                  **_own_cell(network, _decided(own, "topic", name), own["topic_status"] == "certain", len(own))}
                 for name in network.config["topics"]]
    rows += [{"lab": ALL, "topic": "total", "topic_label": "All topic areas", **cell} for cell in _special(network)]
    return tabled(["lab", "topic", "topic_label"], rows)


def _topic_details(network: Network, topic: str, n: float | None) -> list[Cell]:
    named = int(_decided(network.alliances, "topic", topic).sum())
    cells = [
        new_cell("named", "alliances", "counted", value=named, base=n, note="whose name or a sentence decides the topic"),
        published(network, "labs with at least one", "labs", len(network.labs), subject="labs", topic=topic, having="alliances >= 1"),
        published(network, "labs with two", "labs", len(network.labs), subject="labs", topic=topic, having="alliances >= 2"),
        published(network, "multistate", "alliances", n, topic=topic, scope="multistate"),
        published(network, "multistate, percent", "percent", n, kind="percent", topic=topic, scope="multistate"),
        published(network, "within one state", "alliances", n, topic=topic, scope="within_state|local",
                  universe="topic"),
        published(network, "new since year 1", "alliances", n, topic=topic, change="new"),
        published(network, "new since year 1, percent", "percent", n, kind="percent", topic=topic, change="new"),
        published(network, "on postsecondary education", "alliances", n, topic=topic, focus="postsecondary"),
        published(network, "on dropout prevention or early warning", "alliances", n, topic=topic,
                  focus="dropout_early_warning"),
    ]
    if topic == "early":
        cells[5] = of_claim(network, "topic-onestate-early-3", "within one state", "alliances", n)
        cells.append(of_claim(network, "lab-with-two-early", "of the one lab that has two", "alliances", n))
    return [cell for cell in cells[:1] + [c for c in cells[1:] if c["status"] != OPEN]]


def _special(network: Network) -> list[Cell]:
    words = {"rural": "on rural education", "american_indian": "on American Indian students",
             "english_learners": "on English learner students"}
    cells = [published(network, text, "alliances", _printed_total(network)["value"], focus=focus) for focus, text in words.items()]
    return [cell for cell in cells if cell["status"] != OPEN]


def topic_names(network: Network) -> pd.DataFrame:
    """The alliances whose topic is certain or likely: topic, lab, name, topic_status; the likely ones count in no total."""
    rows = network.alliances
    kept = rows[rows["topic_status"].isin(["certain", "likely"])]
    order = list(network.config["topics"])
    return kept[["topic", "lab", "name", "topic_status"]].sort_values(
        ["topic", "topic_status"], key=lambda cells: cells.map(order.index) if cells.name == "topic" else cells,
        kind="stable", ignore_index=True)


def active_size(network: Network, lab: str = ALL) -> pd.DataFrame:
    """Figure 4. Keys lab, size_class: alliances by number of active members; and the printed sizes of memberships."""
    base = year_totals(network)["reporting"]["value"]
    rows = [{"lab": ALL, **_label(network, "size_class", name),
             **published(network, kind, unit, base, kind=kind, size_class=name, universe="reporting")}
            for kind, unit in (("count", "alliances"), ("percent", "percent")) for name in network.config["size_classes"]]
    more = [
        ("reporting", year_totals(network)["reporting"]),
        ("not reporting", of_claim(network, "not-reporting-2", "count", "alliances", _printed_total(network)["value"])),
        ("members", of_claim(network, "members-total-3416", "count", "members")),
        ("smallest", of_claim(network, "members-min-4", "members of the smallest", "members", base)),
        ("largest", of_claim(network, "members-max-250", "members of the largest", "members", base)),
        ("median", of_claim(network, "members-median-25", "median of members", "members", base)),
        ("active", of_claim(network, "active-range-4-100", "range of active members", "members", base)),
    ]
    rows += [{"lab": ALL, "size_class": "all", "size_label": label, **cell, "measure": f"{label}: {cell['measure']}"}
             for label, cell in more if cell["status"] != OPEN]
    if lab != ALL:
        rows += [{"lab": lab, **_label(network, "size_class", name), **new_cell("count", "alliances", OPEN)}
                 for name in network.config["size_classes"]]
    return tabled(["lab", "size_class", "size_label"], rows)


def active_size_by_topic(network: Network, lab: str = ALL) -> pd.DataFrame:
    """Figure 5. Keys lab, topic, size_class: alliances that reported their members, with totals."""
    reporting = year_totals(network)["reporting"]
    rows = []
    for topic in network.config["topics"]:
        for size in network.config["size_classes"]:
            for kind, unit in (("count", "alliances"), ("percent", "percent")):
                cell = published(network, kind, unit, kind=kind, topic=topic, size_class=size)
                if kind == "count" or cell["status"] != OPEN:
                    rows.append({**_label(network, "topic", topic), **_label(network, "size_class", size), **cell})
        rows.append({**_label(network, "topic", topic), "size_class": "total", "size_label": "all sizes",
                     **published(network, "count", "alliances", topic=topic, universe="reporting")})
    total = {"topic": "total", "topic_label": "All topic areas"}
    rows += [{**total, **_label(network, "size_class", size),
              **published(network, "count", "alliances", reporting["value"], size_class=size, universe="reporting")}
             for size in network.config["size_classes"]]
    rows.append({**total, "size_class": "total", "size_label": "all sizes", **reporting})
    keys = ["lab", "topic", "topic_label", "size_class", "size_label"]
    return tabled(keys, [{"lab": ALL, **row} for row in rows] + _unpublished(lab, rows))


def _unpublished(lab: str, rows: list[dict]) -> list[dict]:
    """The lab's own rows of an exhibit that the report publishes for all labs together only."""
    if lab == ALL:
        return []
    blank = {"value": None, "low": None, "high": None, "base": None, "status": OPEN, "statements": "", "note": ""}
    return [{**row, "lab": lab, **blank} for row in rows if row["measure"] in ("count", "percent")]


def composition(network: Network, lab: str = ALL) -> pd.DataFrame:
    """Figure 6. Keys lab, member_type: average shares of members, and alliances with at least one of a type."""
    base = year_totals(network)["reporting"]["value"]
    rows = [{**_label(network, "member_type", name),
             **published(network, "percent", "percent of members", subject="member_share", kind=("percent", "mean"),
                         member_type=name, universe="reporting")}
            for name in network.config["member_types"]]
    for name in network.config["member_types"]:
        for kind, unit in (("count", "alliances"), ("percent", "percent")):
            cell = published(network, f"alliances with at least one, {kind}", unit, base, kind=kind, member_type=name)
            if cell["status"] != OPEN:
                rows.append({**_label(network, "member_type", name), **cell})
    every = "+".join(list(network.config["member_types"])[:-1])
    rows.append({"member_type": every, "member_label": "LEA, SEA and university",
                 **published(network, "alliances with at least one, count", "alliances", base, member_type=every)})
    rows = [{"lab": ALL, **row} for row in rows if row["status"] != OPEN or row["measure"] == "percent"]
    return tabled(["lab", "member_type", "member_label"], rows + _unpublished(lab, rows))


def composition_by_topic(network: Network, lab: str = ALL) -> pd.DataFrame:
    """Figure 7. Keys lab, topic, member_type: shares of members; the average of all topics last."""
    rows = [{**_label(network, "topic", topic), **_label(network, "member_type", name),
             **published(network, "percent", "percent of members", subject="member_share", kind=("percent", "mean"),
                         topic=topic, member_type=name)}
            for topic in network.config["topics"] for name in network.config["member_types"]]
    overall = composition(network)
    overall = overall[overall["measure"] == "percent"]
    rows += [{"topic": "total", "topic_label": "All topic areas", **row}
             for row in overall.drop(columns="lab").to_dict("records")]
    keys = ["lab", "topic", "topic_label", "member_type", "member_label"]
    return tabled(keys, [{"lab": ALL, **row} for row in rows] + _unpublished(lab, rows))


def transformations(network: Network, lab: str = ALL) -> pd.DataFrame:
    """Figure B1. Keys lab, change: alliances by predominant change, all labs first; then what the text counts of labs.

    One change each, in the note's order: split or merged, coverage, name. `any reason` rows count every reason.
    """
    total = _printed_total(network)
    rows = [{"lab": ALL, **_label(network, "change", name), **_predominant(network, name, total["value"])}
            for name in network.config["changes"]]
    rows.append({"lab": ALL, "change": "total", "change_label": "all changes", **total})
    for name in network.labs:
        rows += _lab_changes(network, name)
    rows += [{"lab": ALL, **row} for row in _any_reason(network)]
    return tabled(["lab", "lab_label", "change", "change_label"],
                  [{"lab_label": all_labs(network) if row["lab"] == ALL else row["lab"], **row} for row in rows])


def _predominant(network: Network, change: str, base: float) -> Cell:
    """All labs' alliances of one class; open for the classes that the text counts by any reason only."""
    universes = {"split_or_merged": "year4", "unchanged": "continued", "new": "year4"}
    if change not in universes:
        return new_cell("count", "alliances", OPEN, base=base)
    return published(network, "count", "alliances", base, change=change, universe=universes[change])


def _lab_changes(network: Network, lab: str) -> list[dict]:
    own = _own(network, lab)
    classes = _changes(network, own)
    rows = [{"lab": lab, **_label(network, "change", name), **_own_cell(network, classes == name, classes != "", len(own))}
            for name in network.config["changes"]]
    return [*rows, {"lab": lab, "change": "total", "change_label": "all changes",
                    **new_cell("count", "alliances", "counted", value=len(own), base=len(own))}]


def _any_reason(network: Network) -> list[dict]:
    words = {"transformed": "transformed", "renamed": "renamed", "coverage": "changed coverage",
             "coverage_expanded": "expanded to more states", "coverage_reduced": "reduced to fewer states",
             "coverage_within_state": "broader within a state", "split_or_merged": "split or merged"}
    total, both = _printed_total(network)["value"], published(network, "count", "alliances", change="continued")["value"]
    rows = [{"change": name, "change_label": label,
             **published(network, "any reason", "alliances", both, change=name,
                         **({"universe": "year4"} if name == "split_or_merged" else {"universe": "continued"}))}
            for name, label in words.items()]
    rows += [{"change": "split", "change_label": "came of a split", **of_claim(network, "split-6", "any reason", "alliances", total)},
             {"change": "merged", "change_label": "came of a merger", **of_claim(network, "merged-1", "any reason", "alliances", total)}]
    labs = [("transformed", "alliances >= 1", "labs with at least one"), ("transformed", "share >= 1/2", "labs with at least half"),
            ("renamed", "alliances >= 1", "labs with at least one"), ("coverage", "alliances >= 1", "labs with at least one"),
            ("split_or_merged", "alliances >= 1", "labs with at least one"), ("new", "alliances >= 1", "labs with at least one"),
            ("unchanged", "share > 1/2", "labs with more than half")]
    rows += [{"change": name, "change_label": words.get(name, name),
              **published(network, measure, "labs", len(network.labs), subject="labs", change=name, having=having)}
             for name, having, measure in labs]
    return [row for row in rows if row["status"] != OPEN]
