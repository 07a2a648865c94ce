"""Layers of nodes: each below all that lead to it."""

from __future__ import annotations

from helpers.look.diagrams.graph import Link
from helpers.look.diagrams.layers import layers


def link(start: str, end: str) -> Link:
    return Link(start, end, start, end, "leads to", "printed", 0)


def test_a_node_stands_below_all_that_lead_to_it() -> None:
    """a -> b -> c and a -> c: the long way passes b's layer at a place of its own."""
    made = layers("cba", [link("a", "b"), link("b", "c"), link("a", "c")])
    assert [set(layer) for layer in made] == [{"a"}, {"b", "a>c@1"}, {"c"}]


def test_a_circle_is_cut_at_the_link_that_closes_it() -> None:
    made = layers("abc", [link("a", "b"), link("b", "c"), link("c", "a")])
    assert [layer[0] for layer in made] == ["a", "b", "c"] and made[1] == ["b", "a>c@1"]


def test_neighbours_stand_in_the_order_of_what_leads_to_them() -> None:
    """Straight arrows: no two cross where they need not."""
    made = layers(["a", "b", "y", "x"], [link("a", "x"), link("b", "y")])
    assert made == [["a", "b"], ["x", "y"]]
