"""The one error a user may cause: shown as plain sentences, never as a traceback."""

from __future__ import annotations

from collections.abc import Iterable


class UserError(Exception):
    """What a user can mend: one plain sentence a problem, all problems at once.

    `messages` is a list of str; each names the file, column and row where that makes sense,
    what was found, what is allowed and what to do.
    """

    def __init__(self, messages: str | Iterable[str]) -> None:
        self.messages = [messages] if isinstance(messages, str) else list(messages)
        super().__init__("\n".join(self.messages))

    def _render_traceback_(self) -> list[str]:
        """IPython's hook: in a notebook, too, the sentences stand alone."""
        return self.messages


def one_of(allowed: Iterable[object]) -> str:
    """`a`, `b` or `c`: how every message lists what is allowed."""
    names = [str(name) for name in allowed]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]
