"""Where a paragraph of a text comes from: a note at its end, for who wants to check it.

    Members pay for their own travel. [chapter 4, lines 1183–1185]{.place}

The lines are those of the text file of the source. HTML shows a place where the reader asks for it;
on paper, and in what is quoted of a text, it is left out.
"""

import re

PLACE = re.compile(r"\s*\[([^\[\]]*)\]\{\.place\}")


def without_places(text: str) -> str:
    """The text as it reads on paper."""
    return PLACE.sub("", text)
