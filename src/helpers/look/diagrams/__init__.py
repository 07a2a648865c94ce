"""Diagrams of boxes and arrows: a graph of nodes and links, laid out from its table alone.

Columns, the ring, rows and layers follow from kind, parent, order and the links. On a narrow page
what is side by side elsewhere stands below each other, with the same words and labels.
    box filled       a node; its tint is its level, which is also written
    box outlined     a node whose level is not published
    arrow, solid     a connection that a sentence states
    arrow, dashed    one that only the order of mention shows

A box's label is `kind|id`, a line of its text's `in|id`, an arrow's `arrow|from>to`, its words'
`how|from>to`, a ground's `frame|id`: tests read a picture back by these and by its words.
"""
