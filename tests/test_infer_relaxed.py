"""The relaxation: its bounds never cut off a solution, the arrays say what the rules say, and a dataset found nearby is one."""

from __future__ import annotations

import itertools
from random import Random

import numpy as np
import pytest

from helpers.infer.program import NEVER, Program, Sum, total
from helpers.infer.relaxed import Nearby, Relaxation, Rules
from helpers.infer.solver import Solver


def random_program(rng: Random) -> Program:
    """Four variables from 0 to 4, one switch, and six random rules, two of them conditional."""
    program = Program()
    names = [program.variable(0, 4) for _ in range(4)]
    switch = program.switch()
    for number in range(6):
        sum_ = total(name * rng.randint(-3, 3) for name in names) + rng.randint(-2, 2)
        low = rng.choice([-NEVER, rng.randint(-6, 2)])
        program.add(sum_, low, rng.choice([NEVER, max(low, 0) + rng.randint(0, 8)]),
                    when=[switch] if number == 4 else (), unless=[switch] if number == 5 else ())
    return program


def solutions(program: Program, fixed: dict[int, int]) -> list[tuple[int, ...]]:
    """Every solution, by trying all values."""
    found = []
    for values in itertools.product(*(range(low, high + 1) for low, high in program.variables)):
        if any(values[name] != value for name, value in fixed.items()):
            continue
        if all(rule.low <= rule.sum.at(list(values)) <= rule.high for rule in program.rules
               if all(values[one] for one in rule.when) and not any(values[one] for one in rule.unless)):
            found.append(values)
    return found


@pytest.mark.parametrize("seed", range(25))
def test_a_bound_never_cuts_off_a_solution(seed: int) -> None:
    rng = Random(seed)
    program = random_program(rng)
    fixed = rng.choice([{}, {4: 0}, {4: 1}])
    goal = Sum({name: rng.randint(-3, 3) for name in range(4)}, rng.randint(-5, 5))
    met = [goal.at(list(values)) for values in solutions(program, fixed)]
    if met:
        assert Relaxation(program, fixed).bound(goal) <= min(met)


def test_a_bound_is_tight_where_whole_numbers_lose_nothing() -> None:
    """x + y = 7 with x at most 4: y is at least 3."""
    program = Program()
    x, y = program.variable(0, 4), program.variable(0, 9)
    program.add(x + y, 7, 7)
    assert Relaxation(program, {}).bound(y) == 3
    assert Relaxation(program, {}).bound(y * -1) == -7


def test_a_bound_is_rounded_up_to_a_whole_number() -> None:
    """3x >= 7 gives x >= 7/3, so 3."""
    program = Program()
    x = program.variable(0, 9)
    program.add(x * 3, low=7)
    assert Relaxation(program, {}).bound(x) == 3


def test_rules_that_hang_on_an_open_switch_bind_nothing() -> None:
    program = Program()
    x, switch = program.variable(0, 9), program.switch()
    program.add(x, low=5, when=[switch])
    assert [Relaxation(program, fixed).bound(x) for fixed in ({}, {switch: 0}, {switch: 1})] == [0, 0, 5]


@pytest.mark.parametrize("seed", range(60))
def test_settling_loses_and_adds_no_solution(seed: int) -> None:
    rng = Random(seed)
    program = random_program(rng)
    fixed = rng.choice([{}, {4: 0}, {4: 1}, {0: rng.randint(0, 4), 4: 1}])
    settled = program.settled(fixed)
    assert solutions(settled, fixed) == solutions(program, fixed)
    assert settled.settled({}) == settled, "nothing more follows"


def test_settling_narrows_ranges_and_leaves_out_what_holds_anyway() -> None:
    """x + y at most 3 and x at least 3 leave y only 0; then a rule that hangs on a switch cannot be met, so it is off."""
    program = Program()
    x, y, switch = program.variable(0, 9), program.variable(0, 9), program.switch()
    program.add(x + y, high=3)
    program.add(x * 2, low=5)
    program.add(y, low=1, when=[switch])
    settled = program.settled({})
    assert settled.variables == [(3, 3), (0, 0), (0, 0)]
    assert settled.rules == []


def test_of_two_conditions_either_may_be_what_is_not_met() -> None:
    program = Program()
    x, one, other = program.variable(0, 2), program.switch(), program.switch()
    program.add(x, low=3, when=[one], unless=[other])
    settled = program.settled({})
    assert settled.variables == program.variables
    assert solutions(settled, {}) == solutions(program, {})


def test_a_rule_that_cannot_be_met_stays_when_all_is_settled() -> None:
    """2x = 1 has no whole solution, and 3 is not 4."""
    program = Program()
    x, y = program.variable(0, 1), program.variable(3, 3)
    program.add(x * 2, 1, 1)
    program.add(y, 4, 4)
    settled = program.settled({})
    assert len(settled.rules) == 2
    assert solutions(settled, {}) == []
    assert Solver(settled).part.ask().impossible


def test_a_value_out_of_its_range_is_impossible() -> None:
    program = Program()
    x, switch = program.variable(0, 2), program.switch()
    program.add(x, low=3, when=[switch])
    part = Solver(program.settled({})).part
    assert part.ask(fixed={switch: 1}).impossible
    assert part.ask(fixed={switch: 0}).values


@pytest.mark.parametrize("seed", range(10))
def test_the_arrays_hold_where_the_rules_do(seed: int) -> None:
    program = random_program(Random(seed))
    rules, agreeing = Rules(program), set(solutions(program, {}))
    for values in itertools.product(*(range(low, high + 1) for low, high in program.variables)):
        assert rules.hold(np.array(values)) == (values in agreeing)
    assert not rules.hold(np.array([9, 0, 0, 0, 0]))


def test_sums_are_seen_with_their_constants() -> None:
    program = Program()
    x, y = program.variable(0, 4), program.variable(0, 9)
    program.add(x + y, 7, 7)
    relaxed = Relaxation(program, {})
    relaxed.watch([x + 10, y * 2])
    assert relaxed.least(y) == pytest.approx(3)
    assert relaxed.seen() == pytest.approx([14, 6])


def test_what_is_found_nearby_is_a_solution_with_the_switches_asked_for() -> None:
    """One search is asked many times, as the audit does: what it keeps of the last question must not show in the next."""
    found = 0
    for seed in range(25):
        rng = Random(seed)
        program = random_program(rng)
        nearby, all_ = Nearby(program), solutions(program, {})
        for base in rng.sample(all_, min(6, len(all_))):
            goal = Sum({name: rng.randint(-3, 3) for name in range(4)}, rng.randint(-5, 5))
            most, fixed = rng.randint(-6, 4), rng.choice([{}, {4: 0}, {4: 1}])
            values = nearby.find(dict(enumerate(base)), goal, most, fixed)
            if values is not None:
                found += 1
                assert tuple(values.values()) in all_
                assert goal.at([*values.values()]) <= most
                assert values[4] == fixed.get(4, base[4])
    assert found > 25, "mostly they come out whole"


def test_what_is_found_nearby_changes_no_more_than_it_must() -> None:
    """x + y = 7, z free: to bring x from 4 to 2 takes y from 3 to 5 and leaves z."""
    program = Program()
    x, y, _ = (program.variable(0, 9) for _ in range(3))
    program.add(x + y, 7, 7)
    assert Nearby(program).find({0: 4, 1: 3, 2: 8}, x, 2) == {0: 2, 1: 5, 2: 8}
