"""Tables of pandas in notebooks: words to the left, numbers to the right."""

import re

import pandas as pd

from helpers import frames

LEFT = f' style="{frames.LEFT}"'


def cells(html: str | None) -> list[tuple[str, bool]]:
    """The text of each cell of a table, and whether it stands to the left."""
    found = re.findall(r"<t[hd]([^>]*)>([^<]*)</t[hd]>", html or "")
    return [(text, LEFT in look) for look, text in found]


def test_words_stand_to_the_left_under_their_heads() -> None:
    table = pd.DataFrame({"name": ["Elm", "Oak"], "members": [9, 12]}, index=["a", "b"])
    assert cells(frames.aligned(table)) == [
        ("", True), ("name", True), ("members", False),
        ("a", True), ("Elm", True), ("9", False),
        ("b", True), ("Oak", True), ("12", False),
    ]  # fmt: skip


def test_a_head_that_stands_for_several_rows_moves_no_cell() -> None:
    table = pd.DataFrame({"n": [1, 2], "said": ["x", "y"]})
    table.index = pd.MultiIndex.from_tuples([("host", 1), ("host", 2)])
    assert cells(frames.aligned(table))[4:] == [
        ("host", True), ("1", False), ("1", False), ("x", True),
        ("2", False), ("2", False), ("y", True),
    ]  # fmt: skip


def test_what_pandas_does_not_show_as_a_table_stays_so() -> None:
    with pd.option_context("display.notebook_repr_html", False):
        assert frames.aligned(pd.DataFrame({"a": ["x"]})) is None
