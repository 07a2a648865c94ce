"""The audit of a whole report: verdicts, contradictions, bounds and witnesses, from one model of its statements."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial

from helpers import infer
from helpers.infer import cells as all_cells
from helpers.infer import conflicts as searching
from helpers.infer import entities, helpful, shares, witness
from helpers.infer.ranging import Drops, Range, View, about_of, part_of, ranges, supports
from helpers.infer.conflicts import Conflicts
from helpers.infer.forked import together
from helpers.infer.model import SAME_LAB, Cell, Model, build, droppable
from helpers.infer.program import NEVER
from helpers.infer.solver import Part, Solver
from helpers.infer.tables import among
from helpers.network import Network
from helpers.statements import Statement, percent, records

AXIOMS = {SAME_LAB: "what becomes of an alliance stays with its lab"}
# Without these columns a number stands alone in a sentence.
SELECTED = ("topic", "scope", "lab", "lab_group", "alliance", "change", "size_class", "member_type", "focus", "having")


@dataclass
class Audit:
    """What the audit found. `to_dict()` is the content of audit.json; `witness(values)` a dataset's tables."""

    network: Network
    model: Model
    found: Conflicts
    drops: Drops
    cells: list[tuple[Cell, Range]]
    derived: frozenset[str] = frozenset()
    excluded: list[dict] = field(default_factory=list)
    margins: dict[tuple[str, object], tuple[int, int]] = field(default_factory=dict)
    helpful: list[dict] = field(default_factory=list)
    contradictions: list[dict] = field(default_factory=list)
    data: dict = field(default_factory=dict)

    def to_dict(self) -> dict:
        return self.data

    def witnesses(self) -> dict[str, dict[str, witness.Rows]]:
        """Every dataset that reaches a bound, by the name that the cells give it."""
        return {name: self.witness(values) for name, values in self._named().items()}

    def _named(self) -> dict[str, Mapping[int, int]]:
        found: dict[tuple, tuple[str, Mapping[int, int]]] = {}
        for _, bound in self.cells:
            for values in (bound.at_low, bound.at_high):
                found.setdefault(tuple(sorted(values.items())), (f"W{len(found) + 1:03}", values))
        return dict(found.values())

    def witness(self, values: Mapping[int, int]) -> dict[str, witness.Rows]:
        """The tables of one complete dataset that a range's `at_low` or `at_high` is."""
        return witness.dataset(self.model, dict(values))


def conflicts_of(network: Network, statements: list[Statement], facts: dict | None = None) -> tuple[Model, searching.Search]:
    """The model that conflicts are looked for in, and the search."""
    model = build(network, statements=statements, facts=facts, soft=droppable(network))
    return model, searching.Search(model)


def audit(network: Network, readings: str = "all", evidence: str = "none", statements: list[Statement] | None = None) -> Audit:
    """Audit a network. `readings` (`all`, `a`, `b`) picks one reading of every sentence that admits two."""
    stated, facts = taken(network, readings, evidence)
    rows = stated if statements is None else chosen_readings(statements, readings)
    model, search = conflicts_of(network, rows, facts)
    wanted, totals = all_cells.of(network), all_cells.margins(network)
    while True:
        found = search.candidates()
        whole, drops = build(network, [*wanted, *totals], rows, facts, soft=model.soft), Drops(found.options)
        hint = search.dataset() if whole.program == model.program else None  # else it has other variables
        made = Audit(network, whole, found, drops, [])
        ranked = partial(helpful.ranking, network, whole, found.smallest[0] if found.smallest else frozenset(), wanted)
        aside = [partial(_derived, made), partial(_excluded, made, search.dataset()), partial(_contradictions, made)]
        bounded, ranked, left, derived, excluded, contradictions = together(
            [partial(ranges, whole, drops, wanted, totals, hint), ranked, search.left, *aside])
        if isinstance(left, bool):
            break
        search.add(left)
    found = replace(found, complete=found.complete and left)
    cells = list(zip(wanted, bounded[:len(wanted)], strict=True))
    margins = _margins(network, totals, bounded[len(wanted):])
    made = Audit(network, whole, found, drops, cells, derived, excluded, margins, ranked, contradictions)
    made.data = _described(made, readings, evidence)
    if evidence == "public":
        _mark_public(made.data["cells"], infer.audit(network, readings).to_dict()["cells"])
    names = {id(values): name for name, values in made._named().items()}
    keys = {tuple(sorted(values.items())): name for name, values in made._named().items()}
    for said, (_, bound) in zip(made.data["cells"], made.cells, strict=False):
        said["witnesses"] = [names.get(id(values)) or keys[tuple(sorted(values.items()))] for values in (bound.at_low, bound.at_high)]
    return made


def _mark_public(cells: list[dict], without: list[dict]) -> None:
    """Cells whose range is another one without the public pages say so."""
    plain = {(cell["exhibit"], *sorted(cell["keys"].items())): (cell["low"], cell["high"]) for cell in without}
    for cell in cells:
        if plain[cell["exhibit"], *sorted(cell["keys"].items())] != (cell["low"], cell["high"]):
            cell["status"] = "public page"


def drawn(network: Network) -> list[Statement]:
    """The values of figure_values.csv as statements: each a claim of its own, `FV-1` from the first row."""
    return [_drawn(number, row) for number, row in enumerate(network.table("figure_values").to_dict("records"), 1)]


def _drawn(number: int, row: dict) -> Statement:
    name = f"FV-{number}"
    change = f"{entities.FILED}{row['change']}" if row["exhibit"] == "transformations" else row["change"]
    return Statement(
        id=name, claim_id=name, subject="alliances", measure="count", universe="reporting" if row["size_class"] else "year4", period="year 4",
        topic=row["topic"], scope=row["scope"], lab=row["lab"], lab_group="", alliance="", change=change if row["change"] else "",
        size_class=row["size_class"], member_type="", focus="", having="", relation="=", value=Fraction(int(row["value"])),
        value_high=None, denominator=None, reading="", section="figure_values.csv", place=f"row {number + 1}, {row['exhibit']}", unit="alliances")


def taken(network: Network, readings: str, evidence: str) -> tuple[list[Statement], dict[tuple[str, str], dict[str, str]]]:
    """The statements that an audit takes, those drawn in figures among them, and the facts from public pages."""
    facts = entities.public(network.table("evidence")) if evidence == "public" else {}
    return chosen_readings(records(network.statements) + drawn(network), readings), facts


def chosen_readings(rows: list[Statement], readings: str) -> list[Statement]:
    """The statements, with one reading of each ambiguous claim or with all of them."""
    return rows if readings == "all" else [row for row in rows if row.reading in ("", readings)]


# -- what is said of it

def _described(made: Audit, readings: str, evidence: str) -> dict:
    statements = [_statement(made, one, verdict) for one, verdict in _verdicts(made)]
    *kept, shared = together([*_supports(made), partial(_shares, made)])
    claims = dict(itertools.chain.from_iterable(some.items() for some in kept))
    return {
        "schema": 1, "network": made.network.name, "readings": readings, "evidence": evidence, "inputs": infer.inputs(made.network) | infer.engine(),
        "complete": made.found.complete, "counts": _counts(made, statements), "statements": statements,
        "contradictions": made.contradictions, "conflicts": [sorted(conflict) for conflict in made.found.conflicts],
        "drops": [sorted(drop) for drop in made.found.smallest], "readings_excluded": made.excluded,
        "cells": [*(_cell(made, cell, found, claims[cell.exhibit, cell.keys]) for cell, found in made.cells), *shared], "helpful": made.helpful,
        "outside": [one["id"] for one in statements if one["verdict"] == "outside"],
    }


def essential(found: Conflicts) -> list[frozenset[str]]:
    """The fewest and smallest conflicts from which the smallest drops follow: the others repeat them with other words."""
    kept: list[frozenset[str]] = []
    claims = sorted(found.claims)
    for conflict in found.conflicts:
        if len(conflict) <= 3 or not searching.smallest_drop(claims, kept) & conflict:
            kept.append(conflict)
    wanted = len(found.smallest[0]) if found.smallest else 0
    for conflict in found.conflicts:
        if len(searching.smallest_drop(claims, kept)) < wanted and conflict not in kept:
            kept.append(conflict)
    return kept


def _counts(made: Audit, statements: list[dict]) -> dict[str, int]:
    verdicts = [one["verdict"] for one in statements]
    found = {name: verdicts.count(name) for name in ("derived", "consistent", "contradicted", "outside")}
    return {"statements": len(statements), "inside": len(statements) - found["outside"], **found,
            "claims": len({one["claim_id"] for one in statements if one["verdict"] != "outside"}),
            "conflicts": len(made.found.conflicts), "smallest drop": len(made.found.smallest[0]) if made.found.smallest else 0,
            "drop sets": len(made.found.smallest)}


def _verdicts(made: Audit) -> list[tuple[Statement, tuple[str, str]]]:
    """Each statement with its verdict and a reason."""
    model, contradicted = made.model, made.found.claims
    verdicts = []
    for one in model.statements:
        if one.id in model.outside and not model.outside[one.id].startswith("built in"):
            verdicts.append((one, ("outside", model.outside[one.id])))
        elif one.id in model.outside:
            verdicts.append((one, ("consistent", model.outside[one.id])))
        elif one.claim_id in contradicted:
            verdicts.append((one, ("contradicted", "")))
        else:
            verdicts.append((one, ("derived" if one.claim_id in made.derived else "consistent", "")))
    return verdicts


def _derived(made: Audit) -> frozenset[str]:
    """Claims that follow from the others: without them, nothing that breaks one of their rules is possible.

    Asked of the statements about the claim's own attributes: what follows from those follows from all.
    """
    model, found = made.model, set()
    views: dict[frozenset[str], object] = {}
    for claim in sorted({one.claim_id for one in model.statements if one.id in model.rules} - made.found.claims):
        own = [one for one in model.statements if one.claim_id == claim and one.id in model.rules]
        about = frozenset().union(*(model.about[one.id] for one in own))
        group = about_of(Cell("", (), _Asked(about), False)) if about else frozenset(["lab"])
        group = group if about <= group | {"lab", "topic"} else about | {"topic"}
        if group not in views:
            views[group] = View(part_of(model, group, []), made.drops)
        view = views[group]
        if all(_follows(view, view.model.claims.get(claim), rule) for one in own for rule in view.model.rules.get(one.id, [None])):
            found.add(claim)
    return frozenset(found)


@dataclass(frozen=True)
class _Asked:
    attributes: frozenset[str]


def _follows(view, switch: int | None, rule) -> bool:
    if switch is None or rule is None:
        return False
    fixed = view.fixed | {switch: 0}
    below = rule.low > -NEVER and view.unsettled.ask(rule.sum, high=rule.low - 1, fixed=fixed)
    if below and not below.impossible:
        return False
    above = rule.high < NEVER and view.unsettled.ask(rule.sum, low=rule.high + 1, fixed=fixed)
    return not above or above.impossible


def _statement(made: Audit, one: Statement, verdict: tuple[str, str]) -> dict:
    return {"id": one.id, "claim_id": one.claim_id, "section": one.section, "place": one.place, "text": text(one),
            "value": _number(one.value), "unit": one.unit, "reading": one.reading, "verdict": verdict[0], "reason": verdict[1],
            "recomputed": _recomputed(made, one)}


def _number(value: Fraction | None) -> int | str | None:
    return None if value is None else int(value) if value.denominator == 1 else str(value)


def text(one: Statement) -> str:
    """The statement in plain words, from its columns: `alliances, topic teachers, scope multistate: 9`."""
    chosen = [f"{name.replace('_', ' ')} {getattr(one, name).replace('_', ' ').replace('|', ' or ')}" for name in SELECTED if getattr(one, name)]
    when = [one.universe.replace("year", "year ") if one.universe in ("year1", "year4", "reporting", "ended") else ""]
    what = ", ".join(part for part in (one.subject.replace("_", " "), *when, *chosen) if part)
    return f"{what}: {_printed(one)}"


def _printed(one: Statement) -> str:
    sign = {"=": "", "about": "about ", ">=": "at least ", ">": "more than ", "<=": "at most ", "<": "less than "}.get(one.relation, "")
    high = f"–{_number(one.value_high)}" if one.value_high is not None else ""
    ending = "%" if one.unit == "percent" else ""
    measure = "" if one.measure in ("count", "percent", "fraction", "range", "order", "qualitative") else f"{one.measure} "
    return f"{measure}{sign}{_number(one.value) if one.value is not None else 'as stated'}{high}{ending}"


def _recomputed(made: Audit, one: Statement) -> str:
    """A percentage computed anew from the count of its claim."""
    if one.measure != "percent" or one.relation != "=" or not one.denominator:
        return ""
    counts = [other for other in made.model.statements if other.claim_id == one.claim_id and other.measure == "count"
              and other.selectors() == one.selectors() and other.relation == "="]
    if not counts:
        return ""
    part = int(counts[0].value)
    return f"{part}/{one.denominator} = {float(Fraction(100 * part, one.denominator)):.1f}, rounded {percent(part, one.denominator)}, printed {int(one.value)}"


# -- contradictions

def _contradictions(made: Audit) -> list[dict]:
    return [_contradiction(made, number, conflict) for number, conflict in enumerate(essential(made.found), 1)]


def _contradiction(made: Audit, number: int, conflict: frozenset[str]) -> dict:
    members = [_member(made, claim) for claim in _ordered(made, conflict)]
    repairs = _repairs(made, conflict)
    why, parts = _why(made, conflict, repairs), "; ".join(f"{member['text']} ({member['id']})" for member in members)
    return {"id": f"K{number}", "claims": sorted(conflict), "statements": members,
            "explanation": f"These cannot all be true: {parts}. {why}", "why": why, "repairs": repairs}


def _ordered(made: Audit, conflict: frozenset[str]) -> list[str]:
    order = [one.claim_id for one in made.model.statements]
    return sorted(conflict, key=lambda claim: (order.index(claim) if claim in order else len(order), claim))


def _first(made: Audit, claim: str) -> Statement | None:
    own = [one for one in made.model.statements if one.claim_id == claim and one.id in made.model.rules]
    return next((one for one in own if one.measure == "count"), own[0] if own else None)


def _member(made: Audit, claim: str) -> dict:
    one = _first(made, claim)
    if one is None:
        structure = claim.startswith("axiom:")
        return {"id": claim, "claim_id": claim, "section": "structure" if structure else "Appendix A",
                "place": "" if structure else "the names of the list", "value": None, "unit": "", "text": _rows_text(made, claim)}
    return {"id": one.id, "claim_id": claim, "section": one.section, "place": one.place, "value": _number(one.value), "unit": one.unit, "text": text(one)}


def _rows_text(made: Audit, claim: str) -> str:
    if claim in AXIOMS:
        return AXIOMS[claim]
    name, value = claim.removeprefix("rows:").split("=", 1)
    rows = made.network.alliances
    column = name if name in rows else "focus"
    count = sum(value in cell.split("|") for cell in rows[column])
    return f"{count} names of the list are certainly {value.replace('_', ' ')}"


def _small(made: Audit, conflict: frozenset[str], facts: dict | None = None) -> tuple[Model, Part]:
    """The model of a conflict's own statements, with all facts from public pages or just these."""
    own = [one for one in made.model.statements if one.claim_id in conflict]
    small = build(made.network, statements=own, facts=made.model.facts if facts is None else facts, soft=made.model.soft,
                  descent=bool(made.model.first.cliques))
    return small, Part(small.program)


def _repairs(made: Audit, conflict: frozenset[str]) -> list[dict]:
    """For each claim of a conflict that prints one number: the nearest number that would agree with the others."""
    small, part = _small(made, conflict)
    found = []
    for claim in _ordered(made, conflict):
        one = _first(made, claim)
        rule = next((rule for rule in small.rules.get(one.id, ()) if rule.printed), None) if one else None
        if rule is None:
            continue
        fixed = {switch: int(name != claim and name in conflict) for name, switch in small.claims.items()}
        low, high = part.ask(rule.sum, least=True, fixed=fixed), part.ask(rule.sum * -1, least=True, fixed=fixed)
        if low.value is None or not (low.proven and high.proven):
            continue
        near = min(max(int(one.value), low.value), -high.value) if one.relation in ("=", "between") else low.value
        if near == one.value:
            continue  # the claim holds of two periods at once, and this number alone mends nothing
        found.append({"claim_id": claim, "id": one.id, "from": _printed(one), "to": str(near), "low": low.value, "high": -high.value, "text": text(one)})
    return found


def _why(made: Audit, conflict: frozenset[str], repairs: list[dict]) -> str:
    """What the other claims make of one of them, and what of the structure one needs to see it."""
    sentences = _structure(made, conflict) + _pages(made, conflict)
    if repairs:
        last = min(repairs, key=lambda repair: (repair["high"] - repair["low"], repairs.index(repair)))
        span = f"{last['low']}" if last["low"] == last["high"] else f"between {last['low']} and {last['high']}"
        sentences.append(f"If all but {last['id']} hold, its number is {span}; printed is {last['from']}.")
    return " ".join(sentences) or "No dataset satisfies them all."


def _pages(made: Audit, conflict: frozenset[str]) -> list[str]:
    """The facts from public pages, as few as will do, without which the claims could all be true."""
    facts = [(*key, name, value) for key, known in made.model.facts.items() for name, value in known.items()]

    def consistent(kept: Iterable[tuple[str, str, str, str]]) -> bool:
        some: dict[tuple[str, str], dict[str, str]] = {}
        for lab, alliance, name, value in kept:
            some.setdefault((lab, alliance), {})[name] = value
        small, part = _small(made, conflict, some)
        return not part.ask(fixed={switch: int(claim in conflict) for claim, switch in small.claims.items()}).impossible

    needed = searching.shrink(frozenset(facts), consistent, facts) if facts else frozenset()
    said = [f"{alliance} ({lab}), {name} {value.replace('_', ' ').replace('|', ' and ')}" for lab, alliance, name, value in facts
            if (lab, alliance, name, value) in needed]
    return [f"Public pages (evidence.csv) say of single alliances: {'; '.join(said)}. Without that they could all be true."] if said else []


def _structure(made: Audit, conflict: frozenset[str]) -> list[str]:
    """What the model takes for granted and the conflict rests on, in words."""
    about = frozenset().union(*(made.model.about.get(one.id, frozenset()) for one in made.model.statements if one.claim_id in conflict))
    said = []
    if len(conflict) > 2 and about & {"topic", "scope"}:
        said.append(f"Each of the {len(made.network.alliances)} alliances listed has one topic area and one scope.")
    if len(conflict) > 2 and "fate" not in about and about & {"how", "class"}:
        said.append(f"Each of the {len(made.network.alliances)} alliances listed came about in one way.")
    if len(conflict) > 2 and "fate" in about:
        said.append("An alliance of year 1 ends, or goes on: as one of year 4, split (into one or more) or merged with others into one. Where as "
                    "many alliances of year 1 go on as alliances of year 4 continue one, those that go on as one are as many on both sides, "
                    "so as many alliances of year 1 were split or merged as there are results of that. A lab with such a result had at least one of them, "
                    "if alliances stay with their lab.")
        said += _parted(made, conflict)
    return said


def _parted(made: Audit, conflict: frozenset[str]) -> list[str]:
    """What some of a conflict's claims say of how much was split or merged, and the others say otherwise.

    A number on which two halves of a contradiction differ is an interpolant (Craig 1957): each half can be followed by itself.
    """
    small, part = _small(made, conflict)
    mergers = small.last.count(among("how", [how for how in entities.HOWS if "merged" in how.split("+")]))
    numbers = (("at most {} alliances of year 1 were split or merged", "at least {} were", small.first.count(among("fate", ["split", "merged"]))),
               ("there were at most {} splits and mergers", "at least {}", small.first.count(among("fate", ["split"])) + mergers))
    claims = _ordered(made, conflict)
    halves = sorted(itertools.chain.from_iterable(itertools.combinations(claims, size) for size in range(1, len(claims))),
                    key=lambda some: abs(len(some) - len(claims) / 2))
    for (few_words, many_words, number), some in itertools.product(numbers, halves):
        few, many = [name for name in claims if name not in some], list(some)
        most = part.ask(number * -1, least=True, fixed={switch: int(name in few) for name, switch in small.claims.items()})
        least = part.ask(number, least=True, fixed={switch: int(name in many) for name, switch in small.claims.items()})
        if most.values and least.values and most.proven and least.proven and -most.value < least.value:
            return [f"By {_all_of(made, few)}, {few_words.format(-most.value)}; by {_all_of(made, many)}, {many_words.format(least.value)}."]
    return []


def _all_of(made: Audit, claims: list[str]) -> str:
    names = [f"the rule that {AXIOMS[name]}" if name in AXIOMS else str(_member(made, name)["id"]) for name in claims]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _excluded(made: Audit, hint: Mapping[int, int] | None) -> list[dict]:
    """Readings that no largest consistent set of claims allows, each with the conflict that it makes; `hint` is a dataset to begin with."""
    found = []
    view = View(build(made.network, statements=made.model.statements, facts=made.model.facts, soft=made.model.soft), made.drops)
    known = view.part.ask(hint=hint, fixed=view.fixed).values
    for claim, switches in view.model.readings.items():
        for reading in switches:
            if claim in made.drops.free | made.drops.always or len(switches) < 2:
                continue
            read = {switch: int(one == reading) for one, switch in switches.items()}
            if known and view.nearby.find(known, fixed=read):
                continue
            if view.part.ask(hint=known, fixed=view.fixed | read).impossible:
                found.append(_excluded_reading(made, claim, reading))
    return found


def _excluded_reading(made: Audit, claim: str, reading: str) -> dict:
    rows = [replace(one, reading="") if one.claim_id == claim else one for one in made.model.statements
            if one.claim_id != claim or one.reading in ("", reading)]
    kept = {one.claim_id for one in rows} - (made.found.smallest[0] if made.found.smallest else frozenset())
    conflict = _conflict_of(made, _near(made, rows, claim), kept) or _conflict_of(made, rows, kept) or frozenset([claim])
    ids = [one.id for one in made.model.statements if one.claim_id == claim and one.reading == reading]
    parts = "; ".join(f"{_member(made, name)['text']} ({_member(made, name)['id']})" for name in sorted(conflict - {claim}))
    own = "; ".join(f"{text(one)} ({one.id})" for one in made.model.statements if one.id in ids)
    return {"claim_id": claim, "reading": reading, "statements": ids, "claims": sorted(conflict),
            "explanation": f"Read so, {own} cannot hold together with: {parts or 'the list of alliances'}."}


def _near(made: Audit, rows: list[Statement], claim: str) -> list[Statement]:
    """The statements about the same attributes as a claim."""
    about = frozenset().union(*(made.model.about.get(one.id, frozenset()) for one in rows if one.claim_id == claim)) | {"lab"}
    return [one for one in rows if one.id in made.model.about and made.model.about[one.id] <= about]


def _conflict_of(made: Audit, rows: list[Statement], kept: set[str]) -> frozenset[str] | None:
    """A minimal conflict among some claims of these statements."""
    model = build(made.network, statements=rows, facts=made.model.facts, soft=made.model.soft, descent=bool(made.model.first.cliques))
    structure = {name for name in model.claims if name in made.model.claims and name not in {one.claim_id for one in rows}}
    dropped = made.found.smallest[0] if made.found.smallest else frozenset()
    return searching.Oracle(model, Solver(model.program))((kept & model.claims.keys()) | structure - dropped)


# -- cells

def _supports(made: Audit) -> list[Callable[[], dict[tuple, frozenset[str]]]]:
    """Calls that find the claims which keep cells in their ranges, for all cells about the same attributes each."""
    groups: dict[frozenset[str], list[tuple[Cell, Range]]] = {}
    for cell, found in made.cells:
        groups.setdefault(about_of(cell), []).append((cell, found))
    return [partial(supports, made.model, made.drops, about, some) for about, some in groups.items()]


def _cell(made: Audit, cell: Cell, found: Range, claims: frozenset[str]) -> dict:
    ids = _printing(made, cell)
    status = "printed" if ids and found.low == found.high else "implied" if found.low == found.high else "bounded"
    if status == "bounded" and _free(made, cell, found):
        status = "free"
    return {"exhibit": cell.exhibit, "keys": dict(cell.keys), "low": found.low, "high": found.high, "status": status, "proven": found.proven,
            "depends": found.depends, "statements": ids or sorted({made.model.ids(claim)[0] for claim in claims if made.model.ids(claim)})}


def _shares(made: Audit) -> list[dict]:
    """Figure 7's cells, each base by itself: what the pooled shares allow, and what the means of alliances do."""
    config = made.network.config
    totals = {dict(cell.keys)["topic"]: (found.low, found.high) for cell, found in made.cells
              if cell.exhibit == "active_size_by_topic" and dict(cell.keys)["size_class"] == "total"}
    everyone = made.margins["all", True]
    found = []
    for base in ("pooled", "mean"):
        for one in shares.bounds(made.model.statements, list(config["topics"]), list(config["member_types"]), totals, everyone[0], base) or ():
            status = "printed" if one.statements else "implied" if one.low == one.high else "free" if (one.low, one.high) == (0, 100) else "bounded"
            found.append({"exhibit": "composition_by_topic", "keys": {"topic": one.topic, "member_type": one.member_type, "base": base},
                          "low": one.low, "high": one.high, "status": status, "proven": one.proven, "depends": False,
                          "statements": list(one.statements)})
    return found


def _printing(made: Audit, cell: Cell) -> list[str]:
    """Statements that print this very number."""
    terms = made.model.sum_of(cell).terms
    return [one.id for one in made.model.statements for rule in made.model.rules.get(one.id, ())
            if rule.printed and rule.low == rule.high and rule.sum.terms == terms]


def _free(made: Audit, cell: Cell, found: Range) -> bool:
    """Whether the range says no more than the totals of the cell's row and column do (Fréchet's bounds)."""
    keys = dict(cell.keys)
    totals = made.margins
    sides = [totals[name, value] for name, value in keys.items() if (name, value) in totals]
    if len(sides) != 2 or cell.first or keys.get("measure") == "any reason":
        return False
    everyone = totals["all", cell.exhibit == "active_size_by_topic"]
    low = max(0, sides[0][0] + sides[1][0] - everyone[1])
    return found.low <= low and found.high >= min(sides[0][1], sides[1][1])


def _margins(network: Network, totals: list[Cell], found: list[Range]) -> dict[tuple[str, object], tuple[int, int]]:
    """Ranges of the totals that exhibits show in their margins: (key, value) -> (least, greatest)."""
    margins: dict = {("lab", lab): (int(count),) * 2 for lab, count in network.alliances["lab"].value_counts().items()}
    margins |= {cell.keys[0]: (one.low, one.high) for cell, one in zip(totals, found, strict=True)}
    margins["all", False] = (len(network.alliances),) * 2
    margins["all", True] = margins.pop(("size_class", "total"))
    return margins
