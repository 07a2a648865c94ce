"""The kinds of record that a notebook's outputs carry: `exhibit` writes them, `publish` reads
them.
"""

EXHIBIT_MIME = "application/vnd.alliance-report.exhibit+json"
PROSE_MIME = "application/vnd.alliance-report.prose+json"
ABSENT_MIME = "application/vnd.alliance-report.absent+json"  # {version, stem, sentence, needs}
VERSION = 1
