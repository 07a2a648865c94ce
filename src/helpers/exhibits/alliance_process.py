"""The alliance process: its activities, what leads to each, and what each leads to."""

from helpers.exhibits import diagram

NEEDS, FROM, COLUMNS = diagram.NEEDS, diagram.FROM, diagram.COLUMNS
table, reading = diagram.table, diagram.reading
draw, words = diagram.draw_process, diagram.process_words
