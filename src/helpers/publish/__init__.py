"""From data to a published report: `python -m helpers report`.

plan       what is built, from what, in which steps
contents   what files hold, as checksums
build      runs the steps that are out of date, in forks, and tells a person
steps      what a step does
run        one notebook, executed by papermill and made comparable
engine     how papermill runs its cells: in a fork of the build, not in a kernel
merge      all notebooks as one: chapters, what is left out, claims
records    what the merged notebook says, part by part
markdown   its Markdown as pandoc's tree, checked once for both documents
html, pdf  the two documents
place      the finished folder changes places with the last one
reports     a network's report and every host's, and the page that lists them
diff        what changed between two built reports
pages       the small pages of both
"""
