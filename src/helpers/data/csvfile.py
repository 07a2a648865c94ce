"""Reading a CSV file as text, whoever saved it; without pandas, which is slow to load."""

import csv
import io
import re
from pathlib import Path
from typing import NamedTuple

from helpers import paths
from helpers.errors import UserError

Rows = list[list[str]]
MOST = 20  # problems shown of one file: a wrong id in network.yml may make one of every row
LARGEST = 200_000_000  # bytes; a sheet of partnerships has some thousands
LONGEST = 131_072  # characters of a cell


def shown(path: Path) -> str:
    """A path as messages show it: from the project's folder on."""
    return str(path.relative_to(paths.ROOT)) if path.is_relative_to(paths.ROOT) else str(path)


def text_of(path: Path) -> str:
    """The text of a UTF-8 file, without its byte-order mark.

    UserError if it is no plain file (a pipe or a device would never end), too large or no UTF-8.
    """
    kind = "'CSV UTF-8'" if path.suffix == ".csv" else "UTF-8"
    try:
        if not path.is_file():
            raise UserError(f"{shown(path)} is no plain file; put a file of that name there.")
        if path.stat().st_size > LARGEST:
            raise UserError(f"{shown(path)}: the file is larger than {LARGEST // 10**6} MB.")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(f"{shown(path)}: the file is not UTF-8; save it as {kind}.") from None
    except OSError as error:
        raise UserError(f"{shown(path)} cannot be read: {error.strerror or error}.") from None
    if "\0" in text:
        raise UserError(f"{shown(path)}: the file holds zero bytes; save it as {kind}.")
    return text


class Raw(NamedTuple):
    """A sheet as it stands: header, rows of as many cells, problems in plain sentences, and the
    row of the file in which the rows begin. Header and rows are empty if there are problems.
    """

    header: list[str]
    rows: Rows
    problems: list[str]
    first: int = 2


def read(path: Path) -> Raw:
    """The cells of a file, as Excel and its like may save it: with a byte-order mark, CRLF,
    semicolons or tabs, a first line `sep=;`, empty last rows and columns.
    """
    try:
        separator, text, above = _separated(text_of(path))
        header, *rows = _cells(path, text, separator, above)
    except UserError as error:
        return Raw([], [], error.messages)
    return Raw(header, rows, [], above + 2)


def cut(path: Path, problems: list[str]) -> list[str]:
    """The first problems of a file, and how many more there are."""
    more = len(problems) - MOST
    return problems if more <= 0 else [*problems[:MOST], f"{shown(path)}: {more} more like these."]


def _separated(text: str) -> tuple[str, str, int]:
    """The separator, the text below a first line that names it (`sep=;`), and lines above it."""
    line, _, below = text.partition("\n")
    if named := re.fullmatch(r'"?sep=(.)"?', line.strip(" \r")):
        return named[1], below, 1
    return max(",;\t", key=line.count), text, 0


def _cells(path: Path, text: str, separator: str, above: int) -> Rows:
    """Header and rows of as many cells; UserError if there is none, or one cannot be."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: Rows = []
    try:
        for row in reader:
            if max(map(len, row), default=0) > LONGEST:  # csv's own limit is anybody's to change
                raise csv.Error(f"a cell has more than {LONGEST:,} characters")
            rows.append([cell.strip() for cell in row])
    except csv.Error as error:
        place = f"{shown(path)}, row {above + len(rows) + 1}"
        problem = f"{place}: the row cannot be read ({error}). Is a quote left open?"
        raise UserError(problem) from None
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise UserError(f"{shown(path)}: the file is empty; it needs at least its header row.")
    while rows[0] and not rows[0][-1]:
        rows[0].pop()
    if problems := _width_problems(path, rows, above + 1):
        raise UserError(problems)
    return [row[: len(rows[0])] for row in rows]


def _width_problems(path: Path, rows: Rows, first: int) -> list[str]:
    width = len(rows[0])
    wrong = [
        f"{shown(path)}, row {number}: found {len(row)} cells; the header has {width} columns. "
        "Check the quotes, of the row above too."
        for number, row in enumerate(rows, first)
        if any(row[width:]) or len(row) < width
    ]
    if wrong and width == 1:
        return [
            f"{shown(path)}, row {first}: found one cell, '{rows[0][0]}', and more in the rows "
            "below. Is there a title above the column names? The names of the columns belong into "
            f"row {first}."
        ]
    return cut(path, wrong)
