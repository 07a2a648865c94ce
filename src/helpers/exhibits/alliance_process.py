"""The alliance process: its activities, what leads to each, and what each leads to."""

from helpers.exhibits import diagram

NEEDS = ("frameworks",)
FROM = "frameworks"
table = diagram.panel
draw = diagram.draw_process
words = diagram.process_words
columns, reading = diagram.columns, diagram.reading
