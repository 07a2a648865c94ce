"""What a reader chose of the frameworks, and what frameworks.yml says beside an exhibit's table."""

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from helpers.errors import UserError, one_of
from helpers.exhibits.exhibit import Words
from helpers.numbers.question import ALL
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

    def said(self, part: str, tokens: Mapping[str, object]) -> Sentence:
        """A part of the settings, a sentence or a list of them, each `{token}` filled in.

        UserError if a token is unknown.
        """
        given = self.settings.get(part, "")
        texts = [given] if isinstance(given, str) else given
        return join(*(_filled(text, tokens) for text in texts))

    def words(self, alt: Sentence = EMPTY, **tokens: object) -> Words:
        """Title, subtitle, note and source, with these tokens: entries, sentences, plain words."""
        return Words(alt=alt, **{part: self.said(part, tokens) for part in PARTS})


def _filled(template: str, tokens: Mapping[str, object]) -> Sentence:
    names = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
    unknown = sorted(names - set(tokens))
    if unknown:
        raise UserError(
            f"frameworks.yml, in '{template}': '{unknown[0]}' is not known here; "
            f"the tokens are {one_of(list(tokens))}."
        )
    return say(template, **{name: tokens[name] for name in names})


def named(labels: Iterable[str]) -> Sentence:
    """Names in a row: `a, b, and c`."""
    return listed(Sentence(str(label)) for label in labels)


def plural(count: int, word: str) -> str:
    """The word as it follows a number: `1 theme`, `2 themes`."""
    return word if count == 1 else f"{word}s"
