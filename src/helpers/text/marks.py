"""What the marks of figures and tables mean, for networks that can have them."""

from helpers.numbers.answer import HIDDEN

OF_ROWS = (
    "Every number is *counted* from the network's own rows, and its mark is solid. What the rows "
    "do not say is not known: it has an empty outline or a dash, and is never counted as zero."
)
OF_STATEMENTS = (
    "A solid mark is certain: *printed* by the source, *counted* from rows of data, or *implied*, "
    "which means that no other value agrees with all that is stated. A hatched mark is possible: "
    "the value is *bounded*, from the least to the most that agrees with the statements, and the "
    "label gives both ends. An empty outline is not published; a range in it is *free*: the "
    "totals around it are all that limits it. A dashed outline is *disputed*: the source prints "
    "different values of the same number, and they stand side by side. Values that rest on pages "
    "outside the source say *public page*. In tables a dash means that the value is not available."
)
SUPPRESSED = f"A small number that may not be shown is *suppressed* and marked {HIDDEN}."


def meaning(stated: bool, suppressed: bool) -> str:
    """The marks in a paragraph of Markdown: of a network known by statements, or by its own rows;
    and that of hidden numbers where it hides any.
    """
    parts = [OF_STATEMENTS if stated else OF_ROWS, SUPPRESSED if suppressed else ""]
    return " ".join(filter(None, [*parts, "Nothing is filled in."]))
