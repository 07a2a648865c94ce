"""network.yml: what a network is called, its ids and their labels, its exhibits and chapters.

Every key may be missing, and so may the file. `read` checks it against the models below and gives a
plain dict with all defaults but those that only the rows can give (`sheet` gives them).
"""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from pathlib import Path
from typing import Annotated, Any, Literal

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

from helpers.data.csvfile import shown, text_of
from helpers.errors import UserError, nearest, one_of, shortened

CONFIG = "network.yml"
VOCABULARIES = ("topics", "scopes", "size_classes", "member_types", "changes")
LISTED = ("periods", *VOCABULARIES, "reasons")
"""Keys that list ids, each with its label."""
UNCHANGED, NEW = "unchanged", "new"
WORDS = {
    "partnership": ["partnership", "partnerships"],
    "host": ["host", "hosts"],
    "member": ["member", "members"],
}


def slug(label: str) -> str:
    """An id made from words: `Early reading` is `early_reading`; letters of any script stay."""
    plain = unicodedata.normalize("NFKC", label).casefold()
    return "_".join(re.findall(r"[^\W_]+", plain)) or "_"


def _day(text: str) -> str:
    try:
        good = not text or (len(text) == 10 and bool(datetime.date.fromisoformat(text)))
    except ValueError:
        good = False
    if not good:
        raise ValueError("a day such as 2026-01-31")
    return text


def _joined(given: object) -> object:
    """Names of several authors as one text."""
    listed = isinstance(given, list) and all(isinstance(one, str) for one in given)
    return ", ".join(given) if listed else given  # type: ignore[arg-type]


def _pattern(pattern: str, allowed: str) -> AfterValidator:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(allowed)
        return text

    return AfterValidator(check)


def _number(least: int) -> BeforeValidator:
    """A whole number written in the digits 0-9, as few as it needs."""

    def check(text: object) -> int:
        if not re.fullmatch(r"0|[1-9][0-9]{0,8}", str(text)) or int(str(text)) < least:
            raise ValueError(f"a whole number from {least} on")
        return int(str(text))

    return BeforeValidator(check)


Colour = Annotated[str, _pattern("#[0-9a-fA-F]{6}", "'#' and six hexadecimal digits, in quotes")]
Text = Annotated[str, Field(min_length=1)]


class Model(BaseModel):
    """A part of network.yml: unknown keys are refused, since they are mistyped ones."""

    model_config = ConfigDict(extra="forbid")


class Entry(Model):
    """One id: the words for it, and its colour."""

    label: Text
    full: str | None = None
    plural: str | None = None
    colour: Colour | None = None


class Period(Entry):
    """`text`: how sentences call it; `complete`: whether its rows are all there were."""

    text: str | None = None
    complete: bool | None = None


class SizeClass(Entry):
    """From `low` to `high` members; without `high` it has no end."""

    low: Annotated[int, _number(0)]
    high: Annotated[int, _number(0)] | None = None

    @model_validator(mode="after")
    def _ordered(self) -> SizeClass:
        if self.high is not None and self.high < self.low:
            raise ValueError(f"a high end that is not below the low one, {self.low}")
        return self


class MemberType(Entry):
    """`other` marks the type that holds all the rest."""

    other: bool | None = None


class Change(Entry):
    """A class of change and the lifecycle words that are filed under it."""

    reasons: list[Text] | None = None


class Source(Model):
    """The document whose statements are typed in statements.csv."""

    name: str = ""
    short: str = ""
    file_sha256: str = ""


class Words(Model):
    """What things are called: one and several."""

    partnership: Annotated[list[Text], Field(min_length=2, max_length=2)] = WORDS["partnership"]
    host: Annotated[list[Text], Field(min_length=2, max_length=2)] = WORDS["host"]
    member: Annotated[list[Text], Field(min_length=2, max_length=2)] = WORDS["member"]


class Chapter(Model):
    """A heading, and the stems of the notebooks that stand under it, in reading order."""

    heading: Text
    notebooks: list[Text] = []


class Settings(Model):
    """All keys of network.yml."""

    title: str = ""
    subtitle: str = ""
    description: str = ""
    keywords: list[Text] = []
    authors: Annotated[str, BeforeValidator(_joined)] = ""
    language: Annotated[
        str, _pattern("[a-z]{2,3}", "a language as two or three letters, such as en")
    ] = "en"
    date: Annotated[str, AfterValidator(_day)] = ""
    version: str = ""
    repository: str = ""
    source: Source = Source()
    words: Words = Words()
    default: bool = False
    rows: Literal["closed", "open"] = "closed"
    frameworks: bool = False
    periods: dict[Text, Period] = {}
    spans: list[Text] = []
    topics: dict[Text, Entry] = {}
    scopes: dict[Text, Entry] = {}
    size_classes: dict[Text, SizeClass] = {}
    member_types: dict[Text, MemberType] = {}
    changes: dict[Text, Change] = {}
    reasons: dict[Text, Entry] = {}
    sections: list[Text] = []
    exhibits: dict[Text, dict[Text, Any]] = {}
    chapters: list[Chapter] = []

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, given: dict[str, Any]) -> dict[str, Any]:
        """`topics: [Early reading]` and `2024: Last year` are short for entries with a label."""
        return given | {
            key: _entries(key, given[key]) for key in LISTED if key in given and given[key] != ""
        }


def _entries(key: str, given: object) -> object:
    if isinstance(given, list) and all(isinstance(one, str) for one in given):
        made = (lambda word: word) if key == "periods" else slug
        return {made(word): {"label": word} for word in given}
    if isinstance(given, dict):
        return {
            name: {"label": entry} if isinstance(entry, str) and entry else entry
            for name, entry in given.items()
        }
    return given


def read(folder: Path) -> dict[str, Any]:
    """The settings of a network, defaults filled in; UserError with all problems."""
    path = folder / CONFIG
    content = _content(path) if path.exists() or path.is_symlink() else {}
    try:
        settings = Settings.model_validate(content)
    except ValidationError as error:
        problems = [_sentence(path, dict(problem)) for problem in error.errors()]
        raise UserError(list(dict.fromkeys(problems))) from None
    found = settings.model_dump(exclude_none=True)
    found["title"] = found["title"] or folder.resolve().name
    if problems := _meaning_problems(path, found):
        raise UserError(problems)
    return found


def _content(path: Path) -> dict[str, Any]:
    """The file as texts, lists and dicts: a year or a date stays the text that it is."""
    try:
        content = yaml.load(text_of(path), Loader=yaml.BaseLoader) or {}  # noqa: S506 - makes no objects
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        line = f", line {place.line + 1}" if place else ""
        raise UserError(
            f"{shown(path)}{line}: this is not valid YAML; check the indentation and quotes."
        ) from None
    except RecursionError:
        raise UserError(f"{shown(path)}: lists within lists, too deep to read.") from None
    if not isinstance(content, dict):
        raise UserError(
            f"{shown(path)}: it must hold keys such as title and topics, each with ':'."
        )
    try:
        json.dumps(content, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        found = _printable(error.object[error.start : error.end])
        raise UserError(
            f"{shown(path)}: found {found}, which is no character; correct it."
        ) from None
    return {key: given for key, given in content.items() if given != ""}


KINDS = {
    "string_type": "a text",
    "dict_type": "a list of entries such as 'reading: {label: Early reading}'",
    "model_type": "an entry with a label, such as '{label: Early reading}'",
    "list_type": "a list such as [one, another]",
    "bool_parsing": "true or false",
    "string_too_short": "a word; it is empty",
    "too_short": "two words, for one and for several",
    "too_long": "two words, for one and for several",
    "literal_error": "closed or open",
}


def _sentence(path: Path, problem: dict[str, Any]) -> str:
    names = [str(one) for one in problem["loc"] if one != "[key]"]
    where = f"{shown(path)}, key {shortened(_printable(', '.join(names)))}"
    if problem["type"] == "missing":
        return f"{where}: it is missing; add it."
    if problem["type"] == "extra_forbidden":
        known = _fields(names)
        return f"{where}: no such key; the keys are {one_of(known)}.{nearest(names[-1], known)}"
    raised = problem.get("ctx", {}).get("error")
    allowed = str(raised) if raised else KINDS.get(problem["type"], problem["msg"])
    found = shortened(_printable(problem["input"]))
    return f"{where}: found '{found}'; allowed is {allowed}. Correct it."


def _printable(found: object) -> str:
    return str(found).encode("utf-8", "backslashreplace").decode()


def _fields(names: list[str]) -> list[str]:
    """The keys that stand where a path of names leads."""
    model: Any = Settings
    kinds = {"periods": Period, "size_classes": SizeClass, "member_types": MemberType}
    kinds |= {"changes": Change, "source": Source, "words": Words, "chapters": Chapter}
    if len(names) > 1:
        model = kinds.get(names[0], Entry)
    return list(model.model_fields)


def _meaning_problems(path: Path, found: dict[str, Any]) -> list[str]:
    """What each key alone cannot show."""
    others = [name for name, one in found["member_types"].items() if one.get("other")]
    problems = []
    if len(others) > 1:
        problems.append(
            f"{shown(path)}, key member_types: {one_of(others)} are marked other; mark one."
        )
    filed: dict[str, str] = {}
    for name, entry in found["changes"].items():
        for reason in entry.get("reasons", []):
            if filed.setdefault(reason, name) != name:
                problems.append(
                    f"{shown(path)}, key changes: '{reason}' is filed under {filed[reason]} and "
                    f"{name}; keep one."
                )
    return problems + _overlaps(path, found["size_classes"])


def _overlaps(path: Path, classes: dict[str, dict[str, Any]]) -> list[str]:
    ordered = sorted(classes.items(), key=lambda item: item[1]["low"])
    return [
        f"{shown(path)}, key size_classes: {one} and {other} overlap; let one end below the other."
        for (one, first), (other, second) in zip(ordered, ordered[1:], strict=False)
        if "high" not in first or first["high"] >= second["low"]
    ]
