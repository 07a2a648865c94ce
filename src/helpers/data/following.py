"""The next period's rows: those of the last one, to go through, without what belongs to its year.

What stands in partnerships.csv stays as it is, byte for byte; the new rows come below.
"""

import codecs
import csv
import io
import os
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.data import checks, schema
from helpers.data.network import Network
from helpers.data.periods import NUMBERS, YEAR, in_order
from helpers.data.sheet import TYPED
from helpers.data.understood import many, names
from helpers.errors import UserError, nearest, one_of, shortened

# What is said of one period only; the rest of a row goes on until somebody changes it.
OF_THE_YEAR = (
    "from", "change", "change_status", "change_place", "change_reason",
    "members", "members_relation", "members_place", "status", "line", "note",
)  # fmt: skip


class File(NamedTuple):
    """A CSV file as text that can be written back as it was: rows end at `end`; below is blank."""

    text: str
    encoding: str
    separator: str
    line_end: str
    end: int


def copied(folder: Path, period: str) -> list[str]:
    """Write the rows of `period` below those of the last one, and say what to go through.

    UserError, with nothing written, if the data have problems, if there are rows of the period, or
    if it does not come after the last one.
    """
    network = checks.load(folder)
    last = _last(network)
    _check_period(network, last, period.strip())
    rows, emptied = _rows(network, last, period.strip())
    path = folder / schema.PARTNERSHIPS.file
    file = read(path)
    _replace(path, _with(file, rows))
    first = network.sheet.first + len(network.sheet.rows)
    return list(_said(network, rows, emptied, (last, period.strip()), first))


# -- what is copied --------------------------------------------------------------------------------


def _last(network: Network) -> str:
    """The last period that has rows; UserError if the sheet is not one of periods."""
    if "period" not in network.sheet.header:
        raise UserError(
            f"{network.file('partnerships')} has no column period, so that no rows can be copied: "
            "a partnership is there from its start to its end. Change these instead."
        )
    held = set(network.table("partnerships")["period"])
    return [one for one in network.periods if one in held][-1]


def _check_period(network: Network, last: str, period: str) -> None:
    if not period:
        raise UserError("Name the new period, such as PERIOD=2026.")
    file, held = network.file("partnerships"), set(network.table("partnerships")["period"])
    id_ = network.allowed.spellings["periods"].get(period.casefold(), period)
    if id_ in held:
        raise UserError(f"{file} has rows of {shortened(id_)}; nothing was written.")
    if network.lists_periods:
        later = network.periods[network.periods.index(last) + 1 :]
        if id_ not in later:
            raise UserError(
                f"'{shortened(period)}' is not after {last} under periods in network.yml "
                f"({one_of(network.periods)}). Add it there at the end, then run this again."
                + nearest(period, later)
            )
    elif not _comes_after(network.periods, period):
        raise UserError(
            f"'{shortened(period)}' does not come after {last}; nothing was written. The periods "
            f"are {names(network.periods)}. If they have an order of their own, list them under "
            "periods in network.yml."
        )


def _comes_after(periods: list[str], period: str) -> bool:
    """Is a new period the last one in order? A word is not, after numbers."""
    numbers = all(NUMBERS.fullmatch(one) for one in periods)
    known = not numbers or NUMBERS.fullmatch(period) or YEAR.search(period)
    return bool(known) and in_order([*periods, period]) == [*periods, period]


def _rows(network: Network, last: str, period: str) -> tuple[list[list[str]], list[str]]:
    """The last period's rows with the new period, and the columns in which cells were emptied."""
    header, spelled = network.sheet.header, network.allowed.spellings["periods"]
    of_year = {one for one in header if one in OF_THE_YEAR or one.startswith(TYPED)}
    place, emptied = header.index("period"), set()
    found = []
    for cells in network.sheet.rows:
        if spelled.get(cells[place].casefold(), cells[place]) != last:
            continue
        row = dict(zip(range(len(header)), cells, strict=True)) | {place: period}
        for index, name in enumerate(header):
            planned = name == "status" and row[index].casefold() == schema.PLANNED
            if name in of_year and row[index] and not planned:
                row[index] = ""
                emptied.add(index)
        found.append(list(row.values()))
    return found, [header[index] for index in sorted(emptied)]


def _said(
    network: Network, rows: list[list[str]], emptied: list[str], when: tuple[str, str], first: int
) -> list[str]:
    last, period = when
    where = f"rows {first} to {first + len(rows) - 1}" if len(rows) > 1 else f"row {first}"
    sentences = [
        f"{network.file('partnerships')}: {many(len(rows), 'row')} of {period} copied from {last} "
        f"({where})" + (f"; emptied: {', '.join(emptied)}." if emptied else "."),
        "Go through them: remove what ended, correct names (with the old one under from), add what "
        "is new, fill in the members; then make check.",
    ]
    planned = sum(schema.PLANNED in (cell.casefold() for cell in row) for row in rows)
    if planned:
        sentences.append(f"{many(planned, 'row')} stayed planned: empty status if it stands now.")
    if network.ignored:
        sentences.append(f"Copied as they stand, since not read: {', '.join(network.ignored)}.")
    if named := _naming(network.table("members")["period"], last):
        sentences.append(f"members.csv has {many(named, 'row')} of {last}: add those of {period}.")
    if network.config["date"]:
        sentences.append(f"network.yml says date: {network.config['date']}; is it of {period}?")
    return sentences


def _naming(cells: pd.Series, period: str) -> int:
    """How many cells name a period."""
    named = cells.str.split(";").explode().str.strip().eq(period)
    return int(named.groupby(level=0).any().sum())


# -- the file --------------------------------------------------------------------------------------


def read(path: Path) -> File:
    """A CSV file with all that writing it back needs."""
    content = path.read_bytes()
    encoding = _encoding(content)
    text = content.decode(encoding)
    first, _, below = text.lstrip("\ufeff").partition("\n")
    named = first.strip().strip('"')
    first = below.partition("\n")[0] if named.startswith("sep=") else first
    separator = named[4] if named.startswith("sep=") else max(",;\t", key=first.count)
    line_end = "\r\n" if "\r\n" in text else "\n"
    return File(text, encoding, separator, line_end, _end(text, separator))


def _encoding(content: bytes) -> str:
    """UTF-8, UTF-16 by its mark, or Windows-1252; a mark is kept as a character of the text."""
    marks = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
    if wide := next((name for mark, name in marks.items() if content.startswith(mark)), ""):
        return wide
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _end(text: str, separator: str) -> int:
    """Where the last row that is not blank ends."""
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(iter(lines), delimiter=separator)
    held = [reader.line_num for row in reader if any(cell.strip() for cell in row)]
    return sum(map(len, lines[: held[-1]]))


def _with(file: File, rows: list[list[str]]) -> bytes:
    """The file's bytes with more rows below its last one."""
    above, below = file.text[: file.end], file.text[file.end :]
    added = io.StringIO()
    csv.writer(added, delimiter=file.separator, lineterminator=file.line_end).writerows(rows)
    gap = "" if above.endswith(("\n", "\r")) else file.line_end
    return (above + gap + added.getvalue() + below).encode(file.encoding)


def _replace(path: Path, content: bytes) -> None:
    """Write a file as a whole, or not at all."""
    path = path.resolve()
    handle, made = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        shutil.copymode(path, made)
        Path(made).replace(path)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
