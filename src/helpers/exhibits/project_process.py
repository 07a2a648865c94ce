"""The project process: its activities, what leads to each, and what each leads to."""

from helpers.exhibits import diagram

NEEDS = ("frameworks",)
FROM = "frameworks"
COLUMNS, table, reading = diagram.COLUMNS, diagram.table, diagram.reading
draw, words = diagram.draw_process, diagram.process_words
