"""What printed numbers allow, and which of them cannot all be true: an engine that knows no report.

`spec` documents the language; `engine.audit(spec)` finds conflicts, drops, verdicts, bounds.
"""
