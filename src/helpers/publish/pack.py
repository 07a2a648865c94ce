"""data.zip: all tables of a report as CSV and in one workbook, what each column is, and the terms.

The same tables give the same bytes: nothing in the file is dated by a clock.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from helpers.data import schema
from helpers.publish.described import titled
from helpers.text import citing

NAME = "data.zip"
_WORKBOOK, _PACKAGE, _README = "tables.xlsx", "datapackage.json", "README.txt"
_FIRST = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP file knows
_LONGEST_NAME = 31  # signs of a sheet's name in Excel
_WIDEST = 60  # signs of a column, as it opens
EMPTY = "An empty cell means: not known, or not asked there. It never means zero."


@dataclass(frozen=True)
class Sheet:
    """A table of a report: the stem that names it, what it shows, its head and rows of text."""

    stem: str
    title: str
    notes: tuple[str, ...]
    head: list[str]
    rows: list[list[str]]

    @cached_property
    def kinds(self) -> list[str]:
        """What each column holds: `integer`, `number` or `string`."""
        return [self._kind(place) for place in range(len(self.head))]

    def _kind(self, column: int) -> str:
        cells = {row[column] for row in self.rows} - {""}
        if cells and all(schema.fits(schema.INTEGER, cell) for cell in cells):
            return "integer"
        return "number" if cells and all(map(_NUMBER, cells)) else "string"


_NUMBER = re.compile(r"-?\d+(\.\d+)?").fullmatch


def sheets(folder: Path, records: Iterable[Mapping[str, Any]]) -> list[Sheet]:
    """The tables in a folder, exhibits in the report's order, each with what is said of it."""
    said = {record["stem"]: record for record in records}
    files = {path.stem: path for path in sorted(folder.glob("*.csv"))}
    order = [stem for stem in said if stem in files] + [stem for stem in files if stem not in said]
    return [_sheet(files[stem], said.get(stem, {})) for stem in order]


def _sheet(path: Path, record: Mapping[str, Any]) -> Sheet:
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = list(csv.reader(file)) or [[]]
    title = ". ".join(filter(None, [record.get("label", ""), record.get("title", "")]))
    notes = [f"{name.upper()}: {record[name]}" for name in ("note", "source") if record.get(name)]
    notes = [*filter(None, [record.get("subtitle", "")]), *notes]
    return Sheet(path.stem, title or path.stem, tuple(notes), head, rows)


# -- the file --------------------------------------------------------------------------------------


def pack(folder: Path, records: Iterable[Mapping[str, Any]], about: Mapping[str, Any]) -> bytes:
    """The ZIP file of the tables in `folder`."""
    found = sheets(folder, records)
    tables = {f"tables/{one.stem}.csv": (folder / f"{one.stem}.csv").read_bytes() for one in found}
    more = {
        _WORKBOOK: workbook(found, about),
        _PACKAGE: package(found, about).encode(),
        _README: readme(about).encode(),
    }
    return zipped(more | tables)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files, name -> content, as a ZIP file in which no time is told."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _FIRST)
            # An EPUB begins with its kind, to be read without unpacking.
            plain = name == "mimetype"
            entry.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)  # at most, it would save 2 % in seven times the time
    return out.getvalue()


def readme(about: Mapping[str, Any]) -> str:
    """What the file holds, on what terms, and how to cite it."""
    licence = about.get("licence") or {}
    terms = " ".join(filter(None, [licence.get("name", ""), licence.get("address", "")]))
    lines = [
        titled(about),
        "All tables of the report: tables/*.csv (UTF-8), the same in tables.xlsx; datapackage.json "
        "says what each is (Frictionless Data Package).",
        EMPTY,
        f"Cite as: {citing.apa(about, about['host'])}",
        f"License: {terms}" if terms else "",
    ]
    return "\n\n".join(filter(None, lines)) + "\n"


def package(found: Iterable[Sheet], about: Mapping[str, Any]) -> str:
    """datapackage.json: each table with its columns."""
    licence = about.get("licence") or {}
    names = {"title": licence.get("name"), "path": licence.get("address")}
    content = {
        "name": re.sub(r"[^a-z0-9._-]+", "-", about["network"].lower()),
        "title": titled(about),
        "description": about["description"],
        "version": about["version"],
        "profile": "tabular-data-package",
        "licenses": [{name: said for name, said in names.items() if said}] if licence else [],
        "resources": [_resource(one) for one in found],
    }
    kept = {name: said for name, said in content.items() if said}
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def _resource(one: Sheet) -> dict[str, Any]:
    named = zip(one.head, one.kinds, strict=True)
    fields = [{"name": name, "type": kind} for name, kind in named]
    return {
        "name": one.stem.replace("_", "-"),
        "path": f"tables/{one.stem}.csv",
        "title": one.title,
        "description": " ".join(one.notes),
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    }


# -- the workbook ----------------------------------------------------------------------------------


def workbook(found: Iterable[Sheet], about: Mapping[str, Any]) -> bytes:
    """A cover sheet with the list of tables, then a sheet a table: title, notes, head, rows."""
    from openpyxl import Workbook  # late, as it loads slowly

    book = Workbook(write_only=True)
    cover = book.create_sheet("Cover")
    found = list(found)
    names = _sheet_names(found)
    _widen(cover, [_LONGEST_NAME, 2 * _WIDEST])
    terms = (about.get("licence") or {}).get("name", "")
    for line in (titled(about), about["subtitle"], citing.apa(about, about["host"]), terms, EMPTY):
        if line:
            cover.append([_text(cover, line, bold=line == titled(about))])
    cover.append([])
    cover.append([_text(cover, name, bold=True) for name in ("Sheet", "Table")])
    for name, one in zip(names, found, strict=True):
        cover.append([_link(cover, name), _text(cover, one.title)])
    for name, one in zip(names, found, strict=True):
        _fill(book.create_sheet(name), one)
    out = io.BytesIO()
    book.save(out)
    return zipped(undated(out.getvalue(), about["date"]))


def _sheet_names(found: Iterable[Sheet]) -> list[str]:
    """Names short enough for Excel, each once."""
    names: list[str] = []
    for one in found:
        name = one.stem[:_LONGEST_NAME]
        names.append(name if name not in names else f"{name[: _LONGEST_NAME - 3]}_{len(names)}")
    return names


def _fill(sheet: Any, one: Sheet) -> None:
    longest = [max(map(len, column)) for column in zip(one.head, *one.rows, strict=True)]
    _widen(sheet, [min(_WIDEST, width + 2) for width in longest])
    sheet.append([_text(sheet, one.title, bold=True)])
    for note in one.notes:
        sheet.append([_text(sheet, note)])
    sheet.append([])
    sheet.append([_text(sheet, name, bold=True) for name in one.head])
    for row in one.rows:
        sheet.append([_cell(sheet, *pair) for pair in zip(row, one.kinds, strict=True)])


def _widen(sheet: Any, widths: Iterable[int]) -> None:
    from openpyxl.utils import get_column_letter

    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def _cell(sheet: Any, text: str, kind: str) -> Any:
    if not text:
        return None
    if kind == "string":
        odd = text.startswith(("=", "#"))  # openpyxl would take it for a formula, or an error
        return _text(sheet, text) if odd else _legal(text)
    return int(text) if kind == "integer" else float(text)


def _text(sheet: Any, text: str, bold: bool = False) -> Any:
    """A cell that is a text, whatever it looks like: no formula."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, _legal(text))
    cell.data_type = "s"
    if bold:
        cell.font = _bold()
    return cell


@cache
def _bold() -> Any:
    from openpyxl.styles import Font

    return Font(bold=True)


def _legal(text: str) -> str:
    """The text without signs that no sheet can hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("", text)


def _link(sheet: Any, name: str) -> Any:
    from openpyxl.worksheet.hyperlink import Hyperlink

    cell = _text(sheet, name)
    cell.hyperlink = Hyperlink(ref="", location=f"'{name}'!A1")
    return cell


_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def undated(book: bytes, date: str) -> dict[str, bytes]:
    """What an office file holds, name -> content, as of the data's date, in the place of the moment
    when it was written. What comes first in it stays first."""
    day = f"{date or '1980-01-01'}T00:00:00Z".encode()
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    core = "docProps/core.xml"
    if core in files:
        files[core] = _TIMES.sub(lambda found: found[1] + day, files[core])
    first, *others = files
    return {name: files[name] for name in (first, *sorted(others))}
