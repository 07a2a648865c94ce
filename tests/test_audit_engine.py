"""The audit's engine on things that a reader can count by hand: mostly ten balls in a bag."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from helpers.errors import UserError
from helpers.numbers.audit import forked
from helpers.numbers.audit.engine import Desk, audit
from helpers.numbers.audit.model import Model
from helpers.numbers.audit.program import NEVER, Program, Sum
from helpers.numbers.audit.relaxed import SCALE, Relaxation, certified
from helpers.numbers.audit.solver import Solver, at_most, repeatable
from helpers.numbers.audit.spec import Spec
from helpers.numbers.audit.verdicts import Verdict

BALLS = {"attributes": {"colour": ["red", "blue", "green"], "heavy": "flag"}, "size": 10}
RED, BLUE = "n(colour=red)", "n(colour=blue)"


def bag(*claims, cells=None, **more):
    """Ten balls, and claims as `id: formula`, `id/reading: formula`."""
    said = [(*one.split(": ", 1),) for one in claims]
    listed = [[*f"{name}/".split("/")[:2], formula] for name, formula in said]
    return Spec.from_dict(
        {"frames": {"balls": BALLS}, "claims": listed, "cells": cells or {}} | more
    )


def ends(found, key):
    return found.cells[key].low, found.cells[key].high


# -- bounds and witnesses


def test_what_is_not_red_is_blue_or_green():
    found = audit(
        bag(f"four: {RED} == 4", "few: n(colour=green) <= 1", cells={"blue": BLUE, "red": RED})
    )
    assert ends(found, "red") == (4, 4)
    assert ends(found, "blue") == (5, 6)
    assert found.conflicts == () and found.drops == ((),) and found.complete
    assert set(found.claims.values()) == {Verdict.AGREES}
    assert found.cells["blue"].claims == ("few", "four")


def test_a_witness_reaches_the_bound_that_names_it():
    found = audit(bag(f"four: {RED} == 4", cells={"blue": BLUE}))
    bound = found.cells["blue"]
    blue = [
        Counter(thing["colour"] for thing in found.witnesses[name]["balls"])
        for name in bound.witnesses
    ]
    assert [one["blue"] for one in blue] == [bound.low, bound.high] == [0, 6]
    assert all(one["red"] == 4 and one.total() == 10 for one in blue)


def test_a_table_of_cells_is_asked_for_by_its_attributes():
    found = audit(bag(f"all: {RED} == 10", cells={"by colour": ["balls", "colour"]}))
    assert {key: ends(found, key) for key in found.cells} == {
        "by colour colour=red": (10, 10),
        "by colour colour=blue": (0, 0),
        "by colour colour=green": (0, 0),
    }


def test_margins_bound_what_stands_inside():
    """Of ten balls 6 are red and 7 heavy: 3 to 6 are both."""
    both = "n(colour=red, heavy=1)"
    found = audit(bag(f"red: {RED} == 6", "heavy: n(heavy=1) == 7", cells={"both": both}))
    assert ends(found, "both") == (3, 6)


def test_rows_say_what_is_known_of_each_thing():
    rows = [
        {"box": "A", "colour": "red"},
        {"box": "A", "colour": "red|blue"},
        {"box": "B", "colour": ""},
    ]
    frame = BALLS | {"rows": rows, "given": ["box"], "known": ["colour"]}
    found = audit(
        Spec.from_dict(
            {"frames": {"balls": frame}, "cells": {"red": RED, "A": "n(colour=red, box=A)"}}
        )
    )
    assert ends(found, "red") == (1, 3) and ends(found, "A") == (1, 2)
    for things in found.witnesses.values():
        assert [thing["row"] for thing in things["balls"]] == [0, 1, 2]
        assert things["balls"][0]["colour"] == "red"


def test_numbers_are_told_apart_where_a_formula_cuts_them():
    frame = {
        "attributes": {"age": "number", "present": "number"},
        "size": 5,
        "rules": ["present <= age"],
    }
    claims = [["old", "", "n(age > 50) == 2"], ["there", "", "n(present > 50) >= 2"]]
    cells = {"away": "n(age > 50, present <= 50)", "young": "n(age <= 50)"}
    found = audit(Spec.from_dict({"frames": {"people": frame}, "claims": claims, "cells": cells}))
    assert ends(found, "away") == (0, 0) and ends(found, "young") == (3, 3)


# -- rounding


@pytest.mark.parametrize(
    ("size", "printed", "low", "high"),
    [
        (200, "44", 87, 88),  # 87 of 200 are 43.5 percent: rounds up; 89 are 44.5: to 45
        (2000, "43.8", 875, 876),  # 43.75 rounds up, 43.85 to 43.9
        (80, "44", 35, 35),
        (80, "43.8", 35, 35),  # 43.75 either way
        (3, "33.33", 1, 1),
    ],
)
def test_a_percentage_is_every_count_that_rounds_half_up_to_it(size, printed, low, high):
    frame = BALLS | {"size": size}
    claims = [["share", "", f"pct({RED}, n()) == {printed}"]]
    found = audit(
        Spec.from_dict({"frames": {"balls": frame}, "claims": claims, "cells": {"red": RED}})
    )
    assert ends(found, "red") == (low, high)


def test_a_comparison_with_a_percentage_is_exact():
    found = audit(bag(f"most: pct({RED}, n()) > 40", cells={"red": RED}))
    assert ends(found, "red") == (5, 10)


def test_shares_that_are_too_much_for_one_whole_are_a_conflict():
    found = audit(
        bag(f"red: pct({RED}, 10) == 60", f"blue: pct({BLUE}, 10) == 60", cells={"red": RED})
    )
    assert found.conflicts == (("blue", "red"),)
    assert found.drops == (("blue",), ("red",))
    assert ends(found, "red") == (0, 6) and found.cells["red"].depends
    assert {(one.claim, one.was, one.near) for one in found.repairs} == {
        ("red", 60, 40),
        ("blue", 60, 40),
    }


# -- conflicts


def test_two_ways_to_mend_one_conflict():
    found = audit(
        bag(
            f"six: {RED} == 6",
            f"five: {BLUE} == 5",
            "light: n(heavy=1) == 0",
            cells={"green": "n(colour=green)"},
        )
    )
    assert found.conflicts == (("five", "six"),) and found.drops == (("five",), ("six",))
    assert found.claims == {
        "six": Verdict.CONFLICT,
        "five": Verdict.CONFLICT,
        "light": Verdict.AGREES,
    }
    assert ends(found, "green") == (0, 5)
    (why,) = found.explanations
    assert [(one.claim, one.was, one.near, one.low, one.high) for one in why.repairs] == [
        ("six", 6, 5, 0, 5),
        ("five", 5, 4, 0, 4),
    ]


def test_every_minimal_conflict_is_found_and_no_larger_one():
    """Red is 6 or 7 and blue 5: two conflicts of two, one of two; all three share claims."""
    found = audit(bag(f"six: {RED} == 6", f"seven: {RED} == 7", f"five: {BLUE} == 5"))
    assert set(found.conflicts) == {("seven", "six"), ("five", "six"), ("five", "seven")}
    assert found.drops == (("five", "seven"), ("five", "six"), ("seven", "six"))


def test_conflicts_apart_are_mended_apart():
    found = audit(
        bag(f"a: {RED} == 6", f"b: {RED} == 7", "c: n(heavy=1) == 2", "d: n(heavy=1) == 3")
    )
    assert found.conflicts == (("a", "b"), ("c", "d"))
    assert len(found.drops) == 4 and found.complete


def test_a_conflict_of_three_is_told_by_a_number_on_which_two_halves_differ():
    spec = bag(
        f"red: {RED} >= 4",
        f"blue: {BLUE} >= 4",
        "green: n(colour=green) == 3",
        pivots={"{} are not green": "n(colour=red|blue)"},
    )
    (why,) = audit(spec).explanations
    (halves,) = why.halves
    assert (halves.few, halves.most, halves.many, halves.least) == (
        ("green",),
        7,
        ("red", "blue"),
        8,
    )


def test_two_claims_that_bind_together_only():
    """`a&b` is no claim: dropping either mends it."""
    found = audit(bag("a: n() == 10", "b: n() >= 1", f"a&b: {RED} == 6", f"c: {RED} == 5"))
    assert found.conflicts == (("a", "b", "c"),)


def test_what_always_binds_is_never_dropped():
    found = audit(bag(f"*: {RED} == 6", f"five: {RED} == 5", cells={"red": RED}))
    assert found.conflicts == (("five",),) and ends(found, "red") == (6, 6)


def test_what_follows_from_the_others():
    found = audit(bag(f"red: {RED} == 4", "rest: n(colour=blue|green) == 6"))
    assert set(found.claims.values()) == {Verdict.FOLLOWS}


def test_a_reading_that_cannot_be_meant():
    found = audit(
        bag(
            f"red: {RED} == 6", f"most/a: 2*{RED} > 10", f"most/b: 2*{RED} > 14", cells={"red": RED}
        )
    )
    (one,) = found.readings_excluded
    assert (one.claim, one.reading, one.conflict) == ("most", "b", {"most", "red"})
    assert found.conflicts == ()
    assert found.claims["most"] == Verdict.AGREES  # it follows so read, but not in every reading


def test_sets_that_nobody_names():
    """Of 15 things 11 are in two of six boxes, 4 in three others: the sixth box is empty."""
    frame = {"attributes": {"box": list("ABCDEF")}, "size": 15}
    data = {
        "frames": {"things": frame},
        "sets": {"few__most": "box", "few__rest": "box"},
        "claims": [
            ["two", "", "size(few__most) == 2 and n(box=few__most) == 11"],
            [
                "three",
                "",
                "size(few__rest) == 3 and each(few__rest, n() >= 1) and n(box=few__rest) == 4",
            ],
        ],
    }
    found = audit(
        Spec.from_dict(data | {"cells": {"A": "n(box=A)", "empty": "howmany(box, n() == 0)"}})
    )
    assert ends(found, "A") == (0, 11) and ends(found, "empty") == (1, 2)


def test_a_set_that_is_counted_twice_is_one_set():
    claims = ("one: size(few) == 1", "four: n(colour=few) == 4")
    found = audit(bag(*claims, cells={"few": "n(colour=few)"}, sets={"few": "colour"}))
    assert ends(found, "few") == (4, 4) and found.conflicts == ()


# -- nothing, and nothing possible


def test_an_empty_spec_is_an_empty_result():
    found = audit(Spec.from_dict({"frames": {}}))
    assert found.claims == {} and found.conflicts == () and found.cells == {} and found.complete


def test_structure_that_cannot_be_is_a_sentence():
    with pytest.raises(UserError, match="no claim is to blame"):
        audit(bag(f"*: {RED} == 11", "any: n(heavy=1) == 1"))


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("n(color=red) == 1", "Did you mean 'colour'"),
        ("m(colour=red) == 1", "is no number"),
        ("n(colour=red) ==", "cannot be read"),
        ("n(colour=red) * n() == 1", "must be a whole number"),
        ("n([one for one in colour]) == 1", "attribute of balls"),
        ("n((lambda: heavy)()) == 1", "no condition on one thing"),
    ],
)
def test_a_formula_that_is_wrong_is_told_with_its_claim(formula, message):
    with pytest.raises(UserError, match=message):
        audit(bag(f"odd: {formula}"))


# -- by brute force

COLOURS = ("red", "blue")
KINDS = tuple(itertools.product(COLOURS, (0, 1)))


def worlds(size):
    """Every bag of `size` balls: how many there are of each colour and weight."""
    for counts in itertools.product(range(size + 1), repeat=len(KINDS)):
        if sum(counts) == size:
            yield dict(zip(KINDS, counts, strict=True))


def count(world, colour, heavy):
    return sum(n for (c, h), n in world.items() if colour in (c, None) and heavy in (h, None))


def random_claim(rng):
    """A claim as a formula and as a test of a world."""
    colour, heavy = rng.choice([*COLOURS, None]), rng.choice([0, 1, None])
    said = ", ".join(
        [
            *([f"colour={colour}"] if colour else []),
            *([f"heavy={heavy}"] if heavy is not None else []),
        ]
    )
    value, how = rng.randint(0, 4), rng.choice(["==", ">=", "<=", "twice", "share", "not"])
    tests = {
        "==": lambda n, w: n == value,
        ">=": lambda n, w: n >= value,
        "<=": lambda n, w: n <= value,
        "twice": lambda n, w: 2 * n > count(w, "red", None),
        "share": lambda n, w: (200 * n + 5) // 10 == 20 * value,
        "not": lambda n, w: not (n == value or n == 1),
    }
    formulas = {
        "twice": f"2*n({said}) > n(colour=red)",
        "share": f"pct(n({said}), n()) == {20 * value}",
        "not": f"not (n({said}) == {value} or n({said}) == 1)",
    }
    return formulas.get(how, f"n({said}) {how} {value}"), lambda world: tests[how](
        count(world, colour, heavy), world
    )


def smallest(sets):
    return {one for one in sets if not any(other < one for other in sets)}


@pytest.mark.parametrize("seed", range(12))
def test_all_that_is_found_is_what_trying_everything_finds(seed):
    rng = Random(seed)
    claims = {f"c{place}": random_claim(rng) for place in range(6)}
    frame = {"attributes": {"colour": list(COLOURS), "heavy": "flag"}, "size": 5}
    cells = {"red heavy": "n(colour=red, heavy=1)", "blue": "n(colour=blue)"}
    listed = [[name, "", formula] for name, (formula, _) in claims.items()]
    found = audit(Spec.from_dict({"frames": {"balls": frame}, "claims": listed, "cells": cells}))

    held = [
        (world, frozenset(name for name, (_, test) in claims.items() if test(world)))
        for world in worlds(5)
    ]
    subsets = [frozenset(some) for n in range(7) for some in itertools.combinations(claims, n)]
    conflicts = smallest({some for some in subsets if not any(some <= kept for _, kept in held)})
    drops = {frozenset(claims) - kept for _, kept in held}
    fewest = min(map(len, drops))
    left = [world for world, kept in held if len(claims) - len(kept) == fewest]
    assert {frozenset(one) for one in found.conflicts} == conflicts
    assert {frozenset(one) for one in found.drops} == {
        drop for drop in drops if len(drop) == fewest
    }
    for key, asked in {"red heavy": ("red", 1), "blue": ("blue", None)}.items():
        values = [count(world, *asked) for world in left]
        assert ends(found, key) == (min(values), max(values)) and found.cells[key].proven
        narrower = {
            drop: [count(w, *asked) for w, kept in held if frozenset(claims) - kept == drop]
            for drop in drops
            if len(drop) == fewest
        }
        ranges = {(min(some), max(some)) for some in narrower.values()}
        assert not found.cells[key].depends or ranges != {(min(values), max(values))}
    for claim, verdict in found.claims.items():
        others = [kept for _, kept in held if len(claims) - len(kept | {claim}) == fewest]
        broken = any(claim not in kept for kept in others)
        assert (verdict == Verdict.CONFLICT) == any(claim in one for one in conflicts)
        assert verdict != Verdict.FOLLOWS or not broken


@pytest.mark.parametrize("seed", range(4))
def test_a_planted_contradiction_is_found_and_the_truth_is_never_ruled_out(seed):
    rng = Random(100 + seed)
    world = Counter(rng.choice([*itertools.product("xyz", "abc", (0, 1))]) for _ in range(20))
    frame = {"attributes": {"topic": list("xyz"), "host": list("abc"), "big": "flag"}, "size": 20}
    true = {
        f"{t}{h}": sum(n for (a, b, _), n in world.items() if (a, b) == (t, h))
        for t in "xyz"
        for h in "abc"
    }
    hosts = {h: sum(true[t + h] for t in "xyz") for h in "abc"}
    claims = [[h, "", f"n(host={h}) == {n}"] for h, n in hosts.items()]
    claims += [[t, "", f"n(topic={t}) == {sum(true[t + h] for h in 'abc')}"] for t in "xyz"]
    cells = {key: f"n(topic={key[0]}, host={key[1]})" for key in true}
    data = {"frames": {"things": frame}, "claims": claims, "cells": cells}
    found = audit(Spec.from_dict(data))
    assert found.conflicts == () and all(
        b.low <= true[key] <= b.high for key, b in found.cells.items()
    )
    wrong = [["wrong", "", f"n(host=a) == {hosts['a'] + 1}"]]
    assert ("a", "wrong") in audit(Spec.from_dict(data | {"claims": claims + wrong})).conflicts


# -- proofs


def test_a_certificate_cannot_lie():
    """Whatever multipliers: the bound that they give is never above the true least."""
    model = Model(
        bag(f"red: {RED} == 6", "heavy: n(heavy=1) == 7", cells={"both": "n(colour=red, heavy=1)"})
    )
    program = model.program.settled(dict.fromkeys(model.switches.values(), 1))
    goal, rules = model.cells["both"], [rule for rule in program.rules if not rule.when]
    assert Relaxation(program).bound(goal) == 3
    rng = Random(7)
    for _ in range(300):
        factors = [rng.randint(-3 * SCALE, 3 * SCALE) for _ in rules]
        assert certified(program, goal, zip(rules, factors, strict=True)) <= 3
    assert Solver(program).ask(also=[at_most(goal, 2)]).impossible


def test_settling_a_program_keeps_its_datasets():
    model = Model(bag(f"red: {RED} == 6", "odd: not n(heavy=1) == 7"))
    fixed = dict.fromkeys(model.switches.values(), 1)
    values = Solver(model.program.settled(fixed)).ask().values
    assert model.program.arrays.hold(values)
    off = values.copy()
    off[[*model.switches.values()]] = 0
    assert (model.lifted(off) == values).all()  # both claims hold, whether asked to or not


def test_a_dataset_near_another_one_moves_only_what_it_must():
    """Of two pairs that make 10 each, one number is to be 7: its fellow is 3, the others stay."""
    program = Program()
    for _ in range(2):
        program.add(program.variable(0, 10) + program.variable(0, 10), 10, 10)
    base, solver = np.array([5, 5, 4, 6]), Solver(program)
    assert solver.nearest(base, {0: 7}).tolist() == [7, 3, 4, 6]
    assert solver.nearest(base, {0: 11}) is None  # out of its range
    assert solver.nearest(base, {0: 7, 1: 7}) is None


def test_a_rule_without_variables_that_cannot_hold_is_no_rule_that_holds():
    model = Model(bag())
    model.program.add(Sum({}, 3), 4, NEVER)
    assert Solver(model.program).ask().impossible


def test_ctrl_c_is_for_python():
    assert repeatable().parameters.catch_sigint_signal is False


def test_one_core_finds_what_two_find(monkeypatch):
    spec = bag(
        f"six: {RED} == 6",
        f"five: {BLUE} == 5",
        "c: n(heavy=1) == 2",
        "d: n(heavy=1) == 3",
        cells={"by": ["balls", "colour", "heavy"]},
    )
    monkeypatch.setattr(forked, "cores", lambda: 1)
    alone = audit(spec)
    monkeypatch.setattr(forked, "cores", lambda: 2)
    assert audit(spec) == alone


def test_a_question_within_a_question_is_answered(monkeypatch):
    monkeypatch.setattr(forked, "cores", lambda: 2)
    calls = [lambda number=number: forked.together([lambda: number, lambda: -number])
             for number in range(5)]  # fmt: skip
    assert forked.together(calls) == [[number, -number] for number in range(5)]


# -- what would help, and what if


def test_the_number_that_would_help_most_is_the_one_that_the_others_hang_on():
    cells = {"red": RED, "rest": "n(colour=blue|green)", "heavy": "n(heavy=1)"}
    found = audit(bag(cells=cells))
    assert [one.key for one in found.helpful] == ["red", "rest"]
    assert found.helpful[0].before == 20 and found.helpful[0].after == 10


def test_a_desk_leaves_claims_out():
    spec = bag(f"six: {RED} == 6", f"five: {BLUE} == 5", "few: n(colour=green) == 1")
    desk = Desk(spec, audit(spec).conflicts)
    assert desk.conflicts() == (("few", "six", "five")[1:],) or desk.conflicts() == (
        ("five", "six"),
    )
    assert desk.conflicts(without=["six"]) == ()
    found = desk.range(BLUE, without=["six"])
    assert (found.low, found.high) == (5, 5)
    found = desk.range(BLUE)
    assert (found.low, found.high) == (3, 5)
    with pytest.raises(UserError, match="no claim 'sixx'"):
        desk.range(BLUE, without=["sixx"])
    assert len(desk.dataset(without=["five"])["balls"]) == 10


def test_a_claim_taken_in_one_reading_is_bounded_so():
    spec = bag(f"most/a: {RED} == 6", f"most/b: {RED} == 7", cells={"red": RED})
    assert ends(audit(spec), "red") == (6, 7)
    assert ends(audit(replace(spec, taken={"most": "a"})), "red") == (6, 6)
