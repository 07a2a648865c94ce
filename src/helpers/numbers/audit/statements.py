"""A network's statements and open questions -> the audit's spec.

With the modules that it imports (reading, descent, counts, frames) the only one that knows
partnerships. A statement that binds nothing is `outside`, with the reason in plain words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from helpers.data.network import Network
from helpers.numbers.audit.counts import BuiltIn, Outside
from helpers.numbers.audit.frames import FILED, Facts, Frames
from helpers.numbers.audit.reading import WHOLES, Reader
from helpers.numbers.audit.spec import Claim, Spec
from helpers.numbers.question import ALL, Question
from helpers.numbers.statement import Statement, texts

PLAIN = "plain"
COUNTED = ("partnerships", "count", "=")


@dataclass(frozen=True)
class Compiled:
    """The spec, and what became of each statement and question."""

    spec: Spec
    frames: Frames
    statements: tuple[Statement, ...]
    outside: Mapping[str, str]  # statement -> why it binds nothing
    built_in: Mapping[str, str]  # statement -> why it cannot but hold
    printed: Mapping[str, list[str]]  # formula of a number -> statements that print it


def compile(  # noqa: A001 - it is what it does
    network: Network,
    questions: Iterable[Question] = (),
    readings: str = PLAIN,
    evidence: str = "none",
    without: str = "",
) -> Compiled:
    """The spec of a network.

    `readings` of sentences that can be read in two ways: `plain` looks for conflicts in all of them
    and bounds by the one that stands first; `all` bounds by any; `a`, `b` drop the other rows.
    `evidence`: `public` adds what evidence.csv says of single partnerships. `without` a claim: as
    if statements.csv (or figure_values.csv) had none of its rows, or nothing else said it.
    """
    said = [one for one in stated(network) if one.claim_id != without]
    if readings not in (PLAIN, "all"):
        said = [one for one in said if one.reading in ("", readings)]
    facts = _public(network) if evidence == "public" else {}
    reader = Reader(Frames(network, said, facts), said)
    claims, outside, built_in = dict[Claim, None](), dict[str, str](), dict[str, str]()
    printed, taken = defaultdict[str, list[str]](list), dict[str, str]()
    for one in said:
        try:
            for ids, formula in reader.formulas(one):
                claims[Claim(ids, formula, one.reading)] = None
            if one.reading and readings == PLAIN:
                taken.setdefault(one.claim_id, one.reading)
            read = one.reading in ("", taken.get(one.claim_id, one.reading))
            if read and (one.subject, one.measure, one.relation) == COUNTED:
                for formula in reader.counted(one):
                    printed[formula].append(one.id)
        except BuiltIn as reason:
            built_in[one.id] = str(reason)
        except Outside as reason:
            outside[one.id] = str(reason)
    # A count says more plainly than its percentage what is printed, and goes first.
    own = sorted(claims, key=lambda claim: claim.formula.startswith("pct("))
    frames, descent, cells = reader.frames, reader.descent, dict(_cells(reader, questions))
    asked = " ".join([*(claim.formula for claim in own), *cells.values()])
    every = (*own, *descent.claims(asked), *frames.certain(asked))
    every = tuple(claim for claim in every if without not in claim.ids)
    numbers, pivots = reader.numbers, descent.pivots(asked)
    spec = Spec(frames.frames, every, cells, numbers, reader.sets, pivots, taken)
    return Compiled(spec, frames, tuple(said), outside, built_in, printed)


def stated(network: Network) -> Iterator[Statement]:
    """The statements, and each value of figure_values.csv as a claim of its own: `FV-1`, ..."""
    blank = dict.fromkeys((*network.statements.columns, FILED), "")
    for row in texts(network.statements):
        yield Statement({**blank, **row}, network.periods)
    for number, row in enumerate(texts(network.table("figure_values")), 1):
        place = f"row {number + 1}, {row['exhibit']}"
        own = {"subject": "partnerships", "measure": "count", "relation": "=", "place": place}
        own |= {"id": f"FV-{number}", "claim_id": f"FV-{number}", "section": "figure_values.csv"}
        own |= {"change": "", FILED: row["change"]}
        own |= {"among": "reporting" if row["size_class"] else ""}
        yield Statement({**blank, **row, **own}, network.periods)


def _public(network: Network) -> Facts:
    """Facts of single partnerships from evidence.csv: attribute -> values.

    Where pages say different things of one partnership, neither counts.
    """
    found: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(dict)
    names = ["host", "partnership", "attribute"]
    for key, values in network.table("evidence").groupby(names)["value"]:
        host, name, what = map(str, key)
        if what in ("change", "member_type") or values.nunique() == 1:
            found[host, name][what] = sorted(values.unique())
    return found


def _cells(reader: Reader, questions: Iterable[Question]) -> Iterator[tuple[str, str]]:
    """The formulas of the numbers asked for, of those that are counts."""
    counts, periods = reader.counts, reader.frames.periods
    for one in questions:
        period, where = one.period, dict(one.where)
        with suppress(Outside):
            if one.measure != "count" or period not in periods:
                continue
            if one.subject == "hosts":
                met = counts.condition(one.having, period, where, "")
                yield one.key(), f"howmany(host, {met})"
            elif one.subject == "partnerships" and one.among in (ALL, *WHOLES):
                yield one.key(), counts.n(period, where, one.among)
