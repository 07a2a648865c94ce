"""Tables of nodes and links -> words of the diagrams, and of the tables beside them.

An alternative text walks through the structure: what stands where, and what leads to what; it is made from the table row by row.
"""

from __future__ import annotations

import pandas as pd

from helpers.exhibit import Words
from helpers.say import Sentence, join, say
from helpers.words.parts import and_, counted

CITE = "[@seed001]"
KINDS = {"column": "Column", "input": "Input", "process": "Process", "activity": "Activity", "output": "Output", "outcome": "Outcome",
         "detail": "Detail", "context": "Context", "cycle": "Cycle", "stage": "Stage", "level": "Level", "influence": "Influence"}
ORDER_ONLY = "by order of mention only"
NONE, OPEN = "none named", "not published"
GROUPS = {"mix": "Member, in the mix of roles", "member": "Member, otherwise", "staff": "Staff of the laboratory", "other": "Other"}


# ---- the table behind a diagram, as readers see it


def node_rows(table: pd.DataFrame) -> pd.DataFrame:
    """A row a node: what it is with its details, what leads to it and what it leads to, in the words of the links."""
    every = table[table["row"] == "node"]
    nodes = every[every["kind"] != "detail"]
    names = dict(zip(every["id"], every["label"]))
    columns = set(every.loc[every["kind"] == "column", "id"])
    return pd.DataFrame({
        "name": nodes["label"], "what": [_what(table, row, "" if row["parent"] in columns else names.get(row["parent"], "")) for _, row in nodes.iterrows()],
        "before": [_listed(table, key, "to", "label") for key in nodes["id"]],
        "after": [_listed(table, key, "id", "to_label") for key in nodes["id"]]})


NODE_HEADS = {"name": "Name", "what": "What it is", "before": "What leads to it", "after": "What it leads to"}


def _what(table: pd.DataFrame, row: pd.Series, whole: str) -> str:
    """`Activity of Alliance process, alliance level. What is said of it. In detail: ...`"""
    details = _in_detail(table, row["id"])
    return f"{_part(row)}{whole and f' of {whole}'}{_level(row)}. {row['summary']}." + (f" In detail: {details}." if details else "")


def _in_detail(table: pd.DataFrame, key: str) -> str:
    """Details of a node, and theirs, with what is said of each."""
    said = []
    for _, one in _details(table, key).iterrows():
        within = _in_detail(table, one["id"])
        said.append(f"{one['label']} ({one['summary']}{within and f': {within}'})")
    return "; ".join(said)


def _part(row: pd.Series) -> str:
    numbered = row["kind"] in ("stage", "outcome") and pd.notna(row["order"])
    return KINDS[row["kind"]] + (f" {row['order']}" if numbered else "")


def _level(row: pd.Series) -> str:
    level = row["level"] or (OPEN if row["kind"] == "output" else "")
    if level == OPEN:
        return f", level {OPEN}"
    return f", {level} level" + "s" * (level == "both") if level else ""


def _listed(table: pd.DataFrame, key: str, near: str, far: str) -> str:
    links = table[(table["row"] == "link") & (table[near] == key)]
    return "; ".join(f"{row[far]} ({_how(row)})" for _, row in links.iterrows()) or NONE


def _how(link: pd.Series) -> str:
    return link["how"] + (f", {ORDER_ONLY}" if link["certainty"] == "order" else "")


# ---- the diagrams


def knowledge_use(table: pd.DataFrame) -> Words:
    stages, influences = _of(table, "stage"), _of(table, "influence")
    return Words(
        title=say("Research has to be found, read and fitted to what people already believe before it is used"),
        subtitle=say("The cycle of knowledge utilization: {s} stages, {i} influences, and the levels at which it goes on",
                     s=counted(len(stages), "stages"), i=counted(len(influences), "influences")),
        alt=join(
            say("Flow chart in a frame for {context}. In it, a frame for the {cycle} holds {n} stages from left to right: {stages}.",
                context=_names(table, "context"), cycle=_names(table, "cycle"), n=counted(len(stages), "stages"), stages=_listing(stages)),
            say("Arrows between stages: {links}.", links=_arrows(_among(table, stages))),
            say("Below the stages, what bears on them: {links}.", links=_arrows(_into(table, stages, ("influence", "level")))),
            say("Below the cycle stand {levels}, with arrows: {links}.", levels=and_(list(_of(table, "level")["label"])),
                links=_arrows(_touching(table, "level")))),
        note=join(
            say("The drawing itself is lost: a frame or an arrow stands for what the text states, and the layout and the short labels are ours."),
            _dashed(table),
            say("A frame stands for what a thing is nested in or a stage of, and a level is given where the text gives one. A box that bears on "
                "more than one stage is drawn at each.")),
        source=say("Collaborative research, Figure 1 and section Understanding Knowledge Utilization {cite}.", cite=CITE))


def logic_model(table: pd.DataFrame) -> Words:
    outputs, outcomes, links = _of(table, "output"), _of(table, "outcome"), table[table["row"] == "link"]
    columns = _of(table, "column")
    between = links[links["id"].isin(columns["id"]) & links["to"].isin(columns["id"])]
    return Words(
        title=say("The model leads from {i} inputs through {p} processes and {o} outputs to {c} outcomes: research found, understood, used",
                  i=counted(len(_of(table, "input")), "inputs"), p=counted(len(_of(table, "process")), "processes"),
                  o=counted(len(outputs), "outputs"), c=counted(len(outcomes), "outcomes")),
        subtitle=say("Logic model of collaborative research at REL Midwest, whole: its columns, and {a} activities in the processes",
                     a=counted(len(_of(table, "activity")), "activities")),
        alt=join(say("Flow chart of {n} columns from left to right.", n=counted(len(columns), "columns")),
                 *(_column_alt(table, column) for _, column in columns.iterrows()),
                 say("Arrows between the columns: {links}.", links=_arrows(between))),
        note=join(
            say("The drawing itself is lost: boxes and their order follow the text, layout is ours. Arrows join whole columns; of the {n} "
                "connections that the text names, those between single boxes are shown with each process and the outputs, and all stand "
                "in the table.", n=counted(len(links), "links")),
            _dashed(table), _open_levels(outputs),
            say("The authors call the model one of many and have not tested it rigorously.")),
        source=say("Collaborative research, Figure 2 and the sections from Inputs to Outcomes {cite}.", cite=CITE))


def alliance_process(table: pd.DataFrame) -> Words:
    return _process(table, "An alliance is brought together, and kept together, by {n} activities",
                    "Figure 3 and section Alliance Process")


def project_process(table: pd.DataFrame) -> Words:
    return _process(table, "Members and researchers shape projects together in {n} kinds of activity",
                    "Figure 4 and section Project Process")


def staff_development_process(table: pd.DataFrame) -> Words:
    return _process(table, "Staff learn from {n} activities to collaborate, which their training seldom taught",
                    "Figure 5 and section Staff Development Process")


def proximal_outputs(table: pd.DataFrame) -> Words:
    outputs, outcomes = _of(table, "output"), _of(table, "outcome")
    among = _among(table, outputs)
    into = among["to"].value_counts()
    ends = outputs[outputs["id"].isin(into[into == into.max()].index)]
    joined = outputs["id"].isin([*among["id"], *among["to"]])
    onward = _into(table, outcomes, ("output",))
    return Words(
        title=say("Outputs feed each other: {l} connections join {n} of the {all}, and {most} of them lead to {ends}", l=counted(len(among), "links"),
                  n=counted(int(joined.sum()), "outputs"), all=counted(len(outputs), "outputs"),
                  most=counted(int(among["to"].isin(ends["id"]).sum()), "links"), ends=and_([_small(label) for label in ends["label"]])),
        subtitle=say("Outputs that show progress early, in layers: each stands below those that lead to it"),
        alt=join(
            say("Flow chart of {n} boxes, one for each output: {names}.", n=counted(len(outputs), "outputs"), names=_listing(outputs)),
            *(say("Parts of {whole}: {parts}.", whole=_small(row["label"]), parts=_listing(parts)) for _, row in outputs.iterrows()
              if len(parts := _details(table, row["id"]))),
            say("Lettered arrows: {links}.", links=_arrows(among)),
            say("Without an arrow to or from another one: {names}.", names=_listing(outputs[~joined])) if not joined.all() else Sentence(""),
            say("To the outputs as a whole: {links}.", links=_arrows(_into(table, _of(table, "column"), ("output",)))),
            say("At the foot, the outcomes, numbered: {names}. On to them: {links}.", names=_listing(outcomes), links=_arrows(onward))),
        note=join(
            say("The drawing itself is lost: the layers follow from the {l} connections that sentences state, layout and letters are ours. How "
                "an output leads on to an outcome, and what leads to it from outside, is told in the table.", l=counted(len(among), "links")),
            _dashed(table), _open_levels(outputs)),
        source=say("Collaborative research, Figure 6 and section Outputs {cite}.", cite=CITE))


def _process(table: pd.DataFrame, title: str, where: str) -> Words:
    process, activities = _of(table, "process").iloc[0], _of(table, "activity")
    ids = [process["id"], *activities["id"]]
    links = table[table["row"] == "link"]
    inner = links[links["id"].isin(ids) & links["to"].isin(ids)]
    outer = links.drop(inner.index)
    return Words(
        title=_filled(title, n=counted(len(activities), "activities")),
        subtitle=say("{name}: its activities from top to bottom, what leads to each of them, and what each leads to", name=process["label"]),
        alt=join(
            say("Flow chart. In the middle column a frame for the {name} holds {n} activities from top to bottom: {names}.",
                name=_small(process["label"]), n=counted(len(activities), "activities"), names=_listing(activities)),
            *(say("{whole} has the points {parts}.", whole=row["label"], parts=_listing(parts)) for _, row in table[table["row"] == "node"].iterrows()
              if len(parts := _details(table, row["id"]))),
            say("Arrows inside the frame: {links}.", links=_arrows(inner)) if len(inner) else say("No arrow joins any of them."),
            say("From the left column: {links}.", links=_arrows(outer[outer["to"].isin(ids)])),
            say("To the right column: {links}.", links=_arrows(outer[outer["id"].isin(ids)]))),
        note=join(
            say("The drawing itself is lost, and the source's figure may have held the boxes alone: the {n} connections are those that the "
                "text names, wherever it does; layout and short labels are ours. An arrow to or from a side stands for all lines of its box.",
                n=counted(len(links), "links")),
            _dashed(table)),
        source=_filled("Collaborative research, " + where + " {cite}.", cite=CITE))


def _filled(template: str, **numbers: object) -> Sentence:
    """A template made of parts, filled as `say` fills it."""
    return say(template, **numbers)


def _column_alt(table: pd.DataFrame, column: pd.Series) -> Sentence:
    parts = _parts(table, column["id"])
    parts = parts[parts["kind"] != "detail"]
    told = [f"{row['label']}{_within(table, row)}" for _, row in parts.iterrows()]
    open_level = (parts["kind"] == "output").any() and (parts["level"] == "").any()
    return say("Column {name} holds {boxes}{open}.", name=column["label"], boxes="; ".join(told),
               open=", outlined, as their level is not published" if open_level else "")


def _within(table: pd.DataFrame, row: pd.Series) -> str:
    parts = _parts(table, row["id"])
    inside = parts[parts["kind"] == "activity"]
    return f" (with {', '.join(map(_small, inside['label']))})" if len(inside) else ""


# ---- the tables


def member_roles(table: pd.DataFrame) -> Words:
    five = table[table["group"] == "mix"]
    return Words(
        title=say("A well-mixed alliance has members in {n} roles, from {first} to {last}", n=counted(len(five), "roles"),
                  first=five["role"].iloc[0].lower(), last=five["role"].iloc[-1].lower()),
        subtitle=say("Roles of members, and of those around them: {n} in all", n=counted(len(table), "roles")),
        note=say("In our own words. The source names the mix of roles in one sentence; the other rows are roles that it speaks of elsewhere. A "
                 "member may hold several, and others in another project. A dash: it names no stage, or says nothing else."),
        source=say("Collaborative research, sections Alliance Members Committed to Improving Practice, Strong Alliance Leads, Project Process and "
                   "Outputs {cite}; the place of each row stands in the data.", cite=CITE))


def evidence_uses(table: pd.DataFrame) -> Words:
    return Words(
        title=say("Evidence is used in {n} ways, and the direct one is seldom seen", n=counted(len(table), "kinds")),
        subtitle=say("Kinds of use of evidence"),
        note=say("In our own words. The source takes the kinds from {weiss}; it gives names and years, and which works these are is our reading.",
                 weiss="[@weiss1980] and [@weiss2005]"),
        source=say("Collaborative research, section Understanding Knowledge Utilization {cite}.", cite=CITE))


def documents(table: pd.DataFrame) -> Words:
    kinds = table["kind"].value_counts()
    names = [f"{{{kind}}} {kind}s" for kind in kinds.index]
    return Words(
        title=_filled("The work of an alliance is written down: " + and_(names),
                      **{kind: counted(int(count), f"{kind}s") for kind, count in kinds.items()}),
        subtitle=say("Documents, protocols and tools that the source names"),
        note=say("In our own words; which are documents, which protocols and which tools is our reading. The research agenda, newsletters and the "
                 "roles documents come back in several sections: a row stands for each thing, at its main place."),
        source=say("Collaborative research, sections from Resource Documents and Protocols to the Conclusion {cite}.", cite=CITE))


def role_rows(table: pd.DataFrame) -> pd.DataFrame:
    """The roles as readers see them."""
    return table.assign(what=[_role(row) for _, row in table.iterrows()], notes=[text + "." if text else "—" for text in table["notes"]])


def _role(row: pd.Series) -> str:
    counts = f" Counts most: {row['stage']}." if row["stage"] else ""
    return f"{GROUPS[row['group']]}. {row['summary']}.{counts}"


# ---- what they are made of


def _of(table: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The nodes of a kind, in their order."""
    return table[(table["row"] == "node") & (table["kind"] == kind)].sort_values("order", kind="stable")


def _parts(table: pd.DataFrame, key: str) -> pd.DataFrame:
    return table[(table["row"] == "node") & (table["parent"] == key)].sort_values("order", kind="stable")


def _details(table: pd.DataFrame, key: str) -> pd.DataFrame:
    parts = _parts(table, key)
    return parts[parts["kind"] == "detail"]


def _among(table: pd.DataFrame, nodes: pd.DataFrame) -> pd.DataFrame:
    links = table[table["row"] == "link"]
    return links[links["id"].isin(nodes["id"]) & links["to"].isin(nodes["id"])]


def _into(table: pd.DataFrame, nodes: pd.DataFrame, kinds: tuple[str, ...]) -> pd.DataFrame:
    starts = table.loc[(table["row"] == "node") & table["kind"].isin(kinds), "id"]
    links = table[table["row"] == "link"]
    return links[links["id"].isin(starts) & links["to"].isin(nodes["id"])]


def _touching(table: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Links to a kind of node, and those that lead on to where these start."""
    links, goal = table[table["row"] == "link"], set(_of(table, kind)["id"])
    into = links[links["to"].isin(goal)]
    between = links["id"].isin(_of(table, "influence")["id"]) & links["to"].isin(_of(table, "influence")["id"])
    return pd.concat([into, links[between]])


def _names(table: pd.DataFrame, kind: str) -> str:
    return and_([_small(label) for label in _of(table, kind)["label"]])


def _listing(nodes: pd.DataFrame) -> str:
    return "; ".join(nodes["label"])


def _arrows(links: pd.DataFrame) -> str:
    """`from “Trust” to “Engagement” (ease with lead brings involvement) and “Ownership” (...); ...`, a part for each start."""
    told = [f"from “{start}” to " + and_([f"“{row['to_label']}” ({_how(row)})" for _, row in some.iterrows()])
            for start, some in links.groupby("label", sort=False)]
    return "; ".join(told) or NONE


def _small(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _dashed(table: pd.DataFrame) -> Sentence:
    """What must be said where a connection is known from the order of mention alone."""
    links = table[(table["row"] == "link") & (table["certainty"] == "order")]
    if links.empty:
        return Sentence("")
    return say("Only the order of mention shows {links}; every other connection is stated.", links=and_(
        [f"{row['label']} → {row['to_label']}" for _, row in links.iterrows()]))


def _open_levels(outputs: pd.DataFrame) -> Sentence:
    open_ones = int((outputs["level"] == "").sum())
    if not open_ones:
        return Sentence("")
    return say("By shading, the drawing said which outputs are of the alliance, of a project or of both; the text does not, so {n} of {all} are "
               "outlined as not published.", n=counted(open_ones, "outputs"), all=counted(len(outputs), "outputs"))
