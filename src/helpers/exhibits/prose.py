"""What a notebook's cell can end in: it shows itself, and carries a JSON record for the exporters.

`Prose` is text, `Absent` what a network's data do not allow; exhibits are in exhibit.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

import pandas as pd
from markupsafe import escape

from helpers.exhibits.asked import Nothing
from helpers.exhibits.numbered import Tell, numbers_of
from helpers.mime import ABSENT_MIME, PROSE_MIME, VERSION
from helpers.text import citations, links
from helpers.text.places import without_places
from helpers.text.say import Sentence


def claims_of(stem: str, where: str, said: Iterable[Sentence]) -> list[dict]:
    """Every number in some sentences, with the sentence that says it."""
    return [
        {"exhibit": stem, "where": where, "sentence": quoted(one), **made.record()}
        for one in said
        for made in one.claims
    ]


def quoted(said: Sentence) -> str:
    """What is said, word for word: citations in words, and without its place in the source."""
    return without_places(citations.plain(said.text))


class Shown:
    """What shows itself at the end of a notebook's cell."""

    MIME: ClassVar[str]
    for_readers: ClassVar[bool] = True
    """Does a reader look at the notebook? Of a build's, exporters read the records alone."""

    def texts(self) -> list[str]:
        """All that is said, citations as tokens."""
        return []

    def record(self) -> dict:
        """The JSON record for the exporters: plain text, to be escaped by whoever shows it."""
        raise NotImplementedError

    def html(self) -> str:
        """For JupyterLab."""
        return ""

    def _line(self) -> str:
        return "\n".join(map(citations.plain, self.texts()))

    def shown(self) -> dict[str, str]:
        """The same for JupyterLab, by its kind."""
        page = self.html()
        return {"text/html": page} if page else {}

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict:
        shown = self.shown() if self.for_readers else {}
        return {self.MIME: self.record(), **shown, "text/plain": self._line()}

    def __repr__(self) -> str:
        return self._line()


@dataclass(frozen=True, repr=False)
class Prose(Shown):
    """Paragraphs whose numbers come from summary tables. style: paragraphs, bullets, markdown,
    definitions (term, tab, text), or references, of which `works` are the data: the exporters leave
    out what the report neither cites nor is about."""

    MIME = PROSE_MIME
    paragraphs: list[Sentence]
    style: str = "paragraphs"
    where: str = ""
    works: list[dict] = field(default_factory=list)
    tell: Tell | None = None  # how a number is known, for readers who ask
    home: str = ""  # what `links.homes` knows the notebook by that shows it
    missing: str = ""  # said in a notebook, in place of a text that there is not

    @property
    def claims(self) -> pd.DataFrame:
        """The numbers that are said, in order, and the ids of the statements behind each."""
        said = [
            (one.text, one.unit, one.status, ";".join(one.statements))
            for sentence in self.paragraphs
            for one in sentence.claims
        ]
        return pd.DataFrame(said, columns=["text", "unit", "status", "statements"])

    def texts(self) -> list[str]:
        """All that is said, citations as tokens."""
        return [str(one) for one in self.paragraphs]

    def record(self) -> dict:
        """What the exporters read."""
        claims = claims_of(self.where, "text", self.paragraphs)
        said = {"style": self.style, "paragraphs": self.texts(), "claims": claims}
        works = {"works": self.works} if self.works else {}
        return {"version": VERSION, **said, **works, **numbers_of(self.paragraphs, self.tell)}

    def _line(self) -> str:
        return super()._line() or self.missing

    def html(self) -> str:
        """The paragraphs, or a list; each work of a list of works can be linked to."""
        said = [str(escape(quoted(one))).replace("\t", ": ") for one in self.paragraphs]
        if self.style == "paragraphs":
            return "".join(f"<p>{one}</p>" for one in said)
        ids = [f' id="{work["key"]}"' for work in self.works] or [""] * len(said)
        lines = (f"<li{id_}>{one}</li>" for id_, one in zip(ids, said, strict=True))
        return f"<ul>{''.join(lines)}</ul>"

    def shown(self) -> dict[str, str]:
        """A text is Markdown, with links that lead to other notebooks."""
        if self.style != "markdown" or not self.paragraphs:
            return super().shown()
        return {"text/markdown": links.in_notebooks("\n\n".join(self.texts()), self.home)}


@dataclass(frozen=True, repr=False)
class Absent(Shown):
    """An exhibit that the network's data do not allow: shows nothing, and says what would bring it.
    Without `needs` it is left out silently: the network never asked for its kind. Its table, its
    figure and its numbers are Nothing."""

    MIME = ABSENT_MIME
    stem: str
    needs: str

    def __getattr__(self, name: str) -> Nothing:
        if name.startswith("_"):
            raise AttributeError(name)
        name = self.stem.replace("_", " ").capitalize()
        return Nothing(self.sentence or f"{name}: no part of this network's report.")

    @property
    def sentence(self) -> str:
        """What is left out, and what would bring it; empty where nothing needs to be said."""
        name = self.stem.replace("_", " ").capitalize()
        return f"{name} is left out: {self.needs} would bring it." if self.needs else ""

    def record(self) -> dict:
        """What the page of what is not known says of it."""
        said = {"sentence": self.sentence, "needs": self.needs}
        return {"version": VERSION, "stem": self.stem, **said, "claims": []}

    def _line(self) -> str:
        return self.sentence or "The network has nothing to show here."
