"""What a reader chose of the frameworks, and what frameworks.yml says beside an exhibit's table."""

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from helpers.errors import UserError, one_of
from helpers.exhibits.exhibit import Words
from helpers.numbers.question import ALL
from helpers.text.phrases import counted
from helpers.text.say import EMPTY, Sentence, join, listed, say

NOTHING = "—"
PARTS = ("title", "subtitle", "note", "source")


@dataclass(frozen=True)
class Choice:
    """The settings of one exhibit (frameworks.yml), and the source document and theme chosen."""

    settings: Mapping[str, Any]
    source: str = ALL
    theme: str = ALL

    @property
    def label(self) -> str:
        """What the exhibit is called: `Table 12`."""
        return str(self.settings["label"])

    def rows(self, table: pd.DataFrame) -> pd.DataFrame:
        """The rows of a table that are of the source and the theme chosen, first or second."""
        for names, chosen in ((["source"], self.source), (["theme", "second"], self.theme)):
            here = [name for name in names if name in table]
            table = table if chosen == ALL else table[(table[here] == chosen).any(axis=1)]
        return table

    def said(self, part: str, tokens: Mapping[str, object]) -> Sentence:
        """A part of the settings, a sentence or a list of them, each `{token}` filled in: a whole
        number counts what its token names. UserError if a token is unknown."""
        given = self.settings.get(part, "")
        texts = [given] if isinstance(given, str) else given
        known = {n: counted(one, n) if isinstance(one, int) else one for n, one in tokens.items()}
        return join(*(_filled(text, known) for text in texts))

    def words(self, alt: Sentence = EMPTY, **tokens: object) -> Words:
        """Title, subtitle, note and source, with these tokens: numbers, sentences, plain words."""
        return Words(alt=alt, **{part: self.said(part, tokens) for part in PARTS})


def _filled(template: str, tokens: Mapping[str, object]) -> Sentence:
    names = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
    if unknown := sorted(names - set(tokens)):
        raise UserError(
            f"frameworks.yml, in '{template}': '{unknown[0]}' is not known here; "
            f"the tokens are {one_of(tokens)}."
        )
    return say(template, **{name: tokens[name] for name in names})


def named(labels: Iterable[str]) -> Sentence:
    """Names in a row: `a, b, and c`."""
    return listed(Sentence(str(label)) for label in labels)


def many(count: int, word: str, unit: str = "") -> Sentence:
    """A number and what it counts: `1 theme`, `2 themes`."""
    words = word if count == 1 else f"{word}s"
    return say("{n} {words}", n=counted(count, unit or f"{word}s"), words=words)
