"""Witness datasets: for each end of each open range one in which the number takes it.

Kept like the audit's findings: in output/<network>/ends.json, and once accepted beside the data, as
data/<network>/ends.json. A report waits for neither: what is not there is not said. `covering`
finds them; here they are read, counted, and checked by counting alone, no solver being asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import Any

from helpers import paths
from helpers.data import population
from helpers.data.csvfile import shown
from helpers.data.network import Network
from helpers.numbers import checker, rows
from helpers.numbers.answer import Answer
from helpers.numbers.audit import findings, told
from helpers.numbers.audit.forked import together
from helpers.numbers.audit.packing import Packed, unpacked
from helpers.numbers.evidence import Evidence, count
from helpers.numbers.question import Question
from helpers.numbers.recount import Dataset, Row

NAME, SCHEMA = "ends.json", 1
ENDS = ("low", "high")
CERTAIN = ("host", "partnership", "topic", "scope")  # what rows may say for certain of one
Data = dict[str, Any]
Range = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Witnesses:
    """The content of ends.json, for a network: datasets, by their places."""

    network: Network
    data: Data
    known: dict[object, Any] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return int(self.data["datasets"])

    @property
    def left_out(self) -> list[list[str]]:
        """Of each dataset the claims that it gives up, as they contradict others."""
        return list(self.data["left_out"])

    def dataset(self, place: int) -> Dataset:
        """A dataset's rows, as the checker reads them."""
        if place not in self.known:
            packed = {period: self.data["rows"][period] for period in self.network.periods}
            tables = {period: _read(one, place) for period, one in packed.items()}
            self.known[place] = Dataset(tables, _read(self.data["hosts"], place))
        found: Dataset = self.known[place]
        return found

    def population(self, place: int, period: str) -> rows.Population:
        """A dataset's partnerships of a period, everything about them being sure."""
        if (place, period) not in self.known:
            some = self.dataset(place).periods[period]
            self.known[place, period] = checker.population(self.network, some)
        found: rows.Population = self.known[place, period]
        return found

    def evidence(self, place: int) -> Evidence:
        """What answers questions about a dataset."""
        if ("evidence", place) not in self.known:
            example = partial(self.population, place)
            self.known["evidence", place] = Evidence(self.network, example=example)
        found: Evidence = self.known["evidence", place]
        return found

    def counted(self, question: Question) -> list[Answer]:
        """A number in each of the datasets, counted there; not known of what rows cannot show."""
        if question not in self.known:
            every = [count(self.evidence(place), question) for place in range(len(self))]
            self.known[question] = every
        found: list[Answer] = self.known[question]
        return found

    def place(self, question: Question, value: Fraction | int) -> int | None:
        """The place of a dataset in which a number has this value; None if none has."""
        found = (one.value for one in self.counted(question))
        return next((place for place, own in enumerate(found) if own == value), None)

    # -- checked

    def wrong(self, questions: Iterable[Question], audit: Data) -> Iterator[str]:
        """What is wrong with the datasets, a sentence each: an end that is not reached, a row that
        is not as the list has it, a claim that does not hold though it need not be given up."""
        asked = _counts(questions)
        for key, ends in ranges(audit).items():
            yield from self._missed(key, ends, asked.get(key))
        checks = [partial(self._checked, place, audit) for place in range(len(self))]
        for found in together(checks):
            yield from found

    def _missed(self, key: str, ends: Range, question: Question | None) -> Iterator[str]:
        places = self.data["ends"].get(key, (None, None))
        for place, name, value in zip(places, ENDS, ends, strict=True):
            if place is None or question is None:
                yield f"No dataset is stored in which {key} is {value}, its {name} end."
                continue
            found = count(self.evidence(place), question)
            if not found.exact or found.value != value:
                yield f"Dataset {place + 1}: {key} is {found.text()}, not {value}, its {name} end."

    def _checked(self, place: int, audit: Data) -> list[str]:
        given_up = set(self.left_out[place])
        said = [] if any(given_up <= {*drop} for drop in audit["drops"]) else [
            f"Dataset {place + 1} gives up more than a smallest set of claims."
        ]  # fmt: skip
        binding = {s["claim_id"] for s in audit["statements"] if s["verdict"] != told.OUTSIDE}
        holds = checker.claims(self.network, checker.check(self.dataset(place), self.network))
        broken = [claim for claim, so in holds.items() if so is False and claim in binding]
        said += [
            f"Dataset {place + 1}: {claim} does not hold."
            for claim in broken
            if claim not in given_up
        ]
        return [*said, *self._unlisted(place)]

    def _unlisted(self, place: int) -> Iterator[str]:
        """Rows of the last period that are not what the network's list has for certain."""
        period = self.network.last
        found, listed = self.population(place, period), population.of(self.network, period)
        if len(found) != len(listed):
            yield f"Dataset {place + 1} has {len(found)} rows of {period}, not {len(listed)}."
        for number, (row, own) in enumerate(zip(listed, found, strict=False), 1):
            for name in CERTAIN:
                sure, possible = row[name]
                if not sure <= own[name][0] <= possible:
                    where = f"Dataset {place + 1}, {period}, row {number}"
                    yield f"{where}: the list has another {name}."


def _read(table: Packed, place: int) -> list[Row]:
    return [checker.typed(row) for row in unpacked(table, place)]


def ranges(audit: Data) -> dict[str, Range]:
    """Question -> its range, of the counts that an audit leaves open."""
    counts = (one for one in audit["cells"] if not one.get("percent"))
    return {
        one["question"]: (one["low"], one["high"]) for one in counts if one["low"] < one["high"]
    }


def _counts(questions: Iterable[Question]) -> dict[str, Question]:
    """The counts behind what is asked, by their keys: themselves, parts and wholes."""
    some = ((one, one.but(measure="count"), one.whole()) for one in questions)
    return {one.key(): one for three in some for one in three}


# -- stored


def stored(network: Network) -> Witnesses | None:
    """What is stored for the same data, of the usual readings; None if nothing is. None, too, where
    small numbers are hidden: a dataset would tell them."""
    if network.config.get("suppress"):
        return None
    own = paths.output_folder(network.name) / NAME
    for path in (network.folder / NAME, own):
        data = findings.read(path, SCHEMA) if path.exists() else {}
        same = bool(data) and data["inputs"] == findings.inputs(network)
        if same and (path != own or data[findings.ENGINE] == findings.engine()):
            return Witnesses(network, data)
    return None


def computed(network: Network, asked: Iterable[Question], audit: Data) -> Witnesses:
    """Found anew (minutes), from the ranges and conflicts of the audit, and stored in output."""
    from helpers.numbers.audit import covering  # the solver takes a second to load

    data = covering.ends(network, list(asked), audit["conflicts"], ranges(audit))
    data |= {"inputs": findings.inputs(network), findings.ENGINE: findings.engine()}
    data |= {"schema": SCHEMA}
    findings.write(paths.output_folder(network.name) / NAME, data)
    return Witnesses(network, data)


# -- the command


def command(network: Network, questions: Iterable[Question], accept: bool) -> int:
    """Check what is stored against the accepted audit and say what is wrong: 1 if anything is.

    With `accept` found anew where it is not there or wrong, and kept beside the data.
    """
    kept, of_audit = network.folder / NAME, network.folder / findings.NAME
    audit = findings.read(of_audit) if of_audit.exists() else {}
    if not audit or not ranges(audit):
        return 0
    asked = list(questions)
    found = stored(network)
    wrong = list(found.wrong(asked, audit)) if found else []
    if accept and (found is None or wrong):
        found = computed(network, asked, audit)
        wrong = list(found.wrong(asked, audit))
    if found is None:
        print(f"{shown(kept)} holds no datasets for these data; --accept finds some.")
        return 0
    if accept:
        findings.write(kept, found.data)
        print(f"Accepted: {shown(kept)}")
    right = f"{len(found)} datasets reach both ends of {len(ranges(audit))} ranges, recounted."
    print(*(wrong[: findings.MOST] or [right]), sep="\n")
    return 1 if wrong else 0
