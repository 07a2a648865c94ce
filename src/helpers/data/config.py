"""network.yml: what a network is called, its ids and their labels, its exhibits and chapters.

Every key may be missing, and so may the file. `read` checks it against the models below and gives a
plain dict with all defaults but those that only the rows can give (`sheet` gives them).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from helpers.data import schema
from helpers.data.csvfile import shown, text_of
from helpers.errors import UserError, nearest, one_of, shortened

CONFIG = "network.yml"
VOCABULARIES = ("topics", "scopes", "size_classes", "member_types", "changes")
LISTED = ("periods", *VOCABULARIES, "reasons")
"""Keys that list ids, each with its label."""
UNCHANGED, NEW = "unchanged", "new"
WORDS = {name: [name, f"{name}s"] for name in ("partnership", "host", "member")}


def slug(label: str) -> str:
    """An id made from words: `Early reading` is `early_reading`; letters of any script stay.

    So do the signs that tell C++ from C# and 🌳 from 🌲; other signs do not count.
    """
    plain = unicodedata.normalize("NFKC", label).casefold()
    words = re.findall(r"[^\W_]+", plain.replace("+", " plus ").replace("#", " number "))
    return "_".join(words) or re.sub(r"[\s|;+]", "", plain) or "_"


# -- what may stand there --------------------------------------------------------------------------


def _must(be: Callable[[Any], object], allowed: str) -> Callable[[Any], Any]:
    """A check by which a value must be so; if it is not, the sentence says what is allowed."""

    def check(given: Any) -> Any:
        with suppress(ValueError):
            if be(given):
                return given
        raise ValueError(allowed)

    return check


def _joined(given: Any) -> Any:
    """Names of several authors as one text."""
    listed = isinstance(given, list) and all(isinstance(one, str) for one in given)
    return ", ".join(given) if listed else given


def _day(text: str) -> bool:
    return not text or schema.day(text) is not None


def _whole(given: object) -> bool:
    return schema.fits(schema.INTEGER, str(given))


def _enough(given: object) -> bool:
    return _whole(given) and int(str(given)) >= 2


def _settings(given: object) -> bool:
    return isinstance(given, dict)


_colour = partial(schema.fits, schema.COLOUR)
_language = re.compile("[a-z]{2,3}").fullmatch
_letters = "a language as two or three letters, such as en"
_address = re.compile(r"https?://[^\s<>\"]+").fullmatch

Text = Annotated[str, Field(min_length=1)]
Pair = Annotated[list[Text], Field(min_length=2, max_length=2)]
Whole = Annotated[int, BeforeValidator(_must(_whole, "a whole number from 0 on"))]
Day = Annotated[str, AfterValidator(_must(_day, "a day such as 2026-01-31"))]
Colour = Annotated[str, AfterValidator(_must(_colour, "'#' and six hexadecimal digits, in quotes"))]
Language = Annotated[str, AfterValidator(_must(_language, _letters))]
Address = Annotated[str, AfterValidator(_must(_address, "an address that begins with https://"))]
Authors = Annotated[str, BeforeValidator(_joined)]
Keys = BeforeValidator(_must(_settings, "keys such as {below: 5}"))


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")  # unknown keys are mistyped ones


class _Entry(_Model):
    label: Text
    full: str | None = None
    plural: str | None = None
    colour: Colour | None = None


class _Period(_Entry):
    text: str | None = None  # how sentences call it
    complete: bool | None = None  # are its rows all there were?
    start: Day | None = None  # its days, by which members.csv tells who took part
    end: Day | None = None
    date: Day | None = None  # for pictures true to distance, and for `make import`: who stood then


class _SizeClass(_Entry):
    low: Whole
    high: Whole | None = None  # none: it has no end

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.high is not None and self.high < self.low:
            raise ValueError(f"a high end that is not below the low one, {self.low}")
        return self


class _MemberType(_Entry):
    other: bool | None = None  # the type that holds all the rest


class _Change(_Entry):
    reasons: list[Text] | None = None  # the lifecycle words that are filed under it


class _Suppress(_Model):
    below: Annotated[int, BeforeValidator(_must(_enough, "a whole number from 2 on"))]
    zero: bool = False  # are zeros hidden, too?


class _Source(_Model):
    name: str = ""
    short: str = ""
    file_sha256: str = ""


class _Licence(_Model):
    name: Text
    address: Address | None = None


class _Words(_Model):
    partnership: Pair = WORDS["partnership"]
    host: Pair = WORDS["host"]
    member: Pair = WORDS["member"]


class _Exhibit(BaseModel):
    """Its words, under any name that the exhibit knows."""

    model_config = ConfigDict(extra="allow")
    print: bool | None = None  # is it in the PDF, too?
    float: bool | None = (
        None  # may it come first on the PDF's next page, where text fills this one?
    )


class _Chapter(_Model):
    heading: Text
    notebooks: list[Text] = []


class Settings(_Model):
    """All keys of network.yml; data/introduction.md says what each means."""

    title: str = ""
    subtitle: str = ""
    description: str = ""
    keywords: list[Text] = []
    authors: Authors = ""
    language: Language = "en"
    date: Day = ""
    as_of: str = ""
    version: str = ""
    repository: str = ""
    licence: _Licence | None = None  # of the report and its data
    contact: str = ""  # whom to write to: an address, or words
    source: _Source = _Source()
    words: _Words = _Words()
    rows: Literal["closed", "open"] = "closed"
    unit: Literal["", "people", "organizations"] = ""  # what `members` counts
    frameworks: bool = False
    periods: dict[Text, _Period] = {}
    spans: list[Text] = []
    topics: dict[Text, _Entry] = {}
    scopes: dict[Text, _Entry] = {}
    size_classes: dict[Text, _SizeClass] = {}
    member_types: dict[Text, _MemberType] = {}
    changes: dict[Text, _Change] = {}
    reasons: dict[Text, _Entry] = {}
    sections: list[Text] = []
    exhibits: dict[Text, _Exhibit] = {}
    chapters: list[_Chapter] = []
    suppress: Annotated[None | _Suppress, Keys] = None  # the model last: `_sentence` names its keys

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, given: dict[str, Any]) -> dict[str, Any]:
        return given | {key: _entries(key, given[key]) for key in LISTED if key in given}


def _entries(key: str, given: object) -> object:
    """`topics: [Early reading]` and `2024: Last year` are short for entries with a label."""
    if isinstance(given, list) and all(isinstance(one, str) for one in given):
        return {one if key == "periods" else slug(one): {"label": one} for one in given}
    if isinstance(given, dict):
        return {
            name: {"label": entry} if isinstance(entry, str) and entry else entry
            for name, entry in given.items()
        }
    return given


# -- reading ---------------------------------------------------------------------------------------


def read(folder: Path) -> dict[str, Any]:
    """The settings of a network, defaults filled in; UserError with all problems."""
    path = folder / CONFIG
    content = _content(path) if path.exists() or path.is_symlink() else {}
    try:
        settings = Settings.model_validate(content)
    except ValidationError as error:
        problems = [f"{shown(path)}, key {_sentence(problem)}" for problem in error.errors()]
        raise UserError(list(dict.fromkeys(problems))) from None
    found = settings.model_dump(exclude_none=True)
    found["title"] = found["title"] or folder.resolve().name
    if problems := [f"{shown(path)}, key {problem}" for problem in _together(found)]:
        raise UserError(problems)
    return found


def _content(path: Path) -> dict[str, Any]:
    """The file as texts, lists and dicts: a year or a date stays the text that it is."""
    try:
        text = _as_json(text_of(path))
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        line = f", line {place.line + 1}" if place else ""
        problem = f"{shown(path)}{line}: this is not valid YAML; check the indentation and quotes."
        raise UserError(problem) from None
    except RecursionError:
        raise UserError(f"{shown(path)}: lists within lists, too deep to read.") from None
    if odd := re.search("[\ud800-\udfff]+", text):
        found = _printable(odd[0])
        raise UserError(f"{shown(path)}: found {found}, which is no character; correct it.")
    content = json.loads(text)
    if not isinstance(content, dict):
        problem = "it must hold keys such as title and topics, each with ':'."
        raise UserError(f"{shown(path)}: {problem}")
    return {key: given for key, given in content.items() if given != ""}


@lru_cache(maxsize=8)
def _as_json(text: str) -> str:
    """What YAML says, as JSON: each notebook of a build reads the same file, and YAML is slow."""
    content = yaml.load(text, Loader=yaml.BaseLoader) or {}  # noqa: S506 - makes no objects
    return json.dumps(content, ensure_ascii=False)


# What pydantic finds wrong -> what is allowed; other problems bring their own words.
ALLOWED = {
    "string_type": "a text",
    "dict_type": "a list of entries such as 'reading: {label: Early reading}'",
    "model_type": "an entry with a label, such as '{label: Early reading}'",
    "list_type": "a list such as [one, another]",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "string_too_short": "a word; it is empty",
    "too_short": "two words, for one and for several",
    "too_long": "two words, for one and for several",
}


def _sentence(problem: Mapping[str, Any]) -> str:
    first, *more = names = [str(one) for one in problem["loc"] if one != "[key]"]
    where = shortened(_printable(", ".join(names)))
    if problem["type"] == "missing":
        return f"{where}: it is missing; add it."
    if problem["type"] == "extra_forbidden":
        kind: Any = Settings.model_fields[first].annotation if more else Settings
        known = list((get_args(kind) or (kind,))[-1].model_fields)  # of the keys beside it
        return f"{where}: no such key; the keys are {one_of(known)}.{nearest(names[-1], known)}"
    about = problem.get("ctx", {})
    words = str(about.get("expected", "")).replace("'", "").removeprefix(", ")
    allowed = about.get("error") or words or ALLOWED.get(problem["type"], problem["msg"])
    found = shortened(_printable(problem["input"]))
    return f"{where}: found '{found}'; allowed is {allowed}. Correct it."


def _printable(found: object) -> str:
    return str(found).encode("utf-8", "backslashreplace").decode()


def _together(found: dict[str, Any]) -> Iterator[str]:
    """What each key alone cannot show."""
    if "suppress" in found and found["rows"] == "open":
        yield "suppress: it hides numbers of own rows, but rows is open; leave out one of them."
    others = [name for name, one in found["member_types"].items() if one.get("other")]
    if len(others) > 1:
        yield f"member_types: {one_of(others)} are marked other; mark one."
    filed: dict[str, str] = {}
    for name, entry in found["changes"].items():
        for reason in entry.get("reasons", []):
            if filed.setdefault(reason, name) != name:
                yield f"changes: '{reason}' is filed under {filed[reason]} and {name}; keep one."
    ordered = sorted(found["size_classes"].items(), key=lambda item: item[1]["low"])
    for (one, first), (other, second) in pairwise(ordered):
        if "high" not in first or first["high"] >= second["low"]:
            yield f"size_classes: {one} and {other} overlap; let one end below the other."
