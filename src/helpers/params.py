"""The parameters of notebooks and of the build: one typed, strict schema for all of them."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictStr, ValidationError

from helpers import csvfile, paths, schema
from helpers.errors import UserError, one_of

ALL = "all"


class Params(BaseModel):
    """What a reader may choose. Unknown names and wrong values stop with one sentence each.

    Built by `Params(...)` from a notebook's parameters cell; a `lab` may be given as its name, in any
    case, or as its folder name, and is kept as the name in labs.csv.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    network: StrictStr = Field("rel-2012-17", description="folder of data/ that holds the network's CSV files")
    lab: StrictStr = Field(ALL, description="one lab's name, for that lab's own report, or all")
    names: StrictBool = Field(True, description="whether the topic chart writes the names of the decided alliances")
    view: Literal["bounds", "example"] = Field(
        "bounds", description="what Figures 5, 7 and B1 draw: all that the statements allow, or one example dataset")
    readings: Literal["all", "a", "b"] = Field("all", description="of a sentence with two readings: both, or one of them")
    evidence: Literal["none", "public"] = Field("none", description="whether facts from public pages narrow the bounds")
    source: Literal["all", "000", "001", "002", "003", "004"] = Field(
        "all", description="one source document of data/frameworks, for what it alone says of challenges, or all")
    theme: StrictStr = Field(ALL, description="one theme of data/frameworks/themes.csv, for what is said of it alone, or all")
    output: StrictStr = Field("", description="folder for pictures and tables; empty writes nothing")

    def __init__(self, **given: object) -> None:
        try:
            super().__init__(**given)
        except ValidationError as error:
            raise UserError([_sentence(problem) for problem in error.errors()]) from None
        object.__setattr__(self, "lab", _lab_name(self.network, self.lab))
        _check_theme(self.theme)

    @classmethod
    def names_allowed(cls) -> list[str]:
        """The parameters there are, in the schema's order."""
        return list(cls.model_fields)

    @property
    def lab_folder(self) -> str:
        """The lab's folder name under output/<network>; empty for the whole network."""
        return "" if self.lab == ALL else lab_folders(self.network)[self.lab]


def choices(name: str) -> tuple[str, ...]:
    """The values that a parameter may have, the default first; none where any text will do."""
    field = Params.model_fields.get(name)
    return get_args(field.annotation) if field else ()


def lab_folders(network: str) -> dict[str, str]:
    """Lab name -> folder name, in the order of the network's labs.csv; UserError if that cannot be read."""
    source = paths.network_folder(network) / "labs.csv"
    if not source.exists():
        raise UserError(f"{csvfile.shown(source)} is missing: it lists the network's labs; see data/README.md.")
    header, rows, problems = csvfile.read(source)
    problems += [f"{csvfile.shown(source)}: the column '{name}' is missing; add it." for name in ("lab", "folder")
                 if header and name not in header]
    if problems:
        raise UserError(problems)
    found = {row[header.index("lab")]: row[header.index("folder")] for row in rows}
    problems = [f"{csvfile.shown(source)}, row {number}, column folder: found '{folder}'; allowed is {schema.EXPECTED[schema.FOLDER]}. "
                "Correct the cell." for number, folder in enumerate(found.values(), 2) if not schema.fits(schema.FOLDER, folder)]
    if problems:
        raise UserError(problems)
    return found


def _lab_name(network: str, asked: str) -> str:
    if asked == ALL:
        paths.network_folder(network)  # says so if there is no such network
        return ALL
    folders = lab_folders(network)
    for name, folder in folders.items():
        if asked.casefold() in (name.casefold(), folder.casefold()):
            return name
    raise UserError(f"There is no lab '{asked}' in {network}: lab is {one_of([ALL, *folders])}.")


def _check_theme(asked: str) -> None:
    """UserError if themes.csv has no such theme."""
    if asked == ALL:
        return
    source = paths.DATA / "frameworks" / "themes.csv"
    header, rows, problems = csvfile.read(source) if source.exists() else ([], [], [f"{csvfile.shown(source)} is missing: it lists the themes."])
    if header and "id" not in header:
        problems = [f"{csvfile.shown(source)}: the column 'id' is missing; add it."]
    if problems:
        raise UserError(problems)
    themes = [row[header.index("id")] for row in rows if row[header.index("id")] != "none"]  # none: the code for what fits no theme
    if asked not in themes:
        raise UserError(f"There is no theme '{asked}': theme is {one_of([ALL, *themes])}.")


def _sentence(problem: dict) -> str:
    name = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"There is no parameter '{name}': the parameters are {one_of(Params.names_allowed())}."
    kinds = {"string_type": "text in quotes", "bool_type": "True or False"}
    kind = one_of(choices(name)) if choices(name) else kinds.get(problem["type"], problem["msg"])
    return f"Parameter '{name}' is {problem['input']!r}: it must be {kind}."
