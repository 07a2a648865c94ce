"""Sheets of a file as text: an Excel workbook, a CSV file, or a folder of CSV files.

What a sheet cannot give (a formula without its result, a hidden sheet) is said, never filled in.
"""

import datetime
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from helpers.data import csvfile
from helpers.data.csvfile import LARGEST, OLE, ZIP, shown
from helpers.errors import UserError

MOST = 40_000_000  # bytes of a sheet unpacked; one of 5,000 rows has about four million
FAR = 500  # empty rows or columns between a table and what does not belong to it
LISTED = 10  # cells that one sentence names
Block = tuple[int, int, int, int]  # first and last row, first and last column, from 0 on


@dataclass
class Worksheet:
    """A sheet: its name, where it is, its rows of text cells, the number of the first row, notes,
    and the blocks of merged cells. `left` says why it is not to be read.
    """

    name: str
    where: str
    rows: list[list[str]]
    first: int = 1
    notes: list[str] = field(default_factory=list)
    merged: list[Block] = field(default_factory=list)
    left: str = ""


def read(path: Path) -> list[Worksheet]:
    """The sheets of a file or folder in their order; UserError if it cannot be read."""
    if path.is_dir():
        files = sorted(path.glob("*.csv"))
        if not files:
            raise UserError(f"{shown(path)} holds no CSV file.")
        return [_csv(file) for file in files]
    if not path.exists():
        raise UserError(f"{shown(path)} is missing: FILE names a workbook or CSV file.")
    start = csvfile.start_of(path)
    if start.startswith(OLE):
        raise UserError(f"{shown(path)} {_old_format(path)}")
    return _excel(path) if start.startswith(ZIP) else [_csv(path)]


def _csv(path: Path) -> Worksheet:
    found = csvfile.lines(path, own=True)
    return Worksheet(path.stem, path.name, found.rows, found.first, list(found.notes))


def _old_format(path: Path) -> str:
    """Both a workbook with a password and the format before 2007 begin in the same way."""
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        return "is protected by a password: save a copy without one."
    return "is a workbook in the format before 2007 (.xls): save it as .xlsx or as 'CSV UTF-8'."


# -- Excel -----------------------------------------------------------------------------------------


def _excel(path: Path) -> list[Worksheet]:
    _check_contents(path)
    import openpyxl  # slow to load

    try:
        values = openpyxl.load_workbook(path, read_only=True, data_only=True)
        whole = openpyxl.load_workbook(path)
        return [_sheet(one, whole[one.title]) for one in values.worksheets]
    except UserError:
        raise
    except Exception as error:  # openpyxl raises whatever a broken file makes it stumble over
        kind = type(error).__name__
        raise UserError(
            f"{shown(path)} cannot be read as an Excel workbook ({kind}): it seems broken. Open it "
            "in Excel and save it anew, or save the sheet as 'CSV UTF-8'."
        ) from None


def _check_contents(path: Path) -> None:
    """Is it a workbook, whole, and not huge once unpacked?"""
    try:
        with zipfile.ZipFile(path) as packed:
            sizes = {one.filename: one.file_size for one in packed.infolist()}
    except (zipfile.BadZipFile, OSError):
        raise UserError(
            f"{shown(path)} is broken: its end is missing. Save or copy it anew."
        ) from None
    if "xl/workbook.xml" not in sizes:
        kind = "a binary workbook (.xlsb)" if "xl/workbook.bin" in sizes else "no Excel workbook"
        raise UserError(f"{shown(path)} is {kind}: save it as .xlsx or as 'CSV UTF-8'.")
    if max(sizes.values()) > MOST or sum(sizes.values()) > LARGEST:
        raise UserError(
            f"{shown(path)} has a sheet of more than {MOST // 10**6} MB unpacked: is it formatted "
            "down to the last row? Delete the empty rows below the table, or save it as CSV."
        )


def _sheet(sheet: Any, whole: Any) -> Worksheet:
    where = f"sheet '{sheet.title}'"
    if sheet.sheet_state != "visible":
        return Worksheet(sheet.title, where, [], left="it is hidden: show it if it is to be read.")
    sheet.reset_dimensions()  # what the file says of its size may be anything
    rows = [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    rows, far = _compact(rows)
    found = Worksheet(sheet.title, where, rows, left="" if rows else "it is empty.")
    found.merged = [
        (one.min_row - 1, one.max_row - 1, one.min_col - 1, one.max_col - 1)
        for one in whole.merged_cells.ranges
    ]
    found.notes = [*far, *_without_result(whole, rows)]
    return found


def _compact(rows: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """The rows up to the last cell, all of one length; cells far below or beside are named."""
    down = [place for place, row in enumerate(rows) if any(row)]
    across = sorted({place for row in rows for place, cell in enumerate(row) if cell})
    height, width = _end(down), _end(across)
    far = [
        f"row {place + 1} is far below the table and is not read; delete it."
        for place in down[:LISTED]
        if place >= height
    ] + [
        f"column {place + 1} is far beside the table and is not read."
        for place in across
        if place >= width
    ][:LISTED]
    return [[*row[:width], *[""] * (width - len(row))] for row in rows[:height]], far


def _end(places: list[int]) -> int:
    """Where filled rows or columns end: before the first great gap."""
    for one, other in pairwise(places):
        if other - one > FAR:
            return one + 1
    return places[-1] + 1 if places else 0


def _text(value: object) -> str:
    """A cell's value as one types it: dates as 2025-01-31, numbers without a needless fraction."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value).strip()


def _without_result(sheet: Any, rows: list[list[str]]) -> Iterator[str]:
    """Formulas whose results the file does not hold: Excel writes them when it saves."""
    found = sheet.iter_rows(max_row=len(rows), max_col=len(rows[0])) if rows else ()
    cells = [
        cell.coordinate
        for row in found
        for cell in row
        if cell.data_type == "f" and not rows[cell.row - 1][cell.column - 1]
    ]
    if cells:
        more = f" and {len(cells) - LISTED} more" if len(cells) > LISTED else ""
        listed = ", ".join(cells[:LISTED]) + more
        verb = "holds a formula" if len(cells) == 1 else "hold formulas"
        yield f"{listed} {verb} without a result: save the file in Excel, or type the value."


def filled(sheet: Worksheet, start: int) -> tuple[list[list[str]], list[str]]:
    """The rows from `start` on, cells merged with one above filled with its value; and which."""
    rows, said = [list(row) for row in sheet.rows], []
    for top, bottom, left, right in sorted(sheet.merged):
        if start <= top < bottom < len(rows) and left == right and rows[top][left]:
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]
            which = f"rows {top + sheet.first} to {bottom + sheet.first}"
            said.append(f"{which} are merged: each has '{rows[top][left]}'.")
    return rows[start:], said
