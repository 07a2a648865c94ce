"""The one error a user may cause: shown as plain sentences, never as a traceback."""

import errno
from collections.abc import Iterable

MOST = 60  # words that a message lists
FEW = 12  # where it can tell which one was meant
_FULL = "there is no space left on the disk. Free some, then run it again"
_CLOSED = "the permission is missing. Let this user read and write it"
_TAKEN = "a file, or a link that leads nowhere, is where a folder is needed. Move it away"
_OF_THE_DISK = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.EROFS: "the disk can only be read. Let it be written",
    errno.EEXIST: _TAKEN,
    errno.ENOTDIR: _TAKEN,
    errno.EISDIR: "a folder is where a file is needed. Move it away",
    errno.ENAMETOOLONG: "the name is too long. Choose a shorter one",
    errno.ELOOP: "its links lead in a circle. Mend them",
}


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


class NoSuchName(UserError, AttributeError):
    """A name typed after a dot that is not there; `hasattr` takes it as any AttributeError."""


def one_of(allowed: Iterable[object]) -> str:
    """`a`, `b` or `c`: how every message lists what is allowed."""
    names = [str(name) for name in allowed] or ["nothing, as there is none"]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]


def nearest(found: object, allowed: Iterable[object]) -> str:
    """` Did you mean 'b'?` where an allowed word is near to what was found, else nothing."""
    from difflib import get_close_matches  # late: most commands make no mistake

    words = {str(word).casefold(): str(word) for word in allowed}
    near = get_close_matches(shortened(found).casefold(), words, 1)
    return f" Did you mean '{words[near[0]]}'?" if near else ""


def check(
    found: object, allowed: Iterable[object], what: str, labels: Iterable[object] = ()
) -> None:
    """UserError, with the nearest word or label, for a word that is not allowed."""
    words = list(allowed)
    if found not in words:
        near = nearest(found, words) or nearest(found, labels)
        most = FEW if near else MOST
        more = [f"one of {len(words) - most} others"] if len(words) > most + 1 else []
        listed = [*words[:most], *more] if more else words
        there = f"it is {one_of(listed)}" if words else "there is none"
        raise UserError(f"'{found}' is not {what}: {there}.{near}")


def shortened(found: object, most: int = 80) -> str:
    """What was found, as a sentence can hold it."""
    text = str(found)
    return text if len(text) <= most else f"{text[:most]}... ({len(text):,} characters)"


def of_disk(error: OSError) -> str:
    """What the system would not do with a file or folder, and what to do, in one sentence."""
    reason = _OF_THE_DISK.get(error.errno or 0, f"{error.strerror or error}")
    sentence = f"{shortened(error.filename)}: {reason}." if error.filename else f"{reason}."
    return sentence[:1].upper() + sentence[1:]
