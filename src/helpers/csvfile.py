"""Reading a CSV file as text, whoever saved it. Light on purpose: the command line needs it before pandas is worth loading."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from helpers import paths

Rows = list[list[str]]


def shown(path: Path) -> str:
    """A path as messages show it: from the project's folder on."""
    return str(path.relative_to(paths.ROOT)) if path.is_relative_to(paths.ROOT) else str(path)


def read(path: Path) -> tuple[list[str], Rows, list[str]]:
    """Header, rows of as many cells, and problems in plain sentences; header and rows are empty if there are any.

    Excel's habits are met: a byte-order mark, CRLF, semicolons or tabs, a first line `sep=;`, empty last rows.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [], [f"{shown(path)}: the file is not UTF-8; save it as 'CSV UTF-8'."]
    named, text = _separator(text)
    first = text.split("\n", 1)[0]
    rows = [[cell.strip() for cell in row] for row in
            csv.reader(io.StringIO(text, newline=""), delimiter=named or max(",;\t", key=first.count))]
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        return [], [], [f"{shown(path)}: the file is empty; it needs at least its header row."]
    header = rows[0]
    while header and not header[-1]:
        header.pop()
    above = 3 if named else 2
    problems = [f"{shown(path)}, row {number}: found {len(row)} cells; the header has {len(header)} columns. Check the "
                "quotes, of the row above too." for number, row in enumerate(rows[1:], above)
                if any(row[len(header):]) or len(row) < len(header)]
    return ([], [], problems) if problems else (header, [row[:len(header)] for row in rows[1:]], [])


def _separator(text: str) -> tuple[str, str]:
    """The separator that a first line `sep=;` names, and the text after that line."""
    first, _, rest = text.partition("\n")
    first = first.strip().strip('"')
    return (first[4], rest) if len(first) == 5 and first.startswith("sep=") else ("", text)
