"""From data to a published report: `python -m helpers.build report`.

cli        what may be asked, and how errors look
plan       the steps and what each depends on; doit decides which are out of date
steps      what a step does; runs in a fork
forks      one process imports the slow packages once, each step is a fork of it
kernel     the same for a notebook's kernel
publish    the finished folder changes places with the last one
progress   what a person sees meanwhile
"""
