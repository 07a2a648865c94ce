"""A long description of a picture, for who does not see it: a short alternative text, and a list.

A screen reader says an alternative text without a pause and cannot go back in it. So one that is
long keeps its beginning, and the whole stands below the picture as a list, for all readers.
"""

import re

LONGEST = 260  # signs of an alternative text that is heard in one go
_SENTENCES = re.compile(r"(?<=[a-z0-9)”%]\.) (?=\S)")
_CLAUSES = re.compile(r"(?<=:) ")
Line = tuple[str, list[str]]
"""A sentence; or what leads to a list, and the list."""


def split(alt: str, label: str) -> tuple[str, list[Line]]:
    """(alternative text, the lines of its description in words): all in the first if it is short.

    Were it long, "Flow chart. Inputs: people; time." would give
    "Flow chart. LABEL in words: below." and [("Flow chart.", []), ("Inputs:", ["people", "time"])].
    """
    if len(alt) <= LONGEST:
        return alt, []
    more = f" {label} in words: below."
    return f"{_beginning(alt, LONGEST - len(more))}{more}", [
        _line(one) for one in _SENTENCES.split(alt)
    ]


def _beginning(alt: str, room: int) -> str:
    """Its first sentences that there is room for; or else the first clauses of the first."""
    for pieces in (_SENTENCES.split(alt), _CLAUSES.split(alt)):
        kept = ""
        for piece in pieces:
            if len(f"{kept} {piece}") > room:
                break
            kept = f"{kept} {piece}".strip()
        if kept:
            return f"{kept.rstrip('.:;')}."
    return f"{alt[: room - 1].rsplit(' ', 1)[0]}…"


def _line(sentence: str) -> Line:
    first, *others = sentence.rstrip(".").split("; ")
    lead, colon, item = first.rpartition(": ")
    if not others or not colon:
        return sentence, []
    return f"{lead}:", [item, *others]
