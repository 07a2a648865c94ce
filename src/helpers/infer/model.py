"""A network and its published statements as one exact program: every dataset that agrees is one solution.

Year-4 alliances and year-1 alliances are counted in two frames; descent links them lab by lab. Each claim has a
switch: its rules bind where the switch is 1. What is no statement but could be dropped all the same - a certain fact of
the rows, or that descent stays within a lab - is a claim as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from helpers.infer import entities
from helpers.infer.entities import CLASSES, FATES, HOWS, KINDS, NO_REPORT, Known
from helpers.infer.language import Bound, Needs, Outside, Reader
from helpers.infer.program import MANY, Program, Sum, total
from helpers.infer.tables import EVERYTHING, Frame, Selection, among
from helpers.network import Network
from helpers.statements import Statement, records

SAME_LAB = "axiom:same-lab"


@dataclass(frozen=True)
class Cell:
    """A number that an exhibit shows: alliances (of year 1, if `first`) that meet a selection."""

    exhibit: str
    keys: tuple[tuple[str, str], ...]
    selection: Selection
    first: bool = False


@dataclass
class Model:
    """The program, the switch of each claim and reading, and what each statement became."""

    network: Network
    statements: list[Statement]
    program: Program
    last: Frame
    first: Frame
    known: Known
    claims: dict[str, int] = field(default_factory=dict)
    readings: dict[str, dict[str, int]] = field(default_factory=dict)
    rules: dict[str, list[Bound]] = field(default_factory=dict)
    outside: dict[str, str] = field(default_factory=dict)
    reader: Reader | None = None
    about: dict[str, frozenset[str]] = field(default_factory=dict)  # statement, fact or axiom -> attributes that it asks about
    made: dict[tuple[str, object], int] = field(default_factory=dict)  # variables that statements made: (statement, number) -> variable
    facts: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    soft: frozenset[str] = frozenset()

    def sum_of(self, cell: Cell) -> Sum:
        """The cell's number as a sum of the program's variables."""
        return self._frame(cell).count(cell.selection)

    def ceiling(self, cell: Cell) -> int:
        """What the cell's number cannot exceed, whatever the statements say."""
        return self._frame(cell).ceiling(cell.selection)

    def _frame(self, cell: Cell) -> Frame:
        return self.first if cell.first else self.last

    def tables_of(self) -> dict[int, frozenset[str]]:
        """Variable -> the attributes of the table that it is a cell of."""
        return {name: frozenset(clique) for frame in (self.last, self.first)
                for clique, table in zip(frame.cliques, frame.tables, strict=True) for cell in table.values() for name in cell.terms}

    def named(self) -> dict[tuple[str, object], int]:
        """The variables that any model of the same statement or claim has, by a name that is the same in all."""
        readings = {(claim, reading): switch for claim, switches in self.readings.items() for reading, switch in switches.items()}
        return {(claim, "claim"): switch for claim, switch in self.claims.items()} | readings | self.made

    def ids(self, claim: str) -> list[str]:
        """The statements of a claim that are in the model."""
        return [one.id for one in self.statements if one.claim_id == claim and one.id in self.rules]


def build(network: Network, cells: Iterable[Cell] = (), statements: list[Statement] | None = None,
          facts: dict[tuple[str, str], dict[str, str]] | None = None, soft: frozenset[str] = frozenset(), descent: bool = False) -> Model:
    """The model of a network, with tables wide enough for the `cells`.

    What is certain of the rows binds always, but for the facts in `soft` (`rows:focus=rural`), which can be dropped
    like a claim: a droppable fact makes larger tables. Year 1 and descent from it are left out where no statement
    speaks of them, unless `descent`.
    """
    rows = records(network.statements) if statements is None else statements
    design = _Design(network, rows, facts or {}, soft)
    last, first = design.needs(list(cells))
    return design.model(last, first or ([frozenset(["lab", "fate"])] if descent else []))


class _Design:
    """The frames' attributes, values and rules, as far as the statements speak of them."""

    def __init__(self, network: Network, statements: list[Statement], facts: dict, soft: frozenset[str]) -> None:
        self.soft = soft
        self.network, self.statements, self.facts = network, statements, facts
        self.types = list(network.config["member_types"])[:-1]
        self.focuses = sorted({word for one in statements if one.focus and one.subject == "alliances" for word in one.focus.split("|")})
        self.odd = any(one.universe == "reporting" and one.subject == "alliances" and one.measure == "count" and not any(one.selectors().values())
                       and one.relation == "=" and one.value % 2 == 1 for one in statements)
        self.names = entities.named_in(network, statements)
        self.known = entities.known(network, set().union(*self.names.values()), set(self.focuses), facts)
        self.intervals = {"members": entities.cuts(statements, "members", {}, self._known_values("members")),
                          "active": entities.cuts(statements, "active_members", network.config["size_classes"])}
        self.most = 10 * len(network.alliances) + 100

    def needs(self, cells: list[Cell]) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
        last, first = Needs(), Needs()
        reader = self._reader(Program(), last, first)
        for statement in self.statements:
            _try(reader, statement)
        last.count(among("lab", []) & among("how", []))
        for _ in filter(self._names_a_merger, self.statements):
            last.count(among("who", []) & among("how", []))
        if any(map(self._speaks_of_descent, self.statements)):
            first.count(among("lab", []) & among("fate", []))
        for cell in cells:
            (first if cell.first else last).count(cell.selection)
        return last.coupled, first.coupled

    def _names_a_merger(self, one: Statement) -> bool:
        return one.universe == "year1" and one.change == "merged" and one.lab != "" and bool(self.known.named(one.alliance, one.lab))

    def _speaks_of_descent(self, one: Statement) -> bool:
        named = one.alliance and one.relation != "text" and not self.known.named(one.alliance, one.lab)
        return self._names_a_merger(one) or one.change == "split" and bool(named or one.measure == "minimum")

    def _reader(self, program: Program, last: object, first: object) -> Reader:
        vocabularies = {name: list(self.network.config[name]) for name in ("topics", "scopes", "size_classes")}
        shared = frozenset(one.claim_id for one in self.statements if "share" in one.having)
        return Reader(program, last, first, self.known, self.network.labs, vocabularies, self.types, self.intervals, self.odd, shared)

    def model(self, last_coupled: list[frozenset[str]], first_coupled: list[frozenset[str]]) -> Model:
        program = Program()
        last = self._last(program, last_coupled)
        first = self._first(program, first_coupled)
        found = Model(self.network, self.statements, program, last, first, self.known, facts=self.facts, soft=self.soft)
        found.reader = self._reader(program, last, first)
        self._know(found)
        if first_coupled:
            _descent(found)
        self._state(found)
        return found

    def _last(self, program: Program, coupled: list[frozenset[str]]) -> Frame:
        used = set().union(*coupled) | {"lab", "topic", "scope", "class", "how"}
        if {"members", "active"} & used or "size" in used and self._known_values("members"):
            used |= {"members", "active", "size"}
        given = self._given(used)
        used |= set(given[0][0])
        domains = {name: values for name, values in self._domains(given).items() if name in used}
        rules = [rule for rule in self._rules() if rule.attributes <= used]
        return Frame(program, domains, rules, coupled, given)

    def _known_values(self, name: str) -> set[str]:
        return {group.known[name] for group in self.known.groups if name in group.known}

    def _given(self, used: set[str]) -> list[tuple[dict[str, object], int]]:
        """What is known of the alliances, group by group: lab, certain facts, and the alliances that statements name."""
        facts = sorted({name for group in self.known.groups for name in group.known} & used | ({"change"} & {
            name for group in self.known.groups for name in group.known}))
        named = [who for who in self.names if who in used]
        return [({"lab": group.lab} | {f"known:{name}": group.known.get(name, "") for name in facts}
                 | {who: self._name(number, self.names[who]) for who in named}, len(group.names))
                for number, group in enumerate(self.known.groups)]

    def _domains(self, given: list[tuple[dict[str, object], int]]) -> dict[str, list]:
        config = self.network.config
        domains: dict[str, list] = {name: sorted({values[name] for values, _ in given}) for name in given[0][0]}
        domains |= {
            "topic": list(config["topics"]), "scope": list(config["scopes"]),
            "class": list(CLASSES), "how": list(HOWS), "kind": list(KINDS), "size": [*config["size_classes"], NO_REPORT],
            "active": [*self.intervals["active"], NO_REPORT], "members": [*self.intervals["members"], NO_REPORT],
            "present": [*_subsets(self.types), NO_REPORT],
        }
        return domains | {f"focus:{name}": [False, True] for name in self.focuses}

    def _rules(self) -> list[Selection]:
        classes = self.network.config["size_classes"]
        rules = [
            _pair("how", "class", lambda how, name: entities.class_of(how) == name),
            _pair("how", "kind", lambda how, kind: ("coverage" in how.split("+")) == (kind != "none")),
            _pair("size", "active", lambda size, active: (size == NO_REPORT) == (active == NO_REPORT) and (
                size == NO_REPORT or _inside(active, classes[size]))),
            _pair("active", "members", lambda active, members: (active == NO_REPORT) == (members == NO_REPORT) and (
                active == NO_REPORT or members[1] is None or active[0] <= members[1])),
            _pair("size", "present", lambda size, present: (size == NO_REPORT) == (present == NO_REPORT)),
        ]
        rules += [_pair("known:change", "kind", _of_that_kind)] if any("coverage_" in group.known.get("change", "") for group in self.known.groups) else []
        return rules + [self._certain(name) for name in ("topic", "scope", "change", "members", "present",
                                                         *(f"focus:{focus}" for focus in self.focuses))]

    def _certain(self, name: str) -> Selection:
        """Whoever is known to have a value has it, unless that fact may be dropped."""
        attribute = "how" if name == "change" else name
        wrong = {value: otherwise(name, value).test for value in self._known_values(name) if value and fact(name, value) not in self.soft}
        return _pair(f"known:{name}", attribute, lambda known, value: known not in wrong or not wrong[known]({attribute: value}))

    def _name(self, row: int, names: set[tuple[str, str]]) -> str:
        group = self.known.groups[row]
        return next((f"{group.lab}/{name}" for name in group.names if (group.lab, name) in names), "")

    def _first(self, program: Program, coupled: list[frozenset[str]]) -> Frame:
        if not coupled:
            return Frame(program, {}, [], [])
        coupled = [*coupled, frozenset(["lab", "fate"])]
        used = set().union(*coupled)
        domains = {"lab": self.network.labs, "fate": list(FATES)} | {f"focus:{name}": [False, True] for name in self.focuses}
        return Frame(program, {name: values for name, values in domains.items() if name in used}, [], coupled, most=self.most)

    def _know(self, model: Model) -> None:
        """What is certain of the rows and may be dropped: a claim each."""
        for name, value in sorted({pair for group in self.known.groups for pair in group.facts}):
            if fact(name, value) in self.soft and f"known:{name}" in model.last.domains:
                switch = _switch(model.claims, fact(name, value), model.program)
                wrong = among(f"known:{name}", [value]) & otherwise(name, value)
                model.program.add(model.last.count(wrong), 0, 0, when=[switch])
                model.about[fact(name, value)] = frozenset([name])

    def _state(self, model: Model) -> None:
        reader = model.reader
        for statement in self.statements:
            reader.last, reader.first = Heard(model.last), Heard(model.first)
            start = len(model.program.variables)
            rules = _try(reader, statement)
            model.made |= {(statement.id, number): name for number, name in enumerate(range(start, len(model.program.variables)))}
            if isinstance(rules, str):
                model.outside[statement.id] = rules
                continue
            model.rules[statement.id] = rules
            model.about[statement.id] = reader.last.attributes | reader.first.attributes
            switch = _switch(model.claims, statement.claim_id, model.program)
            when = [switch]
            if statement.reading:
                when.append(_switch(model.readings.setdefault(statement.claim_id, {}), statement.reading, model.program))
            for rule in rules:
                model.program.add(rule.sum, rule.low, rule.high, when=when)
        for switches in model.readings.values():
            model.program.add(total(Sum({one: 1}) for one in switches.values()), 1, 1)


class Heard:
    """A frame that notes which attributes it is asked about."""

    def __init__(self, frame: Frame) -> None:
        self._frame, self.attributes = frame, frozenset()

    def count(self, selection: Selection) -> Sum:
        self.attributes |= selection.attributes
        return self._frame.count(selection)


def _switch(found: dict[str, int], name: str, program: Program) -> int:
    if name not in found:
        found[name] = program.switch()
    return found[name]


def _try(reader: Reader, statement: Statement) -> list[Bound] | str:
    """The statement's rules, or why it is outside the model."""
    try:
        return reader.rules(statement)
    except Outside as reason:
        return str(reason)


def _pair(left: str, right: str, test) -> Selection:
    return Selection(frozenset([left, right]), lambda cell: test(cell[left], cell[right]))


def _inside(active: tuple[int, int | None], entry: dict) -> bool:
    low, high = active
    return int(entry["low"]) <= low and ("high" not in entry or (high is not None and high <= int(entry["high"])))


def _subsets(types: list[str]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for name in types:
        found += [(*some, name) for some in found]
    return found


def fact(name: str, value: str) -> str:
    """The claim that a certain fact of the rows is."""
    return f"rows:{name.split(':')[0]}={value}"


def droppable(network: Network) -> frozenset[str]:
    """The facts of the rows that may be dropped: what a name says an alliance is about."""
    return frozenset(fact("focus", word) for row in network.alliances["focus"] for word in row.split("|") if word)


def otherwise(name: str, value: str) -> Selection:
    """Whatever contradicts a certain fact of the rows."""
    if name == "change":
        parts = value.split("|")
        kept = [how for how in HOWS if all(_has(how, part) for part in parts)]
        return among("how", [how for how in HOWS if how not in kept])
    if name == "members":
        return Selection(frozenset(["members"]), lambda cell: cell["members"] == NO_REPORT or not entities.within(value, cell["members"]))
    if name.startswith("focus:"):
        return among(name, [False])
    if name == "present":
        return Selection(frozenset(["present"]), lambda cell: cell["present"] != NO_REPORT and not (
            set(value.split("+")) <= set(cell["present"])))
    return Selection(frozenset([name]), lambda cell: cell[name] != value)


def _of_that_kind(known: str, kind: str) -> bool:
    """Whether a kind of coverage is the one that a row's change names, if it names one."""
    return kind in [part for part in known.split("|") if part.startswith("coverage_")] or "coverage_" not in known


def _has(how: str, part: str) -> bool:
    """Whether a way of coming about is one that the change word describes."""
    match part:
        case "unchanged" | "new":
            return entities.class_of(how) == part
        case "split_or_merged":
            return entities.class_of(how) == part
        case "transformed":
            return entities.class_of(how) not in ("unchanged", "new")
        case "continued":
            return how != "new"
    return ("coverage" if part.startswith("coverage") else part) in entities.parts_of(how)


# -- descent

def _descent(model: Model) -> None:
    """Year 1 and year 4 meet: one to one, pieces of a split, several merged; each within a lab (a claim)."""
    same = model.claims.setdefault(SAME_LAB, model.program.switch())
    model.about[SAME_LAB] = frozenset(["how", "fate"])
    program, labs = model.program, model.network.labs
    early = {fate: {lab: model.first.count(among("lab", [lab]) & among("fate", [fate])) for lab in labs} for fate in FATES}
    late = {origin: {lab: _of_origin(model, origin, lab) for lab in labs} for origin in entities.ORIGINS}
    _meet(program, same, early["continued"], late["one"])
    splits = _named_splits(model)
    loose_split = {lab: early["split"][lab] - len(splits[lab]) for lab in labs}
    loose_pieces = {lab: late["piece"][lab] - total(splits[lab]) for lab in labs}
    _branch(program, same, loose_split, loose_pieces, model)
    mergers = _named_mergers(model)
    loose_merged = {lab: late["merged"][lab] - total(active for active, _ in mergers[lab]) for lab in labs}
    loose_parents = {lab: early["merged"][lab] - total(parents for _, parents in mergers[lab]) for lab in labs}
    _each(program, same, loose_merged, loose_parents, 2)
    for loose in (*loose_split.values(), *loose_parents.values()):
        program.add(loose, low=0)  # the alliances of year 1 that a statement names are of the lab that it names


def _of_origin(model: Model, origin: str, lab: str) -> Sum:
    kept = [how for how in HOWS if how.split("+")[0] == origin]
    return model.last.count(among("lab", [lab]) & among("how", kept))


def _meet(program: Program, same: int, one: dict[str, Sum], two: dict[str, Sum]) -> None:
    program.add(total(one.values()) - total(two.values()), 0, 0)
    for lab in one:
        program.add(one[lab] - two[lab], 0, 0, when=[same])


def _each(program: Program, same: int, few: dict[str, Sum], many: dict[str, Sum], least: int, when: Iterable[int] = ()) -> None:
    """Each of `few` has at least `least` of `many`, and those belong to it: in every lab, or at least in all."""
    pairs = [(total(few.values()), total(many.values()), list(when))]
    pairs += [(few[lab], many[lab], [same, *when]) for lab in few]
    for one, several, switches in pairs:
        program.add(one, low=0, when=switches)
        program.add(several, low=0, when=switches)
        program.add(several - one * least, low=0, when=switches)
        program.add(one * MANY - several, low=0, when=switches)


def _branch(program: Program, same: int, splits: dict[str, Sum], pieces: dict[str, Sum], model: Model) -> None:
    _each(program, same, splits, pieces, 1)
    labs = list(splits)

    def at_least(least: int) -> list[Bound]:
        # A rule for each lab binds only where descent stays within labs: the switch lifts it otherwise.
        lifted = {lab: splits[lab] * -least + pieces[lab] + Sum({same: -MANY}, MANY) for lab in labs}
        named = [Bound(found, low=least) for found in model.reader.pieces.values()]
        return [Bound(total(pieces.values()) - total(splits.values()) * least, low=0),
                *(Bound(found, low=0) for found in lifted.values()), *named]

    model.reader.shortest_split = at_least


def _named_splits(model: Model) -> dict[str, list[Sum]]:
    """Alliances of year 1 that statements name as split, lab by lab: the number of pieces of each."""
    found: dict[str, list[Sum]] = {lab: [] for lab in model.network.labs}
    for one in model.statements:
        key = (one.lab, one.alliance)
        if one.alliance and one.lab and one.change == "split" and one.measure == "count" and not model.known.named(one.alliance, one.lab) \
                and key not in model.reader.pieces:
            model.reader.pieces[key] = model.program.variable(1, model.last.most)
            found[one.lab].append(model.reader.pieces[key])
    return found


def _named_mergers(model: Model) -> dict[str, list[tuple[Sum, Sum]]]:
    """Alliances of year 4 that statements name as merged, lab by lab: whether it is, and how many went in."""
    found: dict[str, list[tuple[Sum, Sum]]] = {lab: [] for lab in model.network.labs}
    for one in model.statements:
        key = (one.lab, one.alliance)
        if one.universe == "year1" and one.change == "merged" and one.lab and model.known.named(one.alliance, one.lab) \
                and key not in model.reader.parents:
            active = model.last.count(among("who", [f"{one.lab}/{one.alliance}"]) & among(
                "how", [how for how in HOWS if how.split("+")[0] == "merged"]))
            parents = model.program.variable(0, model.first.most)
            model.program.add(parents - active * 2, low=0)
            model.program.add(active * MANY - parents, low=0)
            model.reader.parents[key] = parents
            found[one.lab].append((active, parents))
    return found


__all__ = ["SAME_LAB", "Cell", "Model", "build", "EVERYTHING"]
