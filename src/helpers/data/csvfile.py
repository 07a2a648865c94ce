"""Reading a CSV file as text, whoever saved it.

Light on purpose: the command line needs it before pandas is worth loading.
"""

import csv
import io
from pathlib import Path

from helpers import paths
from helpers.errors import UserError

Rows = list[list[str]]
MOST = 20
"""Problems shown of one file: one wrong id in network.yml may make a problem of every row."""
LARGEST = 200_000_000  # bytes; a sheet of partnerships has some thousands


def shown(path: Path) -> str:
    """A path as messages show it: from the project's folder on."""
    return str(path.relative_to(paths.ROOT)) if path.is_relative_to(paths.ROOT) else str(path)


def text_of(path: Path) -> str:
    """The text of a UTF-8 file, without its byte-order mark.

    UserError if it is no plain file (a pipe or a device would never end), too large or no UTF-8
    text.
    """
    try:
        if not path.is_file():
            raise UserError(f"{shown(path)} is no plain file; put a file of that name there.")
        if path.stat().st_size > LARGEST:
            raise UserError(f"{shown(path)}: the file is larger than {LARGEST // 10**6} MB.")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(
            f"{shown(path)}: the file is not UTF-8; save it as {_kind(path)}."
        ) from None
    except OSError as error:
        raise UserError(f"{shown(path)} cannot be read: {error.strerror or error}.") from None
    if "\0" in text:
        raise UserError(f"{shown(path)}: the file holds zero bytes; save it as {_kind(path)}.")
    return text


def _kind(path: Path) -> str:
    return "'CSV UTF-8'" if path.suffix == ".csv" else "UTF-8"


def read(path: Path) -> tuple[list[str], Rows, list[str]]:
    """Header, rows of as many cells, and problems in plain sentences.

    Header and rows are empty if there are problems. Excel's habits are met: a byte-order mark,
    CRLF, semicolons or tabs, a first line `sep=;`, empty last rows and columns.
    """
    try:
        named, text = _separator(text_of(path))
        rows = _rows(path, text, named or max(",;\t", key=text.split("\n", 1)[0].count))
    except UserError as error:
        return [], [], error.messages
    if not rows:
        return [], [], [f"{shown(path)}: the file is empty; it needs at least its header row."]
    header = rows[0]
    while header and not header[-1]:
        header.pop()
    problems = _width_problems(path, rows, 3 if named else 2)
    return (
        ([], [], problems) if problems else (header, [row[: len(header)] for row in rows[1:]], [])
    )


def _rows(path: Path, text: str, separator: str) -> Rows:
    """All rows down to the last one that is not empty, header first."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: Rows = []
    try:
        rows += ([cell.strip() for cell in row] for row in reader)
    except csv.Error as error:
        raise UserError(
            f"{shown(path)}, row {len(rows) + 1}: the row cannot be read ({error}). Is a quote "
            "left open?"
        ) from None
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _width_problems(path: Path, rows: Rows, first: int) -> list[str]:
    header, width = rows[0], len(rows[0])
    wrong = [
        (number, len(row))
        for number, row in enumerate(rows[1:], first)
        if any(row[width:]) or len(row) < width
    ]
    if wrong and width == 1:
        return [
            f"{shown(path)}, row 1: found one cell, '{header[0]}', and more in the rows below. Is "
            "there a title above the column names? The names of the columns belong into row 1."
        ]
    return shortened(
        path,
        [
            f"{shown(path)}, row {number}: found {cells} cells; the header has {width} columns. "
            "Check the quotes, of the row above too."
            for number, cells in wrong
        ],
    )


def shortened(path: Path, problems: list[str]) -> list[str]:
    """The first problems of a file, and how many more there are."""
    more = len(problems) - MOST
    return problems if more <= 0 else [*problems[:MOST], f"{shown(path)}: {more} more like these."]


def _separator(text: str) -> tuple[str, str]:
    """The separator that a first line `sep=;` names, and the text after that line."""
    first, _, rest = text.partition("\n")
    first = first.strip().strip('"')
    return (first[4], rest) if len(first) == 5 and first.startswith("sep=") else ("", text)
