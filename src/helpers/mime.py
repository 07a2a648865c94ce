"""The kinds of record that a notebook's outputs carry: written by `exhibit`, read by `engine` and the exporters."""

EXHIBIT_MIME = "application/vnd.alliance-report.exhibit+json"
PROSE_MIME = "application/vnd.alliance-report.prose+json"
VERSION = 1
