"""Does a wrong digit show? Changes each number of statements.csv by one in turn and says what notices.

    .venv/bin/python scripts/mutation.py OUT.csv [FIRST] [STEP]

a: a conflict is new or gone. b: the bounds of a cell that the statement does not print are others. c: only a value typed from
the source differs (tests/test_summarize.py), or the data's own checks refuse it. d: nothing. What is stored is not compared.
"""

from __future__ import annotations

import csv
import dataclasses
import shutil
import sys
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import pandas as pd
import test_summarize as typed

from helpers import infer, network, paths, summarize
from helpers.errors import UserError
from helpers.infer import cells, conflicts, shares
from helpers.infer.model import Model, build, droppable
from helpers.infer.ranging import Bounder, Drops
from helpers.infer.relaxed import NEAR, Relaxation
from helpers.infer.solver import Solver
from helpers.statements import Statement, records

REL = network.Network(paths.network_folder("rel-2012-17"))
ROWS = records(REL.statements)
CELLS = cells.of(REL)
SOFT = droppable(REL)
STORED = infer.audit(REL).to_dict()
CONFLICTS = [frozenset(one) for one in STORED["conflicts"]]
DROPS = [frozenset(one) for one in STORED["drops"]]


def options() -> tuple[tuple[frozenset[str], ...], ...]:
    """The smallest drops, block by block."""
    blocks = conflicts.blocks_of(CONFLICTS)
    return tuple(tuple(sorted({drop & block for drop in DROPS}, key=sorted)) for block in blocks)


def mutated(row: Statement) -> list[Statement]:
    """All statements, with this one's number one higher; a fraction's numerator."""
    return [dataclasses.replace(one, value=higher(row)) if one.id == row.id else one for one in ROWS]


def higher(row: Statement) -> Fraction:
    return row.value + Fraction(1, row.value.denominator)


def model_of(rows: list[Statement]) -> Model:
    return build(REL, CELLS, rows, soft=SOFT)


def caught(row: Statement) -> tuple[str, str]:
    """The letter, and what it was."""
    rows = mutated(row)
    model = model_of(rows)
    if row.id not in model.outside:
        found = by_conflict(model, row) or by_bounds(model, row)
        if found:
            return found
    return by_shares(rows) or by_typing(row) or ("d", model.outside.get(row.id, ""))


def by_conflict(model: Model, row: Statement) -> tuple[str, str] | None:
    claims, part = frozenset(model.claims), Solver(model.program).part
    for drop in one_at_a_time():
        answer = part.ask(fixed={switch: int(name in claims - drop) for name, switch in model.claims.items()})
        if answer.impossible:
            return "a", f"a new conflict, without {';'.join(sorted(drop))}"
    for conflict in CONFLICTS:
        if row.claim_id in conflict and consistent(conflict, mutated(row)):
            return "a", f"no conflict any more: {';'.join(sorted(conflict))}"
    excluded = {(one["claim_id"], one["reading"]) for one in STORED["readings_excluded"]}
    fixed = {switch: int(name not in DROPS[0]) for name, switch in model.claims.items()}
    for reading, switch in model.readings.get(row.claim_id, {}).items():
        if part.ask(fixed=fixed | {switch: 1}).impossible != ((row.claim_id, reading) in excluded):
            return "a", f"reading {reading} is excluded, or no longer"
    return None


def one_at_a_time() -> Iterator[frozenset[str]]:
    """Every smallest drop of each block, with the first one of the others."""
    blocks = options()
    for place, block in enumerate(blocks):
        others = frozenset().union(*(other[0] for number, other in enumerate(blocks) if number != place))
        yield from (drop | others for drop in block)


def consistent(conflict: frozenset[str], rows: list[Statement]) -> bool:
    model = build(REL, statements=[one for one in rows if one.claim_id in conflict], soft=SOFT, descent=True)
    fixed = {switch: int(name in conflict) for name, switch in model.claims.items()}
    return Solver(model.program).part.ask(fixed=fixed).value is not None


def by_bounds(model: Model, row: Statement) -> tuple[str, str] | None:
    """The exact bounds of the cells whose relaxed ones move; of some others where a statement counts labs, which relaxing hides."""
    before = {(cell["exhibit"], tuple(sorted(cell["keys"].items()))): cell for cell in STORED["cells"]}
    bounder = Bounder(model, Drops(options()), CELLS)
    relaxed = ends(model)
    moved = [cell for cell, one, other in zip(CELLS, RELAXED, relaxed, strict=True) if max(abs(one[0] - other[0]), abs(one[1] - other[1])) > NEAR]
    about = model.about[row.id] | {"lab"}
    near = [cell for cell in CELLS if cell.selection.attributes <= about] if row.subject != "alliances" else []
    for cell in [*moved, *near[:SOME]]:
        known = before[cell.exhibit, tuple(sorted(cell.keys))]
        if row.id in known["statements"] and known["status"] == "printed":
            continue
        found = bounder.range(cell)
        if (found.low, found.high) != (known["low"], known["high"]):
            return "b", f"{cell.exhibit} {dict(cell.keys)}: {known['low']}-{known['high']} becomes {found.low}-{found.high}"
    return None


def ends(model: Model) -> list[tuple[float, float]]:
    """The relaxed bounds of every cell."""
    lp = Relaxation(model.program, {switch: int(name not in DROPS[0]) for name, switch in model.claims.items()})
    return [tuple(lp.least(model.sum_of(cell), sign) or 0.0 for sign in (1, -1)) for cell in CELLS]


SOME = 30
RELAXED = ends(model_of(ROWS))


def figure_7(rows: list[Statement]) -> list:
    totals = {cell["keys"]["topic"]: (cell["low"], cell["high"]) for cell in STORED["cells"]
              if cell["exhibit"] == "active_size_by_topic" and cell["keys"]["size_class"] == "total"}
    config = REL.config
    return [[(one.topic, one.member_type, one.low, one.high) for one in shares.bounds(
        rows, list(config["topics"]), list(config["member_types"]), totals, 77, base)] for base in ("pooled", "mean")]


FIGURE_7 = figure_7(ROWS)


def by_shares(rows: list[Statement]) -> tuple[str, str] | None:
    try:
        found = figure_7(rows)
    except ValueError as error:
        return "a", f"Figure 7: {error}"
    changed = [new for old_base, new_base in zip(FIGURE_7, found, strict=True) for old, new in zip(old_base, new_base, strict=True) if old != new]
    return ("b", f"Figure 7: {len(changed)} shares, {changed[0]}") if len(changed) > 1 else None


def by_typing(row: Statement) -> tuple[str, str] | None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / REL.folder.name
        shutil.copytree(REL.folder, copy)
        table = pd.read_csv(copy / "statements.csv", dtype=str, keep_default_na=False)
        table.loc[table["id"] == row.id, "value"] = str(higher(row))
        table.to_csv(copy / "statements.csv", index=False)
        changed = network.Network(copy)
        for stem, values in typed.TYPED.items():
            shown = getattr(summarize, stem)(changed)
            found = {(*line[typed.KEYS[stem]], line["measure"]): typed._number(line) for _, line in shown.iterrows()}
            if {key: value for key, value in found.items() if value is not None} != values:
                return "c", f"typed values of {stem}"
        try:
            network.load(copy)
        except UserError as error:
            return "c", f"the data's checks: {error.messages[0][:120]}"
    return None


if __name__ == "__main__":
    out, first, step = Path(sys.argv[1]), int((sys.argv[2:3] or ["0"])[0]), int((sys.argv[3:4] or ["1"])[0])
    numeric = [row for row in ROWS if row.value is not None]
    with out.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "claim_id", "section", "measure", "value", "caught", "what"])
        for row in numeric[first::step]:
            writer.writerow([row.id, row.claim_id, row.section, row.measure, row.value, *caught(row)])
            file.flush()
