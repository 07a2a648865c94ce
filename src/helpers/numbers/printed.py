"""What the source prints of a question: statements found by what they are about.

A statement answers a question if it is about the same things: subject, measure, period, whole and
conditions. So "21 on teaching" never answers for "9 of several states on teaching".
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction

from helpers.data.network import Network, once
from helpers.data.tables import records
from helpers.numbers.answer import Answer, Said, Status
from helpers.numbers.numerals import number
from helpers.numbers.question import ALL, NOT_REPORTING, REPORTING, Question

BINDING = frozenset({"=", ">=", ">", "<=", "<", "between"})
CONDITIONS = ("topic", "scope", "host", "size_class", "member_type", "focus")
FATES = ("ended", "split", "merged")  # of an earlier partnership, where its own period is meant
SAYS = ("relation", "value", "value_high")
WORDED = {">": "more than", "<": "less than", "<=": "at most"}
EXTREMES = ("minimum", "maximum")
WHOLE = ("count", "range", *EXTREMES)  # measures whose numbers are whole ones
Row = dict[str, str]
Index = dict[Question, list[Row]]


@once
def index(network: Network) -> Index:
    """Every statement that binds a number, under each question that it answers.

    Of a claim with several readings the plain one, which stands first, says what it is about;
    another one answers, too, where it says the same of it.
    """
    found: Index = defaultdict(list)
    plain: dict[str, str] = {}
    said = set[tuple[object, ...]]()
    for row in records(network.statements):
        claim, reading = row["claim_id"], row["reading"]
        for question in questions(row, network.periods):
            same = (claim, question, *(row[name] for name in SAYS))
            if reading in ("", plain.setdefault(claim, reading)):
                said.add(same)
            if same in said:
                found[question].append(row)
    return dict(found)


def questions(row: Row, periods: list[str]) -> Iterator[Question]:
    """The questions that a statement answers; none if it is about single ones or examples."""
    if row["relation"] not in BINDING or row["value"] == "" or row["among"] == "other":
        return
    extreme = row["measure"] in EXTREMES  # of these a partnership's name says whose it is
    if row["host_group"] or (row["partnership"] and not extreme):
        return
    first, last = _ends(row, periods)
    where = {name: row[name] for name in CONDITIONS if not (extreme and name == "host")}
    # A share of members is one number, whether it is read as pooled or as an average.
    share = row["subject"] == "member_share" and row["measure"] == "mean"
    measure = "percent" if share else row["measure"]
    base = Question(last, where, row["subject"], measure, _among(row), row["having"])
    change = row["change"]
    early = change == "ended" or (first != last and row["among"] == first)
    fated = change in FATES and early
    if fated or change == "continued":  # which holds of what went on, and of what came of it
        yield base.but(period=first, fate=change, among=ALL)
    if not fated:
        yield base.but(change=change)


def _ends(row: Row, periods: list[str]) -> tuple[str, str]:
    """The earlier and the later period that a statement speaks of; the same if it is one."""
    first, spans, last = row["period"].partition(" to ")
    if first in periods and last in periods:
        return first, last
    one = next((one for one in (row["among"], row["period"]) if one in periods), "")
    return (one, one) if one and not spans else (periods[0], one or periods[-1])


def _among(row: Row) -> str:
    """The whole; a condition that only those can meet which reported, or changed, says it too."""
    if row["among"] == NOT_REPORTING:
        return NOT_REPORTING
    if row["size_class"] or row["member_type"] or row["among"] == REPORTING:
        return REPORTING
    return "hosts" if (row["subject"], row["among"]) == ("partnerships", "hosts") else ALL


def answered(rows: Iterable[Row]) -> Answer | None:
    """The answer of statements about one question: one value, several (disputed), or limits."""
    found = list(rows)
    exact = [row for row in found if row["relation"] == "="]
    values: dict[Fraction, list[Row]] = defaultdict(list)
    for row in exact:
        values[Fraction(row["value"])].append(row)
    if not exact:
        return _limited(found) if found else None
    said = tuple(
        Said(value, value, _ids(same), tuple(dict.fromkeys(row["section"] for row in same)))
        for value, same in values.items()
    )
    disputed = len(said) > 1 or any(row["status"] == "disputed" for row in exact)
    status = Status.DISPUTED if disputed else Status.PRINTED
    return Answer(min(values), max(values), status, _ids(exact), said=said)


def _ids(rows: list[Row]) -> tuple[str, ...]:
    return tuple(row["id"] for row in rows)


def _limited(rows: list[Row]) -> Answer:
    """The narrowest limits together. Of whole numbers "more than 250" is at least 251."""
    lows, highs = zip(*map(_limits, rows), strict=True)
    low = max((one for one in lows if one is not None), default=Fraction(0))
    high = min((one for one in highs if one is not None), default=None)
    if high is not None and low > high:  # they rival each other: neither is taken
        return Answer(high, low, Status.DISPUTED, _ids(rows))
    alike = len({(row["relation"], row["value"]) for row in rows}) == 1
    wording = _worded(rows[0]) if alike and low != high else ""
    return Answer(low, high, Status.PRINTED, _ids(rows), wording=wording)


def _limits(row: Row) -> tuple[Fraction | None, Fraction | None]:
    """The least and the most that a statement allows; None where it sets no such end."""
    value, sign, step = Fraction(row["value"]), row["relation"], int(row["measure"] in WHOLE)
    if sign == "between":
        return value, Fraction(row["value_high"])
    if sign in (">=", ">"):
        return value + step * (sign == ">"), None
    return None, value - step * (sign == "<")


def _worded(row: Row) -> str:
    """A limit as the source words it, where its end would say something else."""
    value = Fraction(row["value"])
    text = number(value) if value.denominator == 1 else str(value)
    return f"{WORDED[row['relation']]} {text}" if row["relation"] in WORDED else ""
