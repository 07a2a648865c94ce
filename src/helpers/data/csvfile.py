"""Reading a CSV file as text, whoever saved it; without pandas, which is slow to load."""

import codecs
import csv
import io
import re
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from helpers import paths
from helpers.errors import UserError, shortened

Rows = list[list[str]]
MOST = 20  # problems shown of one file: a wrong id in network.yml may make one of every row
LARGEST = 200_000_000  # bytes; a sheet of partnerships has some thousands
LONGEST = 131_072  # characters of a cell
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # how workbooks begin: .xlsx and .xls


def shown(path: Path) -> str:
    """A path as messages show it: from the project's folder on."""
    return str(path.relative_to(paths.ROOT)) if path.is_relative_to(paths.ROOT) else str(path)


def text_of(path: Path) -> str:
    """The text of a UTF-8 file, without its byte-order mark.

    UserError if it is no plain file (a pipe or a device would never end), too large or no UTF-8.
    """
    try:
        return _plain(path, _bytes(path).decode("utf-8-sig"))
    except UnicodeDecodeError:
        kind = _kind(path)
        raise UserError(f"{shown(path)}: the file is not UTF-8; save it as {kind}.") from None


def _kind(path: Path) -> str:
    return "'CSV UTF-8'" if path.suffix == ".csv" else "UTF-8"


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise UserError(f"{shown(path)} is no plain file; put a file of that name there.")
        if path.stat().st_size > LARGEST:
            raise UserError(f"{shown(path)}: the file is larger than {LARGEST // 10**6} MB.")
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"{shown(path)} cannot be read: {error.strerror or error}.") from None


def start_of(path: Path) -> bytes:
    """The first bytes of a file, which tell its format."""
    return _bytes(path)[:8]


def _plain(path: Path, text: str) -> str:
    if "\0" in text:
        raise UserError(f"{shown(path)}: the file holds zero bytes; save it as {_kind(path)}.")
    return text


def _decoded(path: Path) -> tuple[str, list[str]]:
    """The text of a CSV file in UTF-8, UTF-16 with its mark, or Windows-1252; which, if not UTF-8.

    Windows-1252 is tried last, and holds only if each byte is a character there. Since any such
    text could be another's, too, the note shows a word to look at.
    """
    content = _bytes(path)
    if content.startswith((ZIP, OLE)):
        raise UserError(
            f"{shown(path)} is an Excel workbook, not a CSV file. Save the sheet as 'CSV UTF-8'; "
            f"or name the file {path.stem}.xlsx, then make import NETWORK={path.parent.name} "
            f"FILE={shown(path.with_suffix('.xlsx'))}"
        )
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            text = _plain(path, content.decode(encoding))
            return text, [] if encoding == "utf-8-sig" else [_said(path, encoding, text)]
    other = "UTF-16" if wide else "UTF-8 or Windows-1252"
    raise UserError(f"{shown(path)}: the file is not {other}; save it as 'CSV UTF-8'.")


def _said(path: Path, encoding: str, text: str) -> str:
    if encoding == "utf-16":
        return f"{shown(path)}: read as UTF-16."
    word = next(iter(re.findall(r"\w*[^\x00-\x7f]\w*", text)), "")
    return (
        f"{shown(path)}: read as Windows-1252 (look at '{shortened(word)}'); save it as 'CSV "
        "UTF-8' to be sure."
    )


class Raw(NamedTuple):
    """A sheet as it stands: header, rows of as many cells, problems in plain sentences, and the
    row of the file in which the rows begin; notes on how it was read. Header and rows are empty if
    there are problems.
    """

    header: list[str]
    rows: Rows
    problems: list[str]
    first: int = 2
    notes: tuple[str, ...] = ()


class Lines(NamedTuple):
    """All rows of a file, the header's among them, each as long as it is; the number of the first
    one, and notes on how the file was read.
    """

    rows: Rows
    first: int
    notes: list[str]


def read(path: Path) -> Raw:
    """The cells of a file, as Excel and its like may save it: with a byte-order mark, CRLF,
    semicolons or tabs, a first line `sep=;`, empty last rows and columns.
    """
    try:
        return framed(path, lines(path))
    except UserError as error:
        return Raw([], [], error.messages)


def lines(path: Path, own: bool = False) -> Lines:
    """The rows of a CSV file as they stand; UserError if it cannot be read or holds none.

    A sheet that somebody keeps (`own`) may be in other encodings than UTF-8.
    """
    text, notes = _decoded(path) if own else (text_of(path), [])
    separator, text, above = _separated(text)
    return Lines(_cells(path, text, separator, above), above + 1, notes)


def framed(path: Path, found: Lines) -> Raw:
    """Header and rows of as many cells; problems if a row has more or fewer."""
    header, *rows = found.rows
    while header and not header[-1]:
        header = header[:-1]
    if problems := _width_problems(path, [header, *rows], found.first):
        return Raw([], [], problems)
    rows = [row[: len(header)] for row in rows]
    return Raw(header, rows, [], found.first + 1, tuple(found.notes))


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
    """All rows but empty last ones; UserError if there is none, or one cannot be read."""
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
    return rows


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
