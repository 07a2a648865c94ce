"""What an audit found: computed, stored, compared with what was accepted, and asked for numbers.

Findings are kept in output/<network>/audit.json; once accepted also beside the data, as
data/<network>/audit.json, the same on every machine. They hold for the data, and if not accepted
for the engine, whose checksums they carry.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers import paths
from helpers.data.csvfile import shown
from helpers.data.network import Network
from helpers.errors import UserError
from helpers.numbers import checker, rows
from helpers.numbers.answer import Answer, Status
from helpers.numbers.audit import told
from helpers.numbers.numerals import percent_of
from helpers.numbers.question import PERCENT, Question
from helpers.params import Params

FILES = (
    "network.yml", "hosts.csv", "partnerships.csv", "statements.csv", "figure_values.csv",
    "evidence.csv",
)  # fmt: skip
SETTINGS = (
    "rows", "periods", "topics", "scopes", "size_classes", "member_types", "changes", "words",
)  # fmt: skip
NAME, ENGINE, USUAL = "audit.json", "engine", ("plain", "none")
SCHEMA = 3
MOST = 40  # sentences about drift that are printed; one changed statement may move many bounds
SHARE, BASES = "member_share", ("pooled", "mean")
Data = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Findings:
    """The content of audit.json, for a network."""

    network: Network
    data: Data

    @cached_property
    def _cells(self) -> dict[str, Data]:
        return {one["question"]: one for one in self.data["cells"]}

    def bound(self, question: Question) -> Answer | None:
        """The range that the statements leave to a number; None if it was not asked for."""
        if question.subject == SHARE and question.measure == PERCENT:
            return _widest([self.bound(question.but(measure=base)) for base in BASES])
        found = self._cells.get(question.key())
        if found is not None:
            status, ids = Status(found["status"]), tuple(found["statements"])
            low, high = Fraction(found["low"]), Fraction(found["high"])
            return Answer(low, high, status, ids, caution(found))
        if question.measure != PERCENT or question.subject != "partnerships":
            return None
        part, whole = self.bound(question.but(measure="count")), self.bound(question.whole())
        return _share(part, whole) if part and whole else None

    def example(self, period: str) -> rows.Population:
        """The partnerships of one dataset that satisfies a largest set of claims; one of many."""
        return checker.population(self.network, map(checker.typed, self.data["example"][period]))


def caution(cell: Data) -> str:
    """What is to be said of a range; empty if nothing."""
    notes = {
        "depends on which of the contradicting statements are left out": cell["depends"],
        "not proven: the true range may be narrower or wider": not cell["proven"],
    }
    return "; ".join(note for note, holds in notes.items() if holds)


def _widest(found: Sequence[Answer | None]) -> Answer | None:
    """What holds whatever the base."""
    known = [one for one in found if one]
    if not known:
        return None
    low, high = min(one.low for one in known), max(one.high or Fraction(100) for one in known)
    ids = tuple(dict.fromkeys(id_ for one in known for id_ in one.statements))
    free, same = (low, high) == (0, 100), all(one.status == known[0].status for one in known)
    status = Status.FREE if free else known[0].status if same else Status.BOUNDED
    return Answer(low, high, status, ids)


def _share(part: Answer, whole: Answer) -> Answer | None:
    """A percentage, from the ranges of its part and its whole."""
    if not whole.high or part.high is None:
        return None
    least, most = int(part.low), int(part.high)
    low = percent_of(least, int(whole.high))
    high = percent_of(most, max(int(whole.low), most, 1))
    status = Status.IMPLIED if low == high and part.status != Status.PUBLIC else part.status
    ids = tuple(dict.fromkeys([*part.statements, *whole.statements]))
    return Answer(Fraction(low), Fraction(high), status, ids)


# -- stored


def findings(network: Network, asked: list[Question], readings: str, evidence: str) -> Findings:
    """The findings of a network: accepted or stored for the same data, else computed and stored."""
    own = _stored(network, readings, evidence)
    for path in (network.folder / own.name, own):
        data = read(path) if path.exists() else {}
        held = {one.key() for one in asked} <= {*data.get("asked", ())}
        same = data.get("inputs") == inputs(network) if data else False
        if held and same and (path != own or data.get(ENGINE) == engine()):
            return Findings(network, data)
    print(
        f"Auditing the statements of {network.name}, which takes a minute or more; the findings "
        f"are kept in {shown(own)}.", file=sys.stderr, flush=True,
    )  # fmt: skip
    return Findings(network, _computed(network, asked, readings, evidence))


def _computed(network: Network, asked: list[Question], readings: str, evidence: str) -> Data:
    """Audit the network anew and store what is found."""
    from helpers.numbers.audit import auditing  # the solver takes a second to load

    data = auditing.audit(network, asked, readings, evidence)
    data |= {"inputs": inputs(network), ENGINE: engine(), "schema": SCHEMA}
    data |= {"asked": sorted(question.key() for question in asked)}
    write(_stored(network, readings, evidence), data)
    return data


def _stored(network: Network, readings: str, evidence: str) -> Path:
    name = NAME if (readings, evidence) == USUAL else f"audit-{readings}-{evidence}.json"
    return paths.output_folder(network.name) / name


def inputs(network: Network) -> dict[str, str]:
    """SHA-256 of each data file that an audit rests on; of network.yml what it reads there."""
    settings = {name: network.config.get(name) for name in SETTINGS}
    known = (network.folder / name for name in FILES[1:])
    texts = {one.name: one.read_bytes() for one in known if one.exists()}
    texts[FILES[0]] = json.dumps(settings, sort_keys=True, default=str).encode()
    return {name: hashlib.sha256(text).hexdigest() for name, text in texts.items()}


def engine() -> str:
    """SHA-256 of all that counts: after a change it may find other than what it stored."""
    texts = [path.read_bytes() for path in sorted(Path(__file__).parents[1].rglob("*.py"))]
    return hashlib.sha256(b"".join(texts)).hexdigest()


def read(path: Path, schema: int = SCHEMA) -> Data:
    """An audit on disk; empty if it is of a former version, which cannot be compared."""
    try:
        found: Data = json.loads(path.read_text(encoding="utf-8"))
        return found if found.get("schema") == schema else {}
    except (OSError, ValueError, AttributeError):
        message = f"{shown(path)} is no audit: remove it, then run the audit again."
        raise UserError(message) from None


def write(path: Path, data: Data) -> None:
    """The same bytes for the same findings; never half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


# -- the command

Asking = Callable[[Network], Iterable[Question]]  # what the exhibits ask, as answers.questions


def command(params: Params, questions: Asking, accept: bool = False) -> int:
    """Audit anew and say what is new against the accepted findings: 1 if anything is, else 0."""
    network = Network(paths.network_folder(params.network))
    usual = (params.readings, params.evidence) == USUAL
    if accept and not usual:
        raise UserError("--accept needs readings plain and evidence none, as the usual audit.")
    kept = network.folder / NAME
    before = read(kept) if usual and not accept and kept.exists() else None
    found = _computed(network, list(questions(network)), params.readings, params.evidence)
    print(*told.summary(found), sep="\n")
    if accept:
        write(kept, found)
        print(f"Accepted: {shown(kept)}")
    if accept or not usual:
        return 0
    if not before:
        print(f"There are no accepted findings yet ({shown(kept)}); --accept makes these so.")
        return 1
    new = list(drift(found, before))
    more = [f"and {len(new) - MOST} more."] if len(new) > MOST else []
    print(*new[:MOST], *more, sep="\n")
    print(f"This is not what {shown(kept)} holds." if new else f"As {shown(kept)} holds.")
    return 1 if new else 0


def drift(found: Data, before: Data) -> Iterator[str]:
    """What is other than before: verdicts, conflicts, drops, readings, bounds; a sentence each."""
    was, now = _seen(before), _seen(found)
    for name in sorted(was.keys() | now.keys()):
        if was.get(name) != now.get(name):
            yield f"{name}: {was.get(name, 'not there')} before, {now.get(name, 'not there')} now."
    for name, word in (("conflicts", "conflict"), ("drops", "smallest set to drop")):
        old, new = ({tuple(one) for one in some[name]} for some in (before, found))
        yield from (f"A new {word}: {', '.join(one)}." for one in sorted(new - old))
        yield from (f"No {word} any more: {', '.join(one)}." for one in sorted(old - new))
    old, new = (
        {(one["reading"], one["claim_id"]) for one in some["readings_excluded"]}
        for some in (before, found)
    )
    yield from (f"Reading {one} of {claim} is excluded now." for one, claim in sorted(new - old))
    yield from (
        f"Reading {one} of {claim} is not excluded any more." for one, claim in sorted(old - new)
    )


def _seen(data: Data) -> dict[str, str]:
    """Each statement's verdict, each question's range and status."""
    found = {one["id"]: str(one["verdict"]) for one in data["statements"]}
    cells = {
        one["question"]: f"{one['low']}–{one['high']} {one['status']}" for one in data["cells"]
    }
    return found | cells
