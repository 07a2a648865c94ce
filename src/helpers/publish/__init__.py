"""From data to a published report: `python -m helpers report`.

jobs       what is built, and from what
plan       the steps and what each depends on; doit decides which are out of date
steps      what a step does; runs in a fork
forks      one process imports the slow packages once, each step is a fork of it
kernel     the same for a notebook's kernel
run        one notebook, executed by papermill and made comparable
merge      all notebooks as one: chapters, what is left out, claims
records    what the merged notebook says, part by part
markdown   its Markdown as pandoc's tree, checked once for both documents
html, pdf  the two documents
columns    how wide the columns of a table should be on paper
place      the finished folder changes places with the last one
progress   what a person sees meanwhile
"""
