"""What a number counts, in the network's own words: measures are ids, and readers get words."""

import re
from collections.abc import Iterable

from helpers.data.network import Network
from helpers.numbers.grid import VOCABULARIES
from helpers.text.claims import PREPOSITIONS

_WORD = re.compile(r"\b(partnerships?|hosts?)\b")


def measured(network: Network, words: dict[str, str], measures: Iterable[str]) -> dict[str, str]:
    """Measure -> words; those that are in words already stay as they are."""
    return {one: _in_words(network, words, one) for one in measures}


def _in_words(network: Network, words: dict[str, str], measure: str) -> str:
    """`scope city|county, percent` -> `in a city or across a county, percent`; a label that is no
    such phrase is quoted: `scope “city”`."""
    attribute, _, rest = measure.partition(" ")
    ids, comma, more = rest.partition(", ")
    vocabulary = VOCABULARIES.get(attribute, "")
    if rest and all(one in network.config.get(vocabulary, {}) for one in ids.split("|")):
        labels = [network.label(vocabulary, one) for one in ids.split("|")]
        plain = all(label.split()[0] in PREPOSITIONS for label in labels)
        named = labels if plain else [f"“{label}”" for label in labels]
        return f"{'' if plain else f'{attribute} '}{' or '.join(named)}{comma}{more}"
    return _WORD.sub(lambda found: words.get(found[0], found[0]), measure)
