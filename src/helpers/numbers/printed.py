"""What the source prints of a question: statements found by what they are about.

A statement answers a question if it is about the same things: subject, measure, period, whole and
conditions. So "21 on teaching" never answers for "9 of several states on teaching".
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction

from helpers.data.network import Network
from helpers.data.tables import records
from helpers.numbers.answer import Answer, Said, Status
from helpers.numbers.numerals import number
from helpers.numbers.question import ALL, NOT_REPORTING, REPORTING, Question

BINDING = frozenset({"=", ">=", ">", "<=", "<", "between"})
CONDITIONS = ("topic", "scope", "host", "size_class", "member_type", "focus")
FATES = ("ended", "split", "merged")  # of an earlier partnership, where its own period is meant
WORDED = {">": "more than", "<": "less than", "<=": "at most"}
EXTREMES = ("minimum", "maximum")
WHOLE = ("count", "range", *EXTREMES)  # measures whose numbers are whole ones
Row = dict[str, str]
Index = dict[Question, list[Row]]


def index(network: Network) -> Index:
    """Every statement that binds a number, under each question that it answers."""
    found: Index = defaultdict(list)
    for row in records(network.statements):
        for question in questions(row, network.periods):
            found[question].append(row)
    return dict(found)


def questions(row: Row, periods: list[str]) -> Iterator[Question]:
    """The questions that a statement answers; none if it is about single partnerships or
    examples.
    """
    if row["relation"] not in BINDING or row["value"] == "" or row["among"] == "other":
        return
    extreme = row["measure"] in EXTREMES  # of these a partnership's name says whose it is
    if row["host_group"] or (row["partnership"] and not extreme):
        return
    first, last = _ends(row, periods)
    names = [name for name in CONDITIONS if not (extreme and name == "host")]
    where = tuple((name, row[name]) for name in names)
    base = Question(last, where, row["subject"], _measure(row), _among(row), row["having"])
    change = row["change"]
    if change == "continued":  # it holds of both periods: of what went on, and of what came of it
        yield base.but(period=first, fate=change, among=ALL)
    if change in FATES and _early(row, periods):
        yield base.but(period=first, fate=change, among=ALL)
    else:
        yield base.but(change=change)


def _ends(row: Row, periods: list[str]) -> tuple[str, str]:
    """The earlier and the later period that a statement speaks of; the same if it is one."""
    one = row["among"] if row["among"] in periods else row["period"]
    if one in periods and " to " not in row["period"]:
        return one, one
    first, _, last = row["period"].partition(" to ")
    if first in periods and last in periods:
        return first, last
    return periods[0], one if one in periods else periods[-1]


def _early(row: Row, periods: list[str]) -> bool:
    first, last = _ends(row, periods)
    return row["change"] == "ended" or (first != last and row["among"] == first)


def _measure(row: Row) -> str:
    """A share of members is one number, whether it is read as pooled or as an average."""
    share = row["subject"] == "member_share" and row["measure"] == "mean"
    return "percent" if share else row["measure"]


def _among(row: Row) -> str:
    """The whole; a condition that only those can meet which reported, or changed, says it
    already.
    """
    if row["among"] == NOT_REPORTING:
        return NOT_REPORTING
    if row["size_class"] or row["member_type"] or row["among"] == REPORTING:
        return REPORTING
    if row["subject"] == "partnerships" and row["among"] == "hosts":
        return "hosts"
    return ALL


def answered(rows: Iterable[Row]) -> Answer | None:
    """The answer of statements about one question: one value, several (disputed), or limits."""
    found = list(rows)
    exact = [row for row in found if row["relation"] == "="]
    if exact:
        return _valued(exact)
    return _limited(found) if found else None


def _valued(rows: list[Row]) -> Answer:
    values = dict.fromkeys(Fraction(row["value"]) for row in rows)
    said = tuple(
        _said(value, [row for row in rows if Fraction(row["value"]) == value]) for value in values
    )
    disputed = len(said) > 1 or any(row["status"] == "disputed" for row in rows)
    status = Status.DISPUTED if disputed else Status.PRINTED
    return Answer(min(values), max(values), status, tuple(row["id"] for row in rows), said=said)


def _said(value: Fraction, rows: list[Row]) -> Said:
    places = tuple(dict.fromkeys(row["section"] for row in rows))
    return Said(value, value, tuple(row["id"] for row in rows), places)


def _limited(rows: list[Row]) -> Answer:
    """The narrowest limits together. Of whole numbers "more than 250" is at least 251."""
    ends = [_limits(row) for row in rows]
    low = max((one for one, _ in ends if one is not None), default=Fraction(0))
    high = min((one for _, one in ends if one is not None), default=None)
    ids = tuple(row["id"] for row in rows)
    if high is not None and low > high:  # they rival each other: neither is taken
        return Answer(high, low, Status.DISPUTED, ids)
    alike = len({(row["relation"], row["value"]) for row in rows}) == 1
    wording = _worded(rows[0]) if alike and low != high else ""
    return Answer(low, high, Status.PRINTED, ids, wording=wording)


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
