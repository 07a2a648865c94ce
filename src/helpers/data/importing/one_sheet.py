"""`make import`: a workbook or CSV file of any usual shape -> partnerships.csv, members.csv.

Foreign shapes are turned into the one sheet here, once, so that nothing else needs to know them.
What was taken and left is said; what needs a decision is written as it stands, for `make check` to
name. No file is overwritten.
"""

import csv
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from helpers import paths
from helpers.data import config, own
from helpers.data.csvfile import shown
from helpers.data.importing import dates, identity, links, standing, workbook, worksheets
from helpers.data.importing.standing import Row
from helpers.data.importing.worksheets import Taken
from helpers.data.periods import in_order
from helpers.data.schema import PARTNERSHIPS
from helpers.errors import UserError, shortened

COLUMNS = ("period", "id", "name", "host", "from", "topics", "scope", "members")
MEMBERS = ("partnership", "organization", "type", "period", "parent", "start", "end")
NOTHING = (
    "Nothing is written. Correct that and import it again; or make new NETWORK=name makes a sheet "
    "with all columns, to copy the rows into."
)


class Import:
    """What a file says, as the rows of partnerships.csv and members.csv."""

    def __init__(
        self, folder: Path, file: Path, more: Path | None = None, period: str = ""
    ) -> None:
        self.folder, self.period = folder, period
        self.taken, self.open, self.listed = Taken(), list[str](), False
        self.periods: dict[str, Any] = config.read(folder)["periods"] if folder.exists() else {}
        for path in filter(None, (file, more)):
            for sheet in workbook.read(path):
                worksheets.take(self.taken, sheet, self._known())
        self._follow()

    def _known(self) -> dict[str, str]:
        labels = {entry["label"].casefold(): name for name, entry in self.periods.items()}
        return labels | {name.casefold(): name for name in self.periods}

    def _follow(self) -> None:
        """From rows as they stand to rows of periods, one name each, joined by links."""
        taken = self.taken
        if taken.problems:
            raise UserError([*taken.problems, NOTHING])
        self._tidy_members()
        if taken.members and not taken.partnerships:
            self._of_members()
            if self.listed:
                return
        elif not taken.partnerships:
            raise UserError([*taken.left, NOTHING])
        taken.partnerships[:] = self._dated(taken.partnerships)
        self._undated()
        identity.unmark(taken.partnerships, taken.said, taken.look)
        identity.spell_out(taken.partnerships, taken.said)
        self._join_links()
        self._organizations()

    def _join_links(self) -> None:
        told = links.Joined()
        found = links.read(self.taken.links, told)
        links.join(self.taken.partnerships, found, self.order, told)
        self.taken.said += told.said
        self.taken.left += told.left

    @property
    def order(self) -> list[str]:
        """The periods of the rows: as network.yml has them, else by number."""
        found = dict.fromkeys(row.cells["period"] for row in self.taken.partnerships)
        known = [one for one in self.periods if one in found]
        return known + in_order([one for one in found if one not in {*known, standing.OPEN}])

    # -- periods -----------------------------------------------------------------------------------

    def _dated(self, rows: list[Row]) -> list[Row]:
        """The rows; those with dates and no period once for each period in which they stood."""
        dated = [row for row in rows if "period" not in row.cells and "start" in row.cells]
        if not dated:
            return rows
        told = standing.days(dated, self.periods, self.period)
        found = standing.stood(dated, told)
        if not told:
            raise UserError(
                [
                    *found.said,
                    "No date says when a period is: name the periods in network.yml, as 'periods: "
                    "{2025: {date: 2025-12-01}}'.",
                ]
            )
        if told and not set(told) <= set(self.periods):
            self.taken.said.append(
                f"Periods are the years {min(told)} to {max(told)}, from the first start to the "
                "last, each as of 1 December; PERIOD=2026 would go on to 2026, and network.yml may "
                "name others, as 'periods: {2025: {date: 2025-06-30}}'."
            )
        self.taken.said += [*found.said, *standing.told_by(told, found.rows)]
        self.taken.look += identity.one_code_in_another(dated)
        self.open += found.open
        undated = [row for row in rows if "period" in row.cells]
        return undated + identity.joined(found.rows, self.taken.said)

    def _undated(self) -> None:
        """Rows of which nothing says when they stood: one period, if all are of one sheet."""
        taken = self.taken
        rows = [row for row in taken.partnerships if "period" not in row.cells]
        if not rows:
            if self.period and not any("start" in row.cells for row in taken.partnerships):
                taken.left.append(f"PERIOD={self.period} is not used: each row says its own.")
            return
        timely = [one for one in taken.left if own.timely(one.partition("columns not taken: ")[2])]
        apart = {row.where.rpartition(", row")[0] for row in taken.partnerships}
        if not self.period and (timely or len(apart) > 1 or len(rows) < len(taken.partnerships)):
            raise UserError(
                [
                    *timely,
                    f"{rows[0].where}: no period. Name its column 'period', name the sheet by "
                    "its period, or give the period to all with PERIOD=2025.",
                ]
            )
        period = self.period or (
            next(iter(self.periods)) if len(self.periods) == 1 else own.ONE_PERIOD
        )
        for row in rows:
            row.cells["period"] = period
        taken.said.append(
            f"No column says when they stood: all are taken as of one period, '{period}'."
            + ("" if self.period else " PERIOD=2025 gives it another name.")
        )

    # -- organizations -----------------------------------------------------------------------------

    def _of_members(self) -> None:
        """A list of members: of the partnerships that it names, or of one, the network itself."""
        taken, name = self.taken, self.folder.name
        named = any(row.cells.get("partnership") for row in taken.members)
        self.listed = (self.folder / PARTNERSHIPS.file).exists()
        if not named and self.listed:
            raise UserError("A list of members needs a column 'partnership'. Nothing is written.")
        if not named:
            taken.said.append(
                f"No column says which partnership: all {len(taken.members)} rows are taken as "
                f"members of one, '{name}'. A column 'partnership' would say it."
            )
        for row in taken.members:
            row.cells["partnership"] = row.cells.get("partnership") or name
        if self.listed:  # whose periods are known, so that start and end say enough
            return
        taken.members[:] = self._dated(taken.members)
        for row in taken.members if any("period" in row.cells for row in taken.members) else ():
            row.cells.update(start="", end="")  # its periods say it now
        found = {}
        for row in taken.members:
            when = {"period": row.cells["period"]} if "period" in row.cells else {}
            cells = {"name": row.cells["partnership"]} | when
            found[tuple(cells.values())] = Row(cells, row.where)
        stood = {name for name, *when in found if when != [standing.OPEN]}
        taken.partnerships.extend(
            row
            for (name, *when), row in found.items()
            if when != [standing.OPEN] or name not in stood
        )

    def _organizations(self) -> None:
        """The organizations of a cell as members, without a period where that is to be settled: a
        member is of every period in which its partnership stands.
        """
        taken = self.taken
        rows = [row for row in taken.partnerships if row.cells.get("organizations")]
        open_ = standing.OPEN
        sure = {links.token(row) for row in taken.partnerships if row.cells["period"] != open_}
        for row in rows:
            token = links.token(row)
            cells = {"partnership": token, "period": row.cells["period"] if token in sure else ""}
            for one in split(row.cells["organizations"]):
                taken.members.append(Row(cells | {"organization": one}, row.where))
                if re.search(r",| and ", one):
                    taken.look.append(
                        f"{row.where}: '{shortened(one)}' is taken as one organization; join "
                        "several by ';'."
                    )
        if rows:
            taken.said.append("organizations: split at ';' only.")

    def _tidy_members(self) -> None:
        """A row for each organization of a cell; sure dates as the sheet has them."""
        rows = [
            Row(row.cells | {"organization": one}, row.where)
            for row in self.taken.members
            for one in split(row.cells["organization"]) or [""]
        ]
        for row in rows:
            for name in ("start", "end"):
                found = dates.read(row.cells.get(name, ""))
                if found and found.sure:
                    row.cells[name] = found.first.isoformat()
        if len(rows) > len(self.taken.members):
            self.taken.said.append(f"organizations: split at ';' only, {len(rows)} found.")
        self.taken.members[:] = rows

    # -- what is written ---------------------------------------------------------------------------

    def write(self) -> list[str]:
        """Write the files, and say what they hold; UserError if one is there already."""
        taken = self.taken
        place = {period: number for number, period in enumerate(self.order)}
        taken.partnerships.sort(key=lambda row: place.get(row.cells["period"], len(place)))
        files = (
            {}
            if self.listed
            else {PARTNERSHIPS.file: (_columns(taken.partnerships), taken.partnerships)}
        )
        if taken.members:
            filled = {name for row in taken.members for name, cell in row.cells.items() if cell}
            columns = [one for one in MEMBERS if one in filled or one in MEMBERS[:2]]
            files["members.csv"] = (columns, taken.members)
        if there := [shown(self.folder / name) for name in files if (self.folder / name).exists()]:
            raise UserError(
                f"{' and '.join(there)} would be overwritten: move away what is there, or give "
                "another NETWORK. Nothing is written."
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, (columns, rows) in files.items():
            _write(self.folder / name, columns, rows)
        return [
            f"{shown(self.folder / name)}: {len(rows)} row{'s' * (len(rows) != 1)}"
            for name, (_, rows) in files.items()
        ]


def split(cell: str) -> list[str]:
    """The organizations of a cell, each once: split at `;` only, for a comma may be of a name."""
    found: dict[str, str] = {}
    for one in filter(str.strip, cell.split(";")):
        found.setdefault(" ".join(one.split()).casefold(), one.strip())
    return list(found.values())


def _columns(rows: Iterable[Row]) -> list[str]:
    """The columns of the sheet that hold anything, in its order; the types at the end."""
    filled = {name for row in rows for name, cell in row.cells.items() if cell}
    types = [name for row in rows for name in row.cells if name.startswith("members: ")]
    named = dict.fromkeys([*COLUMNS, *types, *PARTNERSHIPS.names])
    return [name for name in named if name in filled or name in ("period", "name")]


def _write(path: Path, columns: list[str], rows: Iterable[Row]) -> None:
    """Write a CSV file whole or not at all."""
    new = path.with_name(f"{path.name}.new")
    with new.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(row.cells for row in rows)
    new.replace(path)


# -- what is said ----------------------------------------------------------------------------------


def run(network: str, file: str, more: str = "", period: str = "") -> list[str]:
    """Import FILE (and LINKS) as NETWORK; what is to be said, line by line."""
    if not file:
        raise UserError("FILE is missing: make import NETWORK=name FILE=workbook.xlsx")
    found = Import(place(network), Path(file), Path(more) if more else None, period)
    written = found.write()
    taken = found.taken
    lists = {"took": taken.said, "left": taken.left, "look at": taken.look, "settle": found.open}
    lines = [f"{what}: {line}" for what, said in lists.items() for line in dict.fromkeys(said)]
    return [*lines, *written, f"make check NETWORK={network} says what is understood of it."]


def place(network: str) -> Path:
    """The folder of a network that may be new: of data/, or anywhere if it has a separator."""
    if not network:
        raise UserError("NETWORK is missing: it names the folder that is to hold what is imported.")
    if os.sep in network:
        return Path(network).expanduser()
    if network in (paths.FRAMEWORKS, ".", "..") or network.startswith("."):
        raise UserError(f"NETWORK: '{shortened(network)}' cannot be the name of a network.")
    return paths.DATA / network
