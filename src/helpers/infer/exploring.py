"""Statements switched off and on: what a cell could be if some of them had not been published."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers import infer
from helpers.errors import UserError, one_of
from helpers.infer import cells as all_cells
from helpers.infer import conflicts
from helpers.infer.auditing import taken
from helpers.infer.model import Cell, build, droppable
from helpers.infer.ranging import Bounder, Drops, Range
from helpers.network import Network


class Explorer:
    """The bounds of single cells, with any claims switched off.

    What contradicts what is taken from the network's audit: without some claims, the conflicts that need one of them are gone,
    and the others stay as they are. So only the bounds are computed anew, a second or so for a cell.
    """

    def __init__(self, network: Network, readings: str = "all", evidence: str = "none") -> None:
        self._network, self._audit = network, infer.audit(network, readings, evidence).to_dict()
        self._rows, self._facts = taken(network, readings, evidence)
        self._cells = all_cells.of(network)
        self._bounders: dict[frozenset[str], Bounder] = {}

    def statements(self) -> pd.DataFrame:
        """The statements in the model: claim_id, id, section, text, verdict. A claim is switched off as a whole."""
        found = pd.DataFrame(self._audit["statements"])
        return found.loc[found["verdict"] != "outside", ["claim_id", "id", "section", "text", "verdict"]].reset_index(drop=True)

    def range(self, exhibit: str, off: Iterable[str] = (), **keys: str) -> tuple[int, int]:
        """The least and the greatest that one cell can be, without the claims in `off`; `keys` as in audit.json."""
        found = self._range(self._cell(exhibit, keys), self._off(off))
        return found.low, found.high

    def bounds(self, exhibit: str, off: Iterable[str] = (), **keys: str) -> pd.DataFrame:
        """An exhibit's cells, or those with some keys: the range with all statements, and the one without the claims in `off`."""
        rows, without = [], self._off(off)
        for cell in self._audit["cells"]:
            if cell["exhibit"] == exhibit and keys.items() <= cell["keys"].items():
                found = self._range(self._cell(exhibit, cell["keys"]), without)
                rows.append({**cell["keys"], "low": cell["low"], "high": cell["high"], "low without": found.low, "high without": found.high})
        return pd.DataFrame(rows)

    def _cell(self, exhibit: str, keys: dict[str, str]) -> Cell:
        own = [cell for cell in self._cells if cell.exhibit == exhibit]
        if not own:
            raise UserError(f"No cell of {exhibit!r} is bounded: it is one of {one_of(dict.fromkeys(cell.exhibit for cell in self._cells))}.")
        found = [cell for cell in own if keys.items() <= dict(cell.keys).items()]
        if len(found) != 1:
            raise UserError(f"{len(found)} cells of {exhibit} have {keys}; one has {dict(own[0].keys)}.")
        return found[0]

    def _off(self, off: Iterable[str]) -> frozenset[str]:
        off = [off] if isinstance(off, str) else list(off)
        ids = {one.id: one.claim_id for one in self._rows}
        claims = frozenset(ids.get(name, name) for name in off)
        known = {one["claim_id"] for one in self._audit["statements"]} | {name for conflict in self._audit["conflicts"] for name in conflict}
        for name in sorted(claims - known):
            raise UserError(f"There is no statement or claim {name!r}; statements() lists them.")
        return claims

    def _range(self, cell: Cell, off: frozenset[str]) -> Range:
        if off not in self._bounders:
            whole = build(self._network, self._cells, self._rows, self._facts, soft=droppable(self._network))
            self._bounders[off] = Bounder(whole, self._drops(off & whole.claims.keys()), self._cells)
        return self._bounders[off].range(cell)

    def _drops(self, off: frozenset[str]) -> Drops:
        """The smallest drops of each block of the conflicts that are left, and what is switched off."""
        left = [frozenset(one) for one in self._audit["conflicts"] if not off & frozenset(one)]
        blocks = [conflicts.drops_of([one for one in left if one <= block]) for block in conflicts.blocks_of(left)]
        return Drops((*blocks, *([(off,)] if off else [])))
