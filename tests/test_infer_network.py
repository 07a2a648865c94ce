"""The embedded network's stored audit against the engine: parts computed anew, contradictions checked one by one, bounds counted.

The whole audit takes most of a minute; here are pieces of it that would show a wrong stored number or a changed engine.
"""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path

import pytest

from helpers import checker, infer, network, paths
from helpers.infer import auditing, cells, conflicts, witness
from helpers.infer.model import Model, build, droppable
from helpers.infer.ranging import Bounder, Drops, about_of, supports
from helpers.infer.solver import Answer, Solver
from helpers.statements import records
from helpers.numerals import round_half_up

REL = network.Network(paths.network_folder("rel-2012-17"))
STORED = json.loads((REL.folder / "audit.json").read_text(encoding="utf-8"))
ROWS = records(REL.statements)
SOFT = droppable(REL)
CONFLICTS = [frozenset(one) for one in STORED["conflicts"]]


@pytest.fixture(scope="module")
def desk() -> Bounder:
    blocks = conflicts.blocks_of(CONFLICTS)
    options = tuple(conflicts.drops_of([one for one in CONFLICTS if one <= block]) for block in blocks)
    return Bounder(build(REL, cells.of(REL), ROWS, soft=SOFT), Drops(options), cells.of(REL))


def test_the_stored_audit_is_of_this_data() -> None:
    assert STORED["inputs"].items() >= infer.inputs(REL).items(), "make audit ACCEPT=yes"
    assert STORED["complete"]


@pytest.mark.parametrize("conflict", [one["claims"] for one in STORED["contradictions"]], ids=lambda claims: claims[0])
def test_a_contradiction_cannot_hold_but_without_any_one_claim_it_can(conflict: list[str]) -> None:
    own = build(REL, statements=[one for one in ROWS if one.claim_id in conflict], soft=SOFT, descent=True)
    part = Solver(own.program).part

    def holds(claims: set[str]) -> bool:
        return part.ask(fixed={switch: int(name in claims) for name, switch in own.claims.items()}).value is not None

    assert not holds(set(conflict))
    assert all(holds(set(conflict) - {claim}) for claim in conflict)


def test_the_halves_of_a_contradiction_on_descent_differ_on_a_number() -> None:
    """7 results of splits and mergers (Appendix B); 4 of year 1 in Central's merger and one in each of the four other labs are 8."""
    claims = next(frozenset(one["claims"]) for one in STORED["contradictions"] if auditing.SAME_LAB in one["claims"])
    made = auditing.Audit(REL, build(REL, statements=ROWS, soft=SOFT), conflicts.Conflicts((claims,), (), True), Drops(), [])
    found, = auditing._parted(made, claims)
    assert "at most 7 alliances of year 1 were split or merged" in found
    assert "at least 8 were" in found
    assert all(one.id in found for one in ROWS if one.id in ("AB-06", "AB-21", "AB-33", "AB-41"))


def test_where_that_number_does_not_tell_them_apart_splits_and_mergers_do() -> None:
    """Six pieces and Central's merger are 7 results, so of year 1 as many were split or merged: 4 merged, 3 split, 4 events; five labs had one."""
    rows = auditing.chosen_readings(ROWS, "a")
    claims = frozenset({auditing.SAME_LAB, "central-merged-4", "continued-58", "labs-any-split-merged-5", "split-6"})
    made = auditing.Audit(REL, build(REL, statements=rows, soft=SOFT), conflicts.Conflicts((claims,), (), True), Drops(), [])
    assert auditing._parted(made, claims) == ["By AB-06, AB-22 and AB-33, there were at most 4 splits and mergers; by AB-41 and the rule that "
                                              "what becomes of an alliance stays with its lab, at least 5."]


def test_a_contradiction_that_rests_on_public_pages_names_them() -> None:
    """10 + 9 + 6 + 5 multistate, and of the 6 in early childhood 2 are of one state: 34 at most, printed is 35."""
    rows, facts = auditing.taken(REL, "all", "public")
    model = build(REL, statements=rows, facts=facts, soft=SOFT)
    made = auditing.Audit(REL, model, conflicts.Conflicts((), (), True), Drops(), [])
    topics = {"topic-multistate-college-10", "topic-multistate-teachers-9", "topic-multistate-schools-6", "topic-multistate-standards-5"}
    early = next(one.claim_id for one in rows if one.id == "S-24")
    found, = auditing._pages(made, frozenset(topics | {early, "scope-multistate-35"}))
    assert "Arkansas PreK Research Alliance (Southwest), scope within state; New Mexico PreK" in found
    assert auditing._pages(made, frozenset({"scope-multistate-35", "scope-multistate-36"})) == []


def test_what_the_solver_leaves_open_is_no_conflict_and_the_search_not_complete(monkeypatch) -> None:
    block = frozenset({"scope-multistate-35", "scope-multistate-36"})
    model = build(REL, statements=[one for one in ROWS if one.claim_id in block], soft=SOFT)
    assert conflicts._local(model, block, 50).conflicts == (block,)
    monkeypatch.setattr(conflicts.Part, "ask", lambda *_, **__: Answer(None, False))
    monkeypatch.setattr(conflicts.Part, "core", lambda *_: (set(), {}))
    found = conflicts._local(model, block, 50)
    assert (found.conflicts, found.complete) == ((), False)


def test_a_block_that_speaks_of_nothing_new_is_not_searched_again(monkeypatch) -> None:
    about_scope = frozenset().union(*(one for one in CONFLICTS if "scope-local-8" in one or "scope-multistate-35" in one))
    rows = [one for one in ROWS if one.claim_id in about_scope]
    asked, local = [], conflicts._local
    monkeypatch.setattr(conflicts, "together", lambda calls: [call() for call in calls])
    monkeypatch.setattr(conflicts, "_local", lambda model, block, *more: asked.append(block) or local(model, block, *more))
    search = conflicts.Search(build(REL, statements=rows, soft=SOFT))
    once = search.candidates()
    wide, = conflicts.blocks_of(once.conflicts)
    assert len(asked) == 1
    assert asked[0] < wide  # the first conflicts led to others, of claims that were there all along
    search._local.clear()
    monkeypatch.setattr(search, "_same", lambda block: None)
    assert search.candidates() == once
    assert set(asked) == {asked[0], wide}


def test_a_block_that_speaks_of_more_is_searched() -> None:
    scope, drawn = frozenset({"scope-multistate-35", "scope-multistate-36"}), frozenset({"split-or-merged-7"})
    search = conflicts.Search(build(REL, statements=[one for one in ROWS if one.claim_id in scope | drawn], soft=SOFT))
    search._local[scope] = found = conflicts.Conflicts((scope,), (), True)
    assert search._same(scope) == found
    assert search._same(scope | drawn) is None  # a claim that the search of the smaller block did not lead to
    search._local[scope] = conflicts.Conflicts((scope | drawn,), (), True)
    assert search._same(scope) is None  # a conflict of another block
    assert search._same(scope | drawn) is None  # a claim about other attributes than the smaller block's


def test_the_smallest_drops_follow_from_the_conflicts() -> None:
    blocks = conflicts.blocks_of(CONFLICTS)
    options = [conflicts.drops_of([one for one in CONFLICTS if one <= block]) for block in blocks]
    assert len(STORED["drops"]) == math.prod(map(len, options))
    assert all(all(conflict & set(drop) for conflict in CONFLICTS) for drop in STORED["drops"])


# Exhibit and keys -> least and greatest, by an argument on paper (docs/audit.md).
ON_PAPER = [
    ("active_size_by_topic", {"topic": "teachers", "size_class": "15_or_fewer"}, (14, 14)),
    ("active_size_by_topic", {"topic": "early", "size_class": "16_50"}, (0, 2)),
    ("transformations", {"lab": "all", "change": "coverage", "measure": "count"}, (16, 29)),
    ("transformations", {"lab": "all", "change": "renamed", "measure": "count"}, (0, 13)),
    ("scope_by_topic", {"topic": "standards", "scope": "local"}, (0, 1)),
]


@pytest.mark.parametrize(("exhibit", "keys", "span"), ON_PAPER)
def test_a_cell_is_what_the_argument_on_paper_says_and_what_is_stored(desk, exhibit, keys, span) -> None:
    stored = next(one for one in STORED["cells"] if one["exhibit"] == exhibit and keys.items() <= one["keys"].items())
    cell = next(one for one in cells.of(REL) if one.exhibit == exhibit and keys.items() <= dict(one.keys).items())
    found = desk.range(cell)
    assert (stored["low"], stored["high"]) == span == (found.low, found.high)


@pytest.mark.parametrize("base", ["pooled", "mean"])
def test_a_share_is_what_the_argument_on_paper_says(base: str) -> None:
    """22 percent of LEA members are at least 21.5: no other type has more than 78.5, which is printed as 79."""
    keys = {"topic": "early", "member_type": "sea", "base": base}
    share = next(one for one in STORED["cells"] if one["exhibit"] == "composition_by_topic" and one["keys"] == keys)
    assert (share["low"], share["high"]) == (0, 79)


def test_datasets_that_reach_a_bound_break_just_the_dropped_claims(desk, tmp_path) -> None:
    cell = next(one for one in cells.of(REL) if dict(one.keys) == {"lab": "all", "change": "coverage", "measure": "count"})
    found = desk.range(cell)
    for number, values in enumerate((found.at_low, found.at_high)):
        tables = witness.dataset(desk._whole.model, values)
        witness.write(tmp_path / str(number), tables)
        checked = checker.read(tmp_path / str(number))
        false = {claim for claim, holds in checker.claims(checker.check(REL, checked)).items() if holds is False}
        false |= {auditing.SAME_LAB if name == "same-lab" else name for name, _ in checker.structure(REL, checked)}
        assert sorted(false) in [sorted(drop) for drop in STORED["drops"]]


@pytest.mark.parametrize(("exhibit", "keys", "claims"), [
    ("active_size_by_topic", {"topic": "schools", "size_class": "over_50"}, {"active-over-50"}),
    ("transformations", {"lab": "all", "change": "coverage", "measure": "any reason"}, None),
    ("topics", {"lab": "Northwest", "topic": "college"}, None),
])
def test_the_claims_named_for_a_cell_keep_it_in_its_range(desk, exhibit, keys, claims) -> None:
    cell = next(one for one in cells.of(REL) if one.exhibit == exhibit and keys.items() <= dict(one.keys).items())
    found = desk.range(cell)
    named, = supports(desk._whole.model, desk._drops, about_of(cell), [(cell, found)]).values()
    assert claims in (None, named)
    assert named
    alone = Solver((made := build(REL, [cell], [one for one in ROWS if one.claim_id in named], soft=SOFT, descent=True)).program)
    fixed = {switch: int(name in named) for name, switch in made.claims.items()}
    low, high = (alone.part.ask(made.sum_of(cell) * sign, least=True, fixed=fixed).value for sign in (1, -1))
    assert (low, -high) == (found.low, found.high)


def with_drawn(tmp_path: Path, value: int) -> network.Network:
    """The network with one number typed from Figure 5: college alliances of 15 or fewer."""
    folder = tmp_path / REL.folder.name
    shutil.copytree(REL.folder, folder)
    file = folder / "figure_values.csv"
    columns = file.read_text(encoding="utf-8").strip().split(",")
    row = {"exhibit": "active_size_by_topic", "topic": "college", "size_class": "15_or_fewer", "value": str(value), "status": "printed"}
    file.write_text("\n".join([",".join(columns), ",".join(row.get(name, "") for name in columns)]) + "\n", encoding="utf-8")
    return network.Network(folder)


def sizes(rel: network.Network) -> tuple[Model, Bounder]:
    """The model of what speaks of sizes and topics."""
    asked = cells.active_size_by_topic(rel)
    rows = [one for one in ROWS + auditing.drawn(rel) if one.universe in ("reporting", "not_reporting") or one.size_class or one.subject == "topics"
            or one.topic and not one.scope]
    return (made := build(rel, asked, rows, soft=SOFT)), Bounder(made, Drops(), asked)


def test_a_number_typed_from_a_figure_narrows_its_neighbours(tmp_path) -> None:
    made, desk = sizes(with_drawn(tmp_path, 10))
    small, middle = (next(cell for cell in cells.active_size_by_topic(REL) if dict(cell.keys)["topic"] == "college" and
                          dict(cell.keys)["size_class"] == size) for size in ("15_or_fewer", "16_50"))
    found = [desk.range(cell) for cell in (small, middle)]
    assert [(one.low, one.high) for one in found] == [(10, 10), (5, 9)]  # 23 to 25 reported; 8 at most over 50, fewer than 10 in the middle
    assert made.rules["FV-1"]


def test_a_number_typed_from_a_figure_that_cannot_be_is_a_contradiction(tmp_path) -> None:
    made, desk = sizes(with_drawn(tmp_path, 5))  # the least is 9: 23 alliances, at most 8 over 50, and 15 or fewer is the most frequent
    assert not desk.feasible
    assert "FV-1" in conflicts.Oracle(made, Solver(made.program))(made.claims)


def test_an_example_has_the_printed_shares_of_members() -> None:
    last, _ = infer.example(REL)
    reported = last[last["size_class"] != ""]
    means = {(topic, name): round_half_up(own[f"share_{name}"].mean()) for topic, own in [("all", reported), *reported.groupby("topic")]
             for name in REL.config["member_types"]}
    printed = {("all", "lea"): 37, ("all", "sea"): 32, ("all", "university"): 13, ("all", "other"): 18, ("schools", "lea"): 60, ("early", "lea"): 22}
    assert {key: means[key] for key in printed} == printed
    assert all((row[f"share_{name}"] > 0) == (name in row["member_types"].split("+")) for _, row in reported.iterrows() for name in ("lea", "sea", "university"))


def test_accepted_findings_come_before_those_that_another_engine_left(tmp_path, monkeypatch) -> None:
    """What an older version stored in output/ must not be shown for data that have not changed since."""
    copy = shutil.copytree(REL.folder, tmp_path / "data" / REL.name)
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    old = tmp_path / "output" / REL.name / "audit.json"
    old.parent.mkdir(parents=True)

    def of(**other: str) -> dict:
        old.write_text(json.dumps({"cells": "left", "inputs": infer.inputs(REL) | infer.engine() | other}), encoding="utf-8")
        return infer.audit(network.Network(copy)).data

    assert of()["cells"] == STORED["cells"]
    (copy / "audit.json").unlink()
    assert of()["cells"] == "left"
    monkeypatch.setattr(auditing, "audit", lambda *_: (_ for _ in ()).throw(InterruptedError))
    with pytest.raises(InterruptedError):  # it is computed anew
        of(**{"helpers.infer": "another"})
