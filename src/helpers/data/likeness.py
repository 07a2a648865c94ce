"""Words of a sheet that look like others of the same column: perhaps the same, written differently.

Nothing is changed by it; a person looks at what is said.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches

from helpers.errors import shortened

NEAR = 0.85  # of difflib's ratio
MOST = 400  # different words in a column: above that, each with each is slow to compare


def notes(column: str, counts: Counter[str], key: Callable[[str], str]) -> Iterator[str]:
    """What is read as one word (`key` makes them the same), and what may be meant as one."""
    spelled: dict[str, list[str]] = {}
    for word in counts:
        spelled.setdefault(key(word), []).append(word)
    for words in spelled.values():
        if len(words) > 1:
            yield f"column {column}: {' and '.join(_quoted(words))} are read as one."
    number = {words[0]: sum(counts[word] for word in words) for words in spelled.values()}
    for word, other in near(number) if len(number) <= MOST else ():
        yield f"column {column}: '{shortened(word)}': did you mean '{shortened(other)}'?"


def near(counts: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Each word of a single row with the one it is nearest to, if that is near; every pair once."""
    said: set[str] = set()
    for word, number in counts.items():
        others = {one.casefold(): one for one in counts if one != word and _comparable(one, word)}
        found = full(word, others.values()) or next(
            iter(get_close_matches(word.casefold(), others, 1, NEAR)), ""
        )
        other = others.get(found.casefold(), "")
        if number == 1 and other and not {word, other} <= said:
            said |= {word, other}
            yield word, other


def full(word: str, others: Iterable[str]) -> str:
    """The only one of others that a word abbreviates, such as `Hill Univ.`; else nothing."""
    if "." not in word:
        return ""
    pattern = re.escape(word).replace(r"\.", r"\w+").replace(r"\ ", r"\s+")
    found = [one for one in others if re.fullmatch(pattern, one, re.IGNORECASE)]
    return found[0] if len(found) == 1 else ""


def _comparable(one: str, other: str) -> bool:
    """Not told apart by a number or a letter, as `Region 1` and `Region 2` are."""
    marks = [re.findall(r"\d+|\b\w\b", word.casefold()) for word in (one, other)]
    return marks[0] == marks[1]


def _quoted(words: Iterable[str]) -> list[str]:
    return [f"'{shortened(word)}'" for word in words]
