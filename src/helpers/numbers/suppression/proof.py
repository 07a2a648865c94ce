"""That a plan is safe, checked by plain arithmetic: no solver, no choice, only its witnesses.

Each is a dataset that looks like the truth in all that is shown. So each small number may have both
ends of the rule if witnesses have them, and none that is hidden can be computed if one has another.
"""

from helpers.numbers.suppression.forms import Cell, Terms, typed, weighed
from helpers.numbers.suppression.plan import Plan
from helpers.numbers.suppression.search import Witness


def failures(plan: Plan) -> list[str]:
    """What is wrong with a plan; nothing if each small number may have both ends of the rule, and
    each hidden one, small or not, another value.
    """
    shown, book = plan.shown, plan.shown.book
    good = [one for one in plan.witnesses if not _wrong(plan, one)]
    wrong = [f"{len(plan.witnesses) - len(good)} witnesses do not look like the truth"]
    ways = {cell: [one for one in good if cell in one] for cell in {c for one in good for c in one}}
    missed = []
    for aim in plan.aims:
        near = [one for cell in aim.sum.weights for one in ways.get(cell, ())]
        values = [aim.sum.truth, *(aim.sum.moved(one, book.values) for one in near)]
        if aim.number not in shown.hidden or not any(map(aim.met, values)):
            missed.append(f"{shown.numbers[aim.number]} cannot reach {aim.end}")
    other = {place for one in good for place in shown.moved(one)}
    known = [f"{shown.numbers[at]} follows from what is shown" for at in shown.hidden - other]
    return missed + sorted(known) + wrong * (len(good) < len(plan.witnesses))


def _wrong(plan: Plan, witness: Witness) -> bool:
    """Does a witness show, or is it impossible?"""
    shown, book, rows = plan.shown, plan.shown.book, {row for row, _ in witness}
    values = book.values
    sums = {place for cell in witness for place in shown.touching[cell]}
    possible = all(
        tie.met(tie.sum.moved(witness, values)) for row in rows for tie in book.ties[row]
    ) and not any(_vanished(plan, shown.numbers[place].part, witness) for place in sums)
    thinkable = all(_thinkable(plan, cell, value) for cell, value in witness.items())
    return not (possible and thinkable) or bool(shown.changed(witness))


def _vanished(plan: Plan, part: Terms, witness: Witness) -> bool:
    """Is a sum of rows zero that in truth is not? A zero would be shown, were zeros not hidden."""
    book = plan.shown.book
    sum_ = weighed(book.values, part)
    plain = all(weight > 0 for _, weight in part)
    known = plain and len(part) > 1 and sum_.truth > 0 and not book.rule.zero
    return known and sum_.moved(witness, book.values) < 1


def _thinkable(plan: Plan, cell: Cell, value: int) -> bool:
    """May a hidden cell have a value, for all that is known of its size and of zeros?"""
    book = plan.shown.book
    low, high = book.ends[cell]
    whole = book.whole(cell) if typed(cell) and not book.rule.zero else None
    told = whole is not None and not plan.shown.hides(whole)  # then zeros of types are shown
    return low <= value <= high and not (told and bool(value) != bool(book.values[cell]))


def check(plan: Plan) -> None:
    """RuntimeError, for it is a fault of ours, if a plan is not safe."""
    if wrong := failures(plan):
        raise RuntimeError("; ".join(wrong))


def said(plan: Plan) -> str:
    """How much is hidden, in words; RuntimeError if it is not safe."""
    check(plan)
    below, (small, more) = plan.shown.book.rule.below, plan.counts
    if not small:
        return f"suppress: no number of members is below {below}; nothing is hidden."
    return (
        f"suppress: {small} number{'s' * (small > 1)} of members {'are' if small > 1 else 'is'} "
        f"hidden as below {below} or a share that gives such a number away, and {more} more from "
        "which one could be computed. None of them follows from what is shown, and no small one "
        f"can be bounded more closely than the rule allows: {len(plan.witnesses)} other datasets, "
        "which would look the same, show it."
    )
