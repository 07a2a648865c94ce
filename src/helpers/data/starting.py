"""A network to begin with: a folder with a sheet of fictional rows, settings, and a page on both.

The sheet explains itself in its column `note`, since a CSV file has no comments and whoever opens
it in a spreadsheet shall see rows and columns only.
"""

import re
import shutil
import tempfile
from pathlib import Path

from helpers import paths
from helpers.data import schema
from helpers.data.csvfile import shown
from helpers.errors import UserError, shortened

# Names that mean something else in data/ or in output/.build.
TAKEN = (paths.FRAMEWORKS, paths.DEFAULT, "all", "asked", "lock", "notebooks")
LONGEST = 100  # characters of a name, in which file systems agree

SHEET = """\
period,name,host,from,topics,scope,members,members: School,members: University,note
2023,Alder Reading Circle,Example University,,Reading,city,12,8,4,
2023,Birch Maths Group,Sample County Office,,Maths,county,9,7,2,
2023,Cedar Maths Group,Sample County Office,,Maths,county,11,9,2,
2024,Alder Book Circle,Example University,Alder Reading Circle,Reading,city,13,9,4,\
Renamed: its old name stands under from. It ended: no row of 2025 has its name
2024,Birch and Cedar Maths,Sample County Office,Birch Maths Group; Cedar Maths Group,Maths,county,\
21,17,4,Merged: both old names stand under from
2025,Birch Algebra,Sample County Office,Birch and Cedar Maths,Maths,county,10,8,2,\
Split: two rows name the same one under from
2025,Cedar Geometry,Sample County Office,Birch and Cedar Maths,Maths,city,,,,\
Split. How many take part is not known: the cells are empty. 0 would mean nobody
2025,Dogwood Attendance,Example University,,Attendance; Reading,city,7,5,2,\
New: its name is in no earlier row. The first of several topics is the main one
"""

SETTINGS = """\
# The settings of this network. Each line may go; data/README.md says what else there is.
title: "{title}"
date: 2025-12-01  # the day of the data, as YYYY-MM-DD
words: {{partnership: [partnership, partnerships], host: [host, hosts]}}  # yours: one, several
unit: people  # what members counts: people or organizations
size_classes:  # by number of members; as many classes as you like, without gaps
  small: {{label: up to 10, low: 0, high: 10}}
  large: {{label: more than 10, low: 11}}
"""

README = """\
# {title}

`partnerships.csv` is the list: one row for each partnership in each period in which it stood.
All rows in it are fictional. Put yours in their place and keep row 1, the names of the columns;
then `make check NETWORK={name}` says what was understood, and `make report NETWORK={name}` builds
the report. A spreadsheet program may save it as "CSV UTF-8" with commas, semicolons or tabs.

What changed follows from the rows: one with a name of the period before went on, any other is new
unless `from` says what it came from. Several names under `from` are a merger, one name in several
rows is a split, another host, scope or main topic is a change of it. What has no row any more has
ended.

| column of partnerships.csv | meaning |
|---|---|
{partnerships}

`period` and `name` are needed; every other column may go, and so may any cell. Columns of other
names are not read. For a new period, `make next NETWORK={name} PERIOD=2026` copies the rows of the
last one and empties what belongs to its year.

Organizations that take part may stand in a file of their own, `members.csv`:

| column of members.csv | meaning |
|---|---|
{members}

`network.yml` has the settings. `data/README.md` of the project describes every file and column.
"""


def new(name: str) -> list[str]:
    """Make the folder of a new network, and say what is there and what comes next.

    `name` is that of a folder in data/, or a path to one anywhere. UserError if it cannot be one,
    or if files are there: nothing is written over.
    """
    folder = place(name)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(
            f"{shown(folder)} is there and not empty; nothing was written. Choose another name, or "
            "put a partnerships.csv there yourself."
        )
    _write(folder, files(name, folder.name))
    return [
        f"{shown(folder)} has partnerships.csv with eight fictional rows, network.yml and "
        "README.md, which says what each column means.",
        f"Try make check NETWORK={_quoted(name)} and make report NETWORK={_quoted(name)}; then put "
        "your own rows in their place.",
    ]


def place(name: str) -> Path:
    """The folder that a name or path means; UserError if it can be none."""
    if not name.strip():
        raise UserError("Name the new network, such as NETWORK=mine.")
    given = Path(name).expanduser()
    is_path = len(given.parts) > 1 or given.is_absolute()
    folder = given.resolve() if is_path else paths.DATA / name
    last = given.name
    if last in ("", "..") or re.search(r'[\x00-\x1f<>:"|?*\\]|^[.\s-]|[.\s]$', last):
        raise UserError(
            f"'{shortened(name)}' is no name for a folder; allowed are letters, digits, blanks and "
            "hyphens, with a letter or digit first, such as NETWORK=mine."
        )
    if len(last) > LONGEST:
        raise UserError(f"'{shortened(name)}' is longer than {LONGEST} characters; shorten it.")
    if folder.parent == paths.DATA and last.casefold() in TAKEN:
        raise UserError(f"'{last}' means something else in this project; choose another name.")
    return folder


def files(name: str, title: str) -> dict[str, bytes]:
    """The files of a new network. The sheet is as Excel saves 'CSV UTF-8', and opens it rightly."""
    words = {table: "\n".join(_meanings(table)) for table in (schema.PARTNERSHIPS.name, "members")}
    readme = README.format(title=title, name=_quoted(name), **words)
    return {
        "partnerships.csv": SHEET.replace("\n", "\r\n").encode("utf-8-sig"),
        "network.yml": SETTINGS.format(title=f"{title} (fictional)").encode(),
        "README.md": readme.encode(),
    }


def _meanings(name: str) -> list[str]:
    """A row of a Markdown table for each column that own sheets have, in the schema's words."""
    table = schema.TABLES[name]
    first = SHEET.partition("\n")[0].split(",")
    own = [*first, "id", "status"] if table is schema.PARTNERSHIPS else table.names
    found = {one: table.column(one) for one in own}
    each = table.each.name if table.each else ""
    named = {f"{each}..." if each and one.startswith(each) else one: c for one, c in found.items()}
    return [f"| `{one}` | {_meaning(column)} |" for one, column in named.items() if column]


def _meaning(column: schema.Column) -> str:
    words = column.allowed if isinstance(column.allowed, tuple) else ()
    allowed = f" (one of {', '.join(f'`{word}`' for word in words)})" if words else ""
    return column.meaning + allowed


def _quoted(name: str) -> str:
    """A name as one types it after `NETWORK=` in a shell."""
    return name if re.fullmatch(r"[\w./-]+", name) else "'" + name.replace("'", "'\\''") + "'"


def _write(folder: Path, content: dict[str, bytes]) -> None:
    """All files or none: they are made beside the folder, which then takes their place."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name[:40]}-", dir=folder.parent))
    try:
        for name, text in content.items():
            (made / name).write_bytes(text)
        made.chmod(folder.stat().st_mode & 0o7777 if folder.exists() else 0o755)
        made.replace(folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
