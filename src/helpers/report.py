"""The public face: one function an exhibit, joining summary, drawing and words.

    from helpers import report
    network, params = report.start(network="rel-2012-17", lab="all")
    report.topics(network, params)

Every function takes the Network and the Params and returns an Exhibit or Prose that shows itself.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pandas as pd
from matplotlib.figure import FigureBase

from helpers import draw, network as networks, paths, references as citations, summarize, words
from helpers.exhibit import Exhibit, Prose, References, Words, plain, shown
from helpers.frameworks import Frameworks
from helpers.network import Network
from helpers.params import ALL, Params
from helpers.say import Sentence
from helpers.numerals import number, span, tenths

LABELS = {
    "evolution": "Figure 1", "alliances_by_lab": "Figure 2", "scope": "Figure 2b", "topics": "Figure 3",
    "active_size": "Figure 4", "active_size_by_topic": "Figure 5", "composition": "Figure 6",
    "composition_by_topic": "Figure 7", "transformations": "Figure B1", "information_sources": "Table 1",
    "characteristics": "Table 2", "challenges": "Table 3", "alliance_list": "Appendix A", "statements": "Appendix C",
    "verdicts": "Table D1", "contradictions": "Table D2", "pinned": "Table D3", "helpful": "Table D4", "outside": "Table D5",
    "knowledge_use": "Figure S1", "logic_model": "Figure S2", "alliance_process": "Figure S3",
    "project_process": "Figure S4", "staff_development_process": "Figure S5", "proximal_outputs": "Figure S6",
    "challenge_crosswalk": "Figure S7",
    "partnership_types": "Table S1", "partnerships": "Table S2", "definition": "Table S3", "evidence_uses": "Table S4",
    "documents": "Table S5", "member_roles": "Table S6", "responses": "Table S7",
}
KEYS = {
    "evolution": {"period_label": "Year", "change_label": "Group"},
    "alliances_by_lab": {"lab_label": "Lab"},
    "scope": {"scope_label": "Scope", "reading": "Printed in"},
    "topics": {"topic_label": "Topic area"},
    "active_size": {"size_label": "Active members"},
    "active_size_by_topic": {"topic_label": "Topic area", "size_label": "Active members"},
    "composition": {"member_label": "Members"},
    "composition_by_topic": {"topic_label": "Topic area", "member_label": "Members"},
    "transformations": {"lab_label": "Lab", "change_label": "How it came about"},
}
COLOURED = {"topics": "topics", "transformations": "changes", "composition": "member_types",
            "composition_by_topic": "member_types", "scope": "scopes"}  # stem -> vocabulary whose colours it takes
AUDITS = ("verdicts", "contradictions", "pinned", "helpful", "outside", "statements")  # tables of the audit itself
EXAMPLE = "Example: one of many possible datasets"  # what a picture of one says on itself
DRAWN = ("count", "percent")  # a table's other measures are said in words and saved, not drawn
PACKAGES = ("pandas", "matplotlib", "seaborn", "papermill", "nbconvert", "typst", "pandera", "pikepdf")


def start(**given: object) -> tuple[Network, Params]:
    """The network and the checked parameters of a notebook; UserError for an unknown name or a wrong value."""
    params = Params(**given)
    return networks.Network(paths.network_folder(params.network)), params


def _finish(made: Exhibit | Prose, name: str, network: Network, params: Params) -> Exhibit | Prose:
    """Save what was made, and what it was made from, where the build asks for it."""
    if isinstance(made, References) or any(map(citations.cited, made.texts())):
        network.note(os.path.relpath(citations.FILE, network.folder))
    if params.output:
        folder = Path(params.output)
        if isinstance(made, Exhibit):
            made.save(folder)
        used = folder / "uses" / f"{name}.json"
        used.parent.mkdir(parents=True, exist_ok=True)
        used.write_text(json.dumps(network.used()), encoding="utf-8")
    return made


def _on_shelf(made: Exhibit, shelf: Frameworks, network: Network, params: Params) -> Exhibit:
    """Save an exhibit of the frameworks, with the files it was made from."""
    network.note(*shelf.used(network.folder))
    return _finish(made, made.stem, network, params)


def _table(stem: str, network: Network, params: Params) -> pd.DataFrame:
    """An exhibit's summary table: as printed, then what the audit knows of the rest, or one example dataset."""
    if stem in AUDITS:
        return getattr(summarize, stem)(network, params.lab, params.readings, params.evidence)
    table = getattr(summarize, stem)(network, params.lab)
    if params.view == "example":
        table = summarize.example(table, network, stem, params.readings, params.evidence)
    return summarize.filled(table, network, stem, params.readings, params.evidence)


def _figure(stem: str, network: Network, params: Params, *inputs: pd.DataFrame) -> Exhibit:
    table = _table(stem, network, params)
    said = getattr(words, stem)(table, network, params.lab)
    columns, rows = shown(table, _keys(stem, network, params))
    paint: Callable = getattr(draw, stem)

    drawn = table[table["measure"].isin(DRAWN)]
    colours = network.colours(COLOURED[stem]) if stem in COLOURED else {}
    options = {"palette": colours} if colours else {}

    example = (drawn["status"] == "example").any()

    def painted(figure: FigureBase) -> None:
        paint(drawn, draw.under_banner(figure, EXAMPLE) if example else figure, *inputs, lab=params.lab, **options)

    height = getattr(draw, f"{stem}_height")(drawn, *inputs, lab=params.lab) + example * draw.BANNER
    made = Exhibit(stem, LABELS[stem], said, table, columns, rows, painted, height)
    return _finish(made, stem, network, params)


def _keys(stem: str, network: Network, params: Params) -> dict[str, str]:
    """The key columns to show and their headings; the lab's, by the network's own word, where rows differ in it."""
    lab = words.Terms(network).lab
    if "lab_label" in KEYS[stem]:
        return {**KEYS[stem], "lab_label": lab}
    return KEYS[stem] if params.lab == ALL else {"lab": lab, **KEYS[stem]}


def _text_table(stem: str, table: pd.DataFrame, names: dict[str, str], network: Network, params: Params,
                reading: pd.DataFrame | None = None) -> Exhibit:
    columns, rows = plain(table if reading is None else reading, names)
    made = Exhibit(stem, LABELS[stem], getattr(words, stem)(table, network, params.lab), table, columns, rows)
    return _finish(made, stem, network, params)


def evolution(network: Network, params: Params) -> Exhibit:
    """Figure 1: how the set of alliances evolved from year 1 to year 4."""
    return _figure("evolution", network, params)


def alliances_by_lab(network: Network, params: Params) -> Exhibit:
    """Figure 2: alliances of each lab, over the jurisdictions it serves."""
    return _figure("alliances_by_lab", network, params, network.table("jurisdictions"))


def scope(network: Network, params: Params) -> Exhibit:
    """Text beside Figure 2: geographic scope, chapter 3's reading with Table 2's beside it."""
    return _figure("scope", network, params)


def topics(network: Network, params: Params) -> Exhibit:
    """Figure 3: topic areas, a dot an alliance."""
    names = summarize.topic_names(network)
    return _figure("topics", network, params, names if params.names else names.iloc[:0])


def active_size(network: Network, params: Params) -> Exhibit:
    """Figure 4: alliances by number of active members."""
    return _figure("active_size", network, params)


def active_size_by_topic(network: Network, params: Params) -> Exhibit:
    """Figure 5: number of active members by topic area, as far as it is printed."""
    return _figure("active_size_by_topic", network, params)


def composition(network: Network, params: Params) -> Exhibit:
    """Figure 6: members by type."""
    return _figure("composition", network, params)


def composition_by_topic(network: Network, params: Params) -> Exhibit:
    """Figure 7: members by type in each topic area, as far as it is printed."""
    return _figure("composition_by_topic", network, params)


def transformations(network: Network, params: Params) -> Exhibit:
    """Figure B1: how the alliances of year 4 came about, in all and by lab."""
    return _figure("transformations", network, params)


def information_sources(network: Network, params: Params) -> Exhibit:
    """Table 1: the report's sources of information."""
    names = {"name": "Source", "description": "What it is", "required": "Required of each REL"}
    return _text_table("information_sources", network.table("information_sources"), names, network, params)


def characteristics(network: Network, params: Params) -> Exhibit:
    """Table 2: what the alliances share with other partnerships, and where they differ."""
    names = {"characteristic": "Characteristic", "similar": "Alike", "different": "Different"}
    return _text_table("characteristics", network.table("characteristics"), names, network, params)


def challenges(network: Network, params: Params) -> Exhibit:
    """Table 3: challenges and responses by category."""
    table = network.table("challenges")
    names = {"category": "Category", "kind": "Kind", "item": "What was reported"}
    return _text_table("challenges", table, names, network, params,
                       table.assign(category=table["category"].str.capitalize()))


def alliance_list(network: Network, params: Params) -> Exhibit:
    """Appendix A: the alliances by lab, with what is known of each; only the lab's own in its report."""
    table = network.alliances
    if params.lab != ALL:
        table = table[table["lab"] == params.lab].reset_index(drop=True)
    reading = table.assign(
        topic=[_decided(network, row, "topic", "topics") for _, row in table.iterrows()],
        scope=[_decided(network, row, "scope", "scopes") for _, row in table.iterrows()],
        change=table["change"].str.replace("|", ", ").str.replace("_", " ").replace("", "—"))
    names = {"name": "Alliance", "lab": words.Terms(network).lab, "topic": "Topic area", "scope": "Scope", "change": "Change"}
    return _text_table("alliance_list", table, names, network, params, reading)


def _decided(network: Network, row: pd.Series, name: str, vocabulary: str) -> str:
    if not row[name]:
        return "—"
    return network.label(vocabulary, row[name]) + ("" if row[f"{name}_status"] == "certain" else " ?")


def statements(network: Network, params: Params) -> Exhibit:
    """Appendix C: every statement with a number, so that an id leads to its place in the published document."""
    table = _table("statements", network, params)
    reading = table.assign(
        where=[_where(row) for _, row in table.iterrows()], what=[_what(row) for _, row in table.iterrows()],
        number=[_printed_number(row) for _, row in table.iterrows()])
    names = {"id": "Id", "where": "Place", "what": "What is counted", "number": "Number", "verdict": "Verdict"}
    return _text_table("statements", table, names, network, params, reading)


SAID = ("topic", "scope", "lab", "alliance", "change", "size_class", "member_type", "focus", "having")


def _where(row: pd.Series) -> str:
    return row["place"] if row["place"].startswith(row["section"]) else f"{row['section']}, {row['place']}"


def _what(row: pd.Series) -> str:
    chosen = ", ".join(row[name].replace("_", " ").replace("|", " or ") for name in SAID if row[name])
    return row["subject"].replace("_", " ") + (f": {chosen}" if chosen else "")


def _printed_number(row: pd.Series) -> str:
    """The number as printed, and for a percentage the recomputation: `43% (9/21 = 42.9, printed 43)`."""
    sign = {"=": "", "about": "about ", ">=": "at least ", ">": "more than ", "<=": "at most ", "<": "less than "}
    ending = {"percent": "%"}.get(row["unit"], "")
    high = f"–{row['value_high']}" if row["value_high"] else ""
    more = " (disputed)" * (row["status"] == "disputed") + (f" ({row['recomputed']})" if row["recomputed"] else "")
    return f"{sign.get(row['relation'], '')}{row['value']}{high}{ending}{more}"


# ---- what the audit found


def verdicts(network: Network, params: Params) -> Exhibit:
    """Table D1: statements by section and verdict."""
    table = _table("verdicts", network, params)
    counts = table[table["measure"] == "count"].pivot(index="section", columns="verdict", values="value").astype(int)
    reading = counts.reindex(table["section"].unique()).rename(index={ALL: "All sections"}).reset_index()
    names = {"section": "Section", **{verdict: verdict.capitalize() for verdict in summarize.VERDICTS}, ALL: "All"}
    return _text_table("verdicts", table, names, network, params, reading)


def contradictions(network: Network, params: Params) -> Exhibit:
    """Table D2: each set of claims that cannot all be true, why, and what would mend it."""
    names = {"number": "No.", "printed": "What is printed", "explanation": "Why", "repairs": "Smallest repairs"}
    return _text_table("contradictions", _table("contradictions", network, params), names, network, params)


def pinned(network: Network, params: Params) -> Exhibit:
    """Table D3: what follows for the cells that are not printed, a line for each row of an exhibit."""
    table = _table("pinned", network, params)
    follows = table[table["status"].isin(["implied", "bounded", "public page"])]
    rows = [(BOUNDED.get(exhibit) or LABELS.get(exhibit, exhibit), row, "; ".join(_bound(cell) for _, cell in group.iterrows()))
            for (exhibit, row), group in follows.groupby(["exhibit", "row"], sort=False)]
    names = {"exhibit": "Exhibit", "row": "Row", "cells": "What agrees with the statements"}
    return _text_table("pinned", table, names, network, params, pd.DataFrame(rows, columns=list(names)))


BOUNDED = {"change_by_topic": "Figure B1 by topic area", "scope_by_topic": "Figure 2b by topic area"}  # cells no exhibit shows


def _bound(cell: pd.Series) -> str:
    """A cell with its range or only value: `15 or fewer: 9–18*`."""
    ending = "%" if cell["exhibit"] == "composition_by_topic" else ""
    low, high = (None if pd.isna(cell[end]) else cell[end] for end in ("low", "high"))
    text = f"at most {number(high)}{ending}" if low is None else span(low, high, ending)
    page = " p" * (cell["status"] == "public page")
    return f"{cell['cell']}: {text}{page}{'*' * bool(cell['depends'])}{'?' * (not cell['proven'])}"


def helpful(network: Network, params: Params) -> Exhibit:
    """Table D4: the numbers that would narrow the rest the most, were they published."""
    table = _table("helpful", network, params)
    best = table.head(10)
    reading = best.assign(narrowed=[tenths(round(100 * part, 2)) for part in best["narrowed"]],
                          open=[f"{number(before)} → {number(after)}" for before, after in zip(best["from"], best["to"])])
    names = {"rank": "Rank", "text": "Number that is not published", "narrowed": "Narrows the rest by", "open": "Open values"}
    return _text_table("helpful", table, names, network, params, reading)


def outside(network: Network, params: Params) -> Exhibit:
    """Table D5: the statements that the model does not hold, under their reasons, the most frequent first."""
    table = _table("outside", network, params)
    groups = sorted(table.groupby("reason", sort=True)["id"], key=lambda group: -len(group[1]))
    reading = pd.DataFrame([(reason, len(ids), ", ".join(ids)) for reason, ids in groups], columns=["reason", "count", "ids"])
    names = {"reason": "Reason", "count": "Statements", "ids": "Ids"}
    return _text_table("outside", table, names, network, params, reading)


# ---- how research comes to be used, and how one laboratory works with its alliances


def _diagram(stem: str, network: Network, params: Params) -> Exhibit:
    """A diagram of nodes and links, and the table of its nodes with what leads where."""
    shelf = Frameworks()
    table = getattr(summarize, stem)(shelf)
    columns, rows = plain(words.node_rows(table), words.NODE_HEADS)
    paint: Callable = getattr(draw, stem)
    made = Exhibit(stem, LABELS[stem], getattr(words, stem)(table), table, columns, rows,
                   lambda figure: paint(table, figure), getattr(draw, f"{stem}_height")(table))
    return _on_shelf(made, shelf, network, params)


def _shelf_table(stem: str, names: dict[str, str], network: Network, params: Params,
                 reading: Callable[[pd.DataFrame], pd.DataFrame] = lambda table: table) -> Exhibit:
    """A table of the frameworks; `names` maps its columns to their headings."""
    shelf = Frameworks()
    table = getattr(summarize, stem)(shelf)
    return _text_of_shelf(stem, getattr(words, stem)(table), table, names, reading(table), shelf, network, params)


def knowledge_use(network: Network, params: Params) -> Exhibit:
    """Figure S1: how research comes to be used, as a cycle in its surroundings."""
    return _diagram("knowledge_use", network, params)


def logic_model(network: Network, params: Params) -> Exhibit:
    """Figure S2: the logic model of collaborative research, whole."""
    return _diagram("logic_model", network, params)


def alliance_process(network: Network, params: Params) -> Exhibit:
    """Figure S3: the alliance process, its activities and their connections."""
    return _diagram("alliance_process", network, params)


def project_process(network: Network, params: Params) -> Exhibit:
    """Figure S4: the project process, its activities and their connections."""
    return _diagram("project_process", network, params)


def staff_development_process(network: Network, params: Params) -> Exhibit:
    """Figure S5: the staff development process, its activities and their connections."""
    return _diagram("staff_development_process", network, params)


def proximal_outputs(network: Network, params: Params) -> Exhibit:
    """Figure S6: the outputs, how they lead to each other and on to the outcomes."""
    return _diagram("proximal_outputs", network, params)


def member_roles(network: Network, params: Params) -> Exhibit:
    """Table S6: the roles of members, then of others."""
    names = {"role": "Role", "what": "Meaning", "notes": "Further remarks"}
    return _shelf_table("member_roles", names, network, params, words.role_rows)


def evidence_uses(network: Network, params: Params) -> Exhibit:
    """Table S4: kinds of use of evidence."""
    return _shelf_table("evidence_uses", {"kind": "Kind of use", "summary": "What is meant"}, network, params)


def documents(network: Network, params: Params) -> Exhibit:
    """Table S5: documents, protocols and tools."""
    names = {"name": "Name", "kind": "Kind", "summary": "Purpose", "section": "Section"}
    return _shelf_table("documents", names, network, params, lambda table: table.assign(kind=table["kind"].str.capitalize()))
# ---- what the frameworks say: types, characteristics, themes and answers


def partnership_types(network: Network, params: Params) -> Exhibit:
    """Table S1: the types of partnerships, dimension by dimension."""
    shelf = Frameworks()
    table = summarize.partnership_types(shelf)
    reading = pd.DataFrame([{"dimension": dimension, "type": kind, "value": _assertions(here["value"])}
                            for (dimension, kind), here in table.groupby(["dimension_label", "type_label"], sort=False)])
    names = {"dimension": "Dimension", "type": "Type", "value": "What is said of it"}
    return _text_of_shelf("partnership_types", words.partnership_types(table), table, names, reading, shelf, network, params)


def _assertions(values: pd.Series) -> str:
    return " ".join(f"{value}." for value in values if value) or "—"


def partnerships(network: Network, params: Params) -> Exhibit:
    """Table S2: the partnerships that the white paper names."""
    shelf = Frameworks()
    table = summarize.partnerships(shelf)
    names = {"name": "Partnership", "type_label": "Type", "place": "Where", "summary": "Summary"}
    return _text_of_shelf("partnerships", words.partnerships(table), table, names, table.replace({"type_label": "", "place": ""}, "—"),
                          shelf, network, params)


def definition(network: Network, params: Params) -> Exhibit:
    """Table S3: the characteristics of Table 2 beside those of the white paper."""
    shelf = Frameworks()
    table = summarize.definition(shelf)
    reading = pd.DataFrame([{"report": _listed(row, "report"), "paper": _listed(row, "paper"), "apart": _apart(row)}
                            for _, row in table.iterrows()])
    names = {"report": "Federal report, Table 2", "paper": "White paper", "apart": "How they differ"}
    return _text_of_shelf("definition", words.definition(table), table, names, reading, shelf, network, params)


def _listed(row: pd.Series, side: str) -> str:
    return f"{row[f'{side}_number']}. {row[f'{side}_characteristic']}: {row[f'{side}_summary']}." if row[f"{side}_id"] else "—"


def _apart(row: pd.Series) -> str:
    """Both documents' sides of a difference; one alone needs no name."""
    said = {name: row[f"{side}_difference"] for side, name in (("report", "Report"), ("paper", "White paper")) if row[f"{side}_difference"]}
    return " ".join(f"{name}: {text}." if len(said) > 1 else f"{text}." for name, text in said.items()) or "—"


def challenge_crosswalk(network: Network, params: Params) -> Exhibit:
    """Figure S7: what the sources name as hard, and answers to it, by theme and source."""
    shelf = Frameworks()
    table = summarize.challenge_crosswalk(shelf, params.source, params.theme)
    names = {"theme_label": "Theme", "source_label": "Source", "group_label": "Kind", "count": "Items", "text": "What is said"}
    shown_rows = table[table["count"] > 0]
    columns, rows = plain(shown_rows.assign(group_label=shown_rows["group_label"].str.capitalize()), names)
    made = Exhibit("challenge_crosswalk", LABELS["challenge_crosswalk"], words.challenge_crosswalk(table, params.source, params.theme), table,
                   columns, rows, lambda figure: draw.challenge_crosswalk(table, figure), draw.challenge_crosswalk_height(table))
    return _on_shelf(made, shelf, network, params)


def responses(network: Network, params: Params) -> Exhibit:
    """Table S7: the challenges of each source, with the answers to them and how sure the text is of the two."""
    shelf = Frameworks()
    table = summarize.responses(shelf, params.source, params.theme)
    said = words.responses(table, summarize.unjoined(shelf, params.source, params.theme))
    reading = pd.DataFrame(words.response_rows(table), columns=["challenge", "answers"])
    names = {"challenge": "Challenge", "answers": "Answers to it"}
    return _text_of_shelf("responses", said, table, names, reading, shelf, network, params)


def _text_of_shelf(stem: str, said: Words, table: pd.DataFrame, names: dict[str, str], reading: pd.DataFrame, shelf: Frameworks,
                   network: Network, params: Params) -> Exhibit:
    columns, rows = plain(reading, names)
    return _on_shelf(Exhibit(stem, LABELS[stem], said, table, columns, rows), shelf, network, params)


def prose(network: Network, params: Params, stem: str) -> Prose:
    """The sentences of an exhibit's section, each number from its summary table."""
    table = _table(stem, network, params)
    found = getattr(words, f"{stem}_text")(table, network, params.lab)
    shape = "bullets" if stem == "topics" else "paragraphs"
    return _finish(Prose(found, shape, stem), f"{stem}_text", network, params)


def summary(network: Network, params: Params) -> Prose:
    """The Summary: every sentence computed from the tables of the exhibits."""
    stems = ("evolution", "alliances_by_lab", "scope", "topics", "active_size", "composition")
    tables = {stem: _table(stem, network, params) for stem in stems}
    return _finish(Prose(words.summary(tables, network, params.lab), where="summary"), "summary", network, params)


def references(network: Network, params: Params) -> References:
    """The works that the report cites, and the five sources; in JupyterLab, which knows one notebook only, all works at hand."""
    shelf = Frameworks()
    sources = set(shelf.table("sources")["key"])
    network.note(*shelf.used(network.folder))
    listed = citations.load().values()
    works = [{**vars(work), "source": work.key in sources} for work in listed]
    return _finish(References([Sentence(work.text) for work in listed], "references", "references", works),
                   "references", network, params)


def about(network: Network, params: Params) -> Prose:
    """How the report was made: the command, the versions of what made it, and the checksum of each input."""
    chosen = {"LAB": f'"{params.lab}"' if params.lab != ALL else "", "NAMES": "" if params.names else "no",
              **{name.upper(): value for name in ("view", "readings", "evidence")
                 if (value := getattr(params, name)) != Params.model_fields[name].default}}
    more = "".join(f" {name}={value}" for name, value in chosen.items() if value)
    files = [path for folder in (network.folder, Frameworks().folder) for path in sorted(folder.iterdir())
             if path.suffix in (".csv", ".yml") or path == citations.FILE]
    lines = [("Command", f"make report NETWORK={network.name}{more}"),
             ("Software", "; ".join(f"{name} {version(name)}" for name in PACKAGES)),
             ("requirements.lock", f"SHA-256 {_checksum(paths.ROOT / 'requirements.lock')}")]
    source = network.config.get("source", {}).get("file_sha256")
    if source:
        lines.append(("Text file of the source", f"SHA-256 {source}"))
    lines += [(f"data/{path.parent.name}/{path.name}", f"SHA-256 {_checksum(path)}") for path in files]
    return _finish_about(Prose([Sentence(f"{term}\t{text}") for term, text in lines], "definitions", "about"),
                         [os.path.relpath(path, network.folder) for path in files], params)


def _finish_about(made: Prose, files: list[str], params: Params) -> Prose:
    """The page depends on every data file and on the lock, not only on those it parsed."""
    if params.output:
        used = Path(params.output) / "uses" / "about.json"
        used.parent.mkdir(parents=True, exist_ok=True)
        used.write_text(json.dumps(files), encoding="utf-8")
    return made


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
