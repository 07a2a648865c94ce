"""One CSV file -> a DataFrame of checked cells, and every problem as a plain sentence.

Read (`csvfile`), understand the columns, translate cells into ids, check them, drop what is wrong.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import paths
from helpers.data import csvfile, own, schema, shape
from helpers.data.config import slug
from helpers.data.csvfile import cut, shown
from helpers.data.schema import Allowed, Column, Table
from helpers.data.wording import doubtful, may_be_unknown
from helpers.errors import nearest, one_of, shortened

Columns = Mapping[str, Column]
Case = dict[str, Any]  # a wrong cell: index, column and failure_case, as pandera names them
LISTED = 30  # allowed words that one sentence names
_READ: dict[Any, Any] = {}  # so that all notebooks of a build find what its check has read


def read_table(folder: Path, table: Table, allowed: Allowed) -> tuple[pd.DataFrame, list[str]]:
    """The table's good rows and the problems of the others; no rows if the file may be, and is,
    missing. The index is the row of the file.

    Cells are text (empty: unknown), whole-number columns Int64. Columns that the file lacks are
    empty. Words of a list are given as ids, whether the file has the id, the label or other
    capitals.
    """
    path = folder / table.file
    try:
        content = hashlib.sha256(path.read_bytes()).digest() if path.is_file() else None
    except OSError:
        content = None
    if content is None:  # no file that can be read, which `_read` says
        return _read(path, table, allowed)
    known = (path, content, table.name, repr(allowed))
    if known not in _READ:
        _READ[known] = _read(path, table, allowed)
    rows, problems = _READ[known]
    return rows.copy(), list(problems)


def _read(path: Path, table: Table, allowed: Allowed) -> tuple[pd.DataFrame, list[str]]:
    nothing = pd.DataFrame(columns=table.names, dtype=str)
    if not path.exists() and not path.is_symlink():
        missing = f"{shown(path)} is missing: {table.meaning} data/README.md describes it."
        missing += paths.workbooks(path.parent)
        return _typed(nothing, _known(table, ())), [] if table.optional else [missing]
    raw = own.read(path, table, allowed) if table.own else csvfile.read(path)
    header = raw.header
    problems = raw.problems or list(_header_problems(path, table, header, allowed))
    if problems:
        return nothing, problems
    columns = _known(table, header)
    frame = _translated(raw, header, columns, allowed)
    wrong = _wrong_cells(frame, columns, allowed)
    problems = list(_sentences(path, table, columns, allowed, wrong))
    problems += _doubles(path, table, frame)
    return _typed(_without(frame, columns, wrong), columns), cut(path, problems)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dicts, column -> cell; quicker than `to_dict` for columns of text."""
    columns = [frame[name].astype(object).tolist() for name in frame]
    names = [str(name) for name in frame]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


# -- columns ---------------------------------------------------------------------------------------


def _known(table: Table, header: Iterable[str]) -> Columns:
    """The columns of the schema, and those of the header that stand for a repeated one."""
    return {name: column for name in [*table.names, *header] if (column := table.column(name))}


def _header_problems(
    path: Path, table: Table, header: list[str], allowed: Allowed
) -> Iterator[str]:
    for column in table.columns:
        if column.name not in header and not column.optional:
            yield (
                f"{shown(path)}: the column '{column.name}' is missing ({column.meaning}); add it."
                + (own.missing(path, table, header, column.name) if table.own else "")
            )
    for name in header:
        if not table.own and name not in table.names:
            yield (
                f"{shown(path)}: the column '{shortened(name)}' is unknown; the columns are "
                f"{', '.join(table.names)}. Remove or rename it.{nearest(name, table.names)}"
            )
    for name in sorted({name for name in header if header.count(name) > 1 and table.column(name)}):
        yield f"{shown(path)}: the column '{shortened(name)}' stands there twice; remove one."
    types = allowed.values.get("member_types", ())
    for name in header:
        type_ = name.partition(":")[2].strip()
        if table.each and table.column(name) is table.each and type_ not in types:
            yield (
                f"{shown(path)}: the column '{shortened(name)}' names no member type; allowed is "
                f"{listed(types)}." + nearest(type_, types)
            )


# -- cells -----------------------------------------------------------------------------------------


def _translated(
    raw: csvfile.Raw, header: list[str], columns: Columns, allowed: Allowed
) -> pd.DataFrame:
    """The cells of the known columns in the network's own ids; empty where the file lacks one."""
    rows = range(raw.first, raw.first + len(raw.rows))
    frame = pd.DataFrame(raw.rows, index=rows, columns=header, dtype=str)
    frame = frame[(frame != "").any(axis=1)]
    frame = frame[[name for name in header if name in columns]]
    frame = frame.reindex(columns=list(columns), fill_value="")
    for name, column in columns.items():
        words = allowed.spellings.get(column.allowed) if isinstance(column.allowed, str) else None
        if words or column.joined == ";":
            ids = {cell: _ids(cell, column, words or {}) for cell in frame[name].unique()}
            frame[name] = frame[name].map(ids)
    return frame


def _ids(cell: str, column: Column, words: Mapping[str, str]) -> str:
    """A cell's ids, each meant by a text, by its label, or by the words that an id is made of."""
    parts = column.parts(cell)
    sign = "+" if "+" in cell and "+" in column.joined else column.joined[:1]
    return sign.join(words.get(one.casefold()) or words.get(slug(one)) or one for one in parts)


def _wrong_cells(frame: pd.DataFrame, columns: Columns, allowed: Allowed) -> list[Case]:
    """The cells that may not stand there, found by pandera, which loads slowly: only if some do."""
    wrong: dict[str, list[str]] = {}  # column -> the cells that may stand there, if others do
    for name, column in columns.items():
        cells = list(frame[name].unique())
        fitting = list(filter(_fit(column, allowed), cells))
        if len(fitting) < len(cells):
            wrong[name] = fitting
    if not wrong:
        return []
    import pandera.errors
    import pandera.pandas as pa

    checked = {name: pa.Column(checks=pa.Check.isin(cells)) for name, cells in wrong.items()}
    try:
        pa.DataFrameSchema(checked).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        return records(errors.failure_cases.sort_values(["index", "column"]))
    return []


def _fit(column: Column, allowed: Allowed) -> Callable[[str], bool]:
    """Whether a cell may stand in a column."""
    words = allowed.of(column)

    def fit(cell: str) -> bool:
        if not cell:
            return not column.required
        if words is None:
            return schema.fits(column.kind, cell)
        wrong = [part for part in column.parts(cell) if part not in words]
        return not any(nearest(part, words) for part in wrong) if column.loose else not wrong

    return fit


def _without(frame: pd.DataFrame, columns: Columns, wrong: list[Case]) -> pd.DataFrame:
    """The rows without wrong cells, so that what is left of a broken file can be checked, too."""
    if not wrong:
        return frame
    frame = frame.copy()
    for case in wrong:
        frame.loc[case["index"], case["column"]] = ""
    needed = [name for name, column in columns.items() if column.required]
    return frame[(frame[needed] != "").all(axis=1)]


def _typed(frame: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    whole = [name for name, column in columns.items() if column.kind in schema.WHOLE]
    numbers = {name: pd.to_numeric(frame[name].replace("", None)) for name in whole}
    return frame.assign(**{name: cells.astype("Int64") for name, cells in numbers.items()})


# -- sentences -------------------------------------------------------------------------------------


def _sentences(
    path: Path, table: Table, columns: Columns, allowed: Allowed, wrong: list[Case]
) -> Iterator[str]:
    """A sentence for each wrong cell; one for all empty cells of a column of an own sheet."""
    empty: dict[str, list[int]] = {}
    for case in wrong if table.own else ():
        if not case["failure_case"]:
            empty.setdefault(case["column"], []).append(case["index"])
    several = {name for name, rows in empty.items() if len(rows) > 1}
    for name in several:
        yield f"{shown(path)}: {shape.empty_below(name, empty[name], merged=True)}"
    for case in wrong:
        if case["failure_case"] or case["column"] not in several:
            yield _sentence(path, columns[case["column"]], allowed, case)


def _sentence(path: Path, column: Column, allowed: Allowed, case: Case) -> str:
    where = f"{shown(path)}, row {case['index']}, column {case['column'].strip()}"
    words, cell = allowed.of(column), str(case["failure_case"])
    if not cell:
        return f"{where}: the cell is empty ({column.meaning}). Fill it."
    if words is None:
        expected = schema.KINDS[column.kind]["expected"]
        expected += "; empty: not known" if may_be_unknown(column) and column.optional else ""
        return (
            f"{where}: found '{shortened(cell)}'; {doubtful(cell)}allowed is {expected}. Correct "
            "the cell."
        )
    wrong = next(part for part in column.parts(cell) if part not in words)
    several = f", several joined by {one_of(column.joined)}" if column.joined else ""
    return (
        f"{where}: found '{shortened(wrong)}'; allowed is {listed(words)}{several}. Correct the "
        "cell." + nearest(wrong, words)
    )


def listed(words: tuple[str, ...]) -> str:
    """Allowed words as a sentence lists them, cut short where there are very many."""
    if not words:
        return "nothing: network.yml and partnerships.csv name none"
    if len(words) <= LISTED:
        return one_of(words)
    return f"{', '.join(words[:LISTED])} and {len(words) - LISTED} more"


def _doubles(path: Path, table: Table, frame: pd.DataFrame) -> Iterator[str]:
    """Rows whose key stands there already."""
    first: dict[tuple[str, ...], int] = {}
    keys = frame[list(table.key)].itertuples(name=None) if table.key else []
    for row, *key in keys:
        if first.setdefault(tuple(key), row) != row:
            named = zip(table.key, key, strict=True)
            words = ", ".join(f"{name} '{shortened(value)}'" for name, value in named if value)
            yield (
                f"{shown(path)}, row {row}: {words} stands there already, in row "
                f"{first[tuple(key)]}. Remove one."
            )
