"""One CSV file -> a DataFrame of checked cells, and every problem as a plain sentence."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.data import csvfile, schema
from helpers.data.config import slug
from helpers.data.csvfile import shortened as cut
from helpers.data.csvfile import shown
from helpers.data.schema import Allowed, Column, Table
from helpers.errors import nearest, one_of, shortened

Read = tuple[pd.DataFrame, list[str]]
Case = dict[Any, Any]  # index, column, check and failure_case, as pandera names them
LISTED = 30  # allowed words that one sentence names
_READ: dict[Any, Read] = {}  # so that all notebooks of a build find what its check has read
FIRST = 2  # the row of the file that holds the first row of the table


def read_table(folder: Path, table: Table, allowed: Allowed) -> Read:
    """The table's good rows and the problems of the others; no rows if the file may be, and is,
    missing.

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


def _read(path: Path, table: Table, allowed: Allowed) -> Read:
    columns = [column.name for column in table.columns]
    nothing = pd.DataFrame(columns=columns, dtype=str)
    if not path.exists() and not path.is_symlink():
        missing = f"{shown(path)} is missing: {table.meaning} data/README.md describes it."
        return (_typed(table, nothing), []) if table.optional else (nothing, [missing])
    header, rows, problems = csvfile.read(path)
    if problems:
        return nothing, problems
    header = [name_of(table, name, allowed) for name in header]
    problems = _header_problems(path, table, header, allowed)
    if problems:
        return nothing, problems
    frame = _known(table, header, rows)
    for name in frame:
        frame[name] = _translated(frame[name], _column(table, str(name)), allowed)
    wrong = _wrong_cells(table, frame, allowed)
    problems = [_sentence(path, table, allowed, case) for case in wrong]
    problems += _doubles(path, table, frame)
    return _typed(table, _without(table, frame, wrong)), cut(path, problems)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dicts, column -> cell; quicker than `to_dict` for columns of text."""
    columns = [frame[name].astype(object).tolist() for name in frame]
    names = [str(name) for name in frame]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def name_of(table: Table, written: str, allowed: Allowed) -> str:
    """A column as the schema calls it, if the header has it in other capitals, or by a type's
    label.
    """
    if not table.own:
        return written
    plain = " ".join(written.casefold().split())
    first, colon, rest = plain.partition(":")
    if table.each and colon and first.strip() == table.each.name.split(":")[0]:
        types = allowed.spellings.get("member_types", {})
        return table.each.name + types.get(rest.strip(), written.split(":", 1)[1].strip())
    return plain if table.column(plain) else written


def _column(table: Table, name: str) -> Column:
    column = table.column(name)
    assert column, name
    return column


def _known(table: Table, header: list[str], rows: csvfile.Rows) -> pd.DataFrame:
    """The columns that the schema has, those that the file lacks filled with empty cells."""
    places = [place for place, name in enumerate(header) if table.column(name)]
    names = [header[place] for place in places]
    frame = pd.DataFrame(
        [[row[place] for place in places] for row in rows], columns=names, dtype=str
    )
    columns = [column.name for column in table.columns]
    more = [name for name in names if name not in columns]
    return frame.reindex(columns=[*columns, *more], fill_value="")


def _header_problems(path: Path, table: Table, header: list[str], allowed: Allowed) -> list[str]:
    known = [column.name for column in table.columns]
    problems = [
        f"{shown(path)}: the column '{column.name}' is missing ({column.meaning}); add it."
        for column in table.columns
        if column.name not in header and not column.optional
    ]
    problems += [
        f"{shown(path)}: the column '{shortened(name)}' is unknown; the columns are "
        f"{', '.join(known)}. Remove or rename it.{nearest(name, known)}"
        for name in header
        if not table.own and name not in known
    ]
    problems += [
        f"{shown(path)}: the column '{shortened(name)}' stands there twice; remove one."
        for name in sorted(set(header))
        if header.count(name) > 1 and table.column(name)
    ]
    types = allowed.values.get("member_types", ())
    each = [name for name in header if table.each and table.column(name) is table.each]
    problems += [
        f"{shown(path)}: the column '{shortened(name)}' names no member type; allowed is "
        f"{listed(types)}." + nearest(_type(name), types)
        for name in each
        if _type(name) not in types
    ]
    return problems


def _type(name: str) -> str:
    """The member type that a column such as `members: school` counts."""
    return name.split(":", 1)[1].strip()


def _translated(cells: pd.Series, column: Column, allowed: Allowed) -> pd.Series:
    """The cells in the network's own ids."""
    words = allowed.spellings.get(column.allowed) if isinstance(column.allowed, str) else None
    if not words and not (column.several and column.joined == ";"):
        return cells

    def translated(cell: str) -> str:
        parts = [_id(part, words or {}) for part in column.parts(cell)]
        if not column.several:
            return parts[0] if parts else ""
        sign = "+" if "+" in cell and "+" in column.joined else column.joined[0]
        return sign.join(parts)

    return cells.map({cell: translated(cell) for cell in cells.unique()})


def _id(part: str, words: Mapping[str, str]) -> str:
    """The id that is meant by a text, by its label, or by the words that an id is made of."""
    return words.get(part.casefold()) or words.get(slug(part)) or part


def _wrong_cells(table: Table, frame: pd.DataFrame, allowed: Allowed) -> list[Case]:
    """The cells that may not stand there, found by pandera; it is imported late, since it loads
    slowly.
    """
    import pandera.errors
    import pandera.pandas as pa

    columns = {
        str(name): pa.Column(None, _checks(_column(table, str(name)), allowed, pa.Check))
        for name in frame
    }
    try:
        pa.DataFrameSchema(columns).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        return records(errors.failure_cases.sort_values(["index", "column"]))
    return []


def _without(table: Table, frame: pd.DataFrame, wrong: list[Case]) -> pd.DataFrame:
    """The rows without wrong cells, so that what is left of a broken file can be checked, too."""
    if not wrong:
        return frame
    frame = frame.copy()
    for case in wrong:
        frame.loc[case["index"], case["column"]] = ""
    needed = [column.name for column in table.columns if column.required]
    return frame[(frame[needed] != "").all(axis=1)]


def _checks(column: Column, allowed: Allowed, check: Callable[..., Any]) -> list[Any]:
    checks = []
    if column.required:
        checks.append(check(lambda cells: cells != "", name="filled"))
    good = _good(column, allowed)

    def fit(cells: pd.Series) -> pd.Series:
        return cells.map({cell: cell == "" or good(cell) for cell in cells.unique()}).astype(bool)

    return [*checks, check(fit, name="allowed")]


def _good(column: Column, allowed: Allowed) -> Callable[[str], bool]:
    """Whether a cell that is not empty may stand in a column."""
    words = allowed.of(column)

    def good(cell: str) -> bool:
        if words is None:
            return schema.fits(column.kind, cell)
        wrong = [part for part in column.parts(cell) if part not in words]
        return not any(nearest(part, words) for part in wrong) if column.loose else not wrong

    return good


def _sentence(path: Path, table: Table, allowed: Allowed, case: Case) -> str:
    column = _column(table, case["column"])
    where = f"{shown(path)}, row {int(case['index']) + FIRST}, column {case['column'].strip()}"
    if case["check"] == "filled":
        return f"{where}: the cell is empty ({column.meaning}). Fill it."
    words, cell = allowed.of(column), str(case["failure_case"])
    if words is None:
        expected = schema.EXPECTED[column.kind]
        return f"{where}: found '{shortened(cell)}'; allowed is {expected}. Correct the cell."
    wrong = next(part for part in column.parts(cell) if part not in words)
    several = f", several joined by {one_of(column.joined)}" if column.several else ""
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
    keys = frame[list(table.key)].itertuples(index=False, name=None) if table.key else []
    for row, key in enumerate(keys, FIRST):
        if first.setdefault(key, row) != row:
            named = zip(table.key, key, strict=True)
            words = ", ".join(f"{name} '{shortened(value)}'" for name, value in named if value)
            yield (
                f"{shown(path)}, row {row}: {words} stands there already, in row {first[key]}. "
                "Remove one."
            )


def _typed(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    whole = [str(name) for name in frame if _column(table, str(name)).kind in schema.WHOLE]
    numbers = {name: pd.to_numeric(frame[name].replace("", None)) for name in whole}
    return frame.assign(**{name: cells.astype("Int64") for name, cells in numbers.items()})
