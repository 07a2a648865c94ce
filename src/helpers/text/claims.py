"""What a source claims, in plain words: a number with what it counts, and where it is printed."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from helpers.data.conditions import parse
from helpers.data.lifecycle import CONTINUED, ENDED, MERGED, SPLIT
from helpers.data.network import Network
from helpers.data.statements import SELECTORS
from helpers.numbers.audit.statements import stated
from helpers.numbers.audit.told import Words, printed
from helpers.numbers.numerals import first_word
from helpers.numbers.statement import VOCABULARIES, Statement
from helpers.text import having
from helpers.text.phrases import Terms, small
from helpers.text.say import Sentence, listed

APART = {"hosts": ("host",), "topics": ("topic", "size_class")}  # of each of which something holds
AT_LEAST_ONE = ("", "partnerships >= 1")
PREPOSITIONS = ("across", "in", "within")  # a label that begins so needs no other words
IN_ORDER = ("host", "topic", "scope", "size_class", "member_type", "focus", "change")
BECAME = {CONTINUED: "that went on", ENDED: "that ended"}


class Claims:
    """A network's statements by their claims, in the network's own words."""

    def __init__(self, network: Network) -> None:
        self.network, self.terms = network, Terms.of(network)

    @cached_property
    def said(self) -> Mapping[str, list[Statement]]:
        """Claim -> the statements of its plain reading, counts first."""
        found: dict[str, list[Statement]] = {}
        for one in stated(self.network):
            own = found.setdefault(one.claim_id, [])
            if not own or one.reading == own[0].reading:
                own.append(one)
        return {name: sorted(some, key=_not_a_count) for name, some in found.items()}

    def first(self, claim: str) -> Statement | None:
        """The statement that stands for a claim; None of what is no statement."""
        return next(iter(self.said.get(claim, ())), None)

    def number(self, claim: str) -> tuple[str, ...] | None:
        """What a claim's number is of: the same for all claims that give it a value."""
        one = self.first(claim)
        return about(one) if one else None

    # -- in words

    def words(self, claim: str) -> str:
        """A claim in words: `35 circles in two cities`."""
        one = self.first(claim)
        return self.statement(one) if one else Words(self.network).claim(claim)

    def begun(self, claim: str) -> str:
        """A claim that begins a sentence: `Two circles on reading`."""
        one, words = self.first(claim), self.words(claim)
        exact = one and words.startswith(f"{one.value} ")
        return words.replace(one.value, first_word(one.number), 1) if one and exact else words

    def short(self, claim: str) -> str:
        """A claim that stands behind one with the same noun: `36 in one`."""
        one = self.first(claim)
        counts = one and (one.measure, one.subject) == ("count", "partnerships")
        return f"{printed(one)}{self.conditions(one)}" if one and counts else self.words(claim)

    def statement(self, one: Statement) -> str:
        """A statement in words: `35 circles in two cities`, `2 hubs with at least one`."""
        number, conditions = printed(one), self.conditions(one)
        single = number == "1"
        if one.measure == "count" and one.subject == "partnerships" and not one.having:
            noun = self.terms.partnership if single else self.terms.partnerships
            return f"{number} {noun}{conditions}"
        if one.measure == "count" and one.subject == "hosts" and one.having in AT_LEAST_ONE:
            noun = self.terms.host if single else self.terms.hosts
            some = f" with at least one {self.terms.partnership}{conditions}"
            return f"{number} {noun}{some if one.having or conditions else ''}"
        if one.having and (one.subject in APART or one.measure == "order"):
            return self._having(one)
        return Words(self.network).statement(one)

    def _having(self, one: Statement) -> str:
        """What each host or topic meets: `2 topics with more “large” than “small” circles`."""
        noun = one.subject if printed(one) != "1" else one.subject.removesuffix("s")
        apart = APART.get(one.subject, ("change",))
        such = self.conditions(one, apart)
        met = having.in_words(parse(one.having), self._of_any, self.terms.partnerships, such)
        counted = f"{printed(one)} {self.network.words.get(noun, noun)} with "
        return f"{counted if one.subject in APART else ''}{met}"

    def _of_any(self, value: str) -> str:
        """The label of a value of whichever vocabulary has it."""
        own = (self.network.config[kind] for kind in dict.fromkeys(VOCABULARIES.values()))
        return next((words[value]["label"] for words in own if value in words), value)

    def conditions(self, one: Statement, apart: Iterable[str] = ()) -> str:
        """What a statement counts by: ` of hub North on reading in one city`, but for some."""
        names = [name for name in IN_ORDER if getattr(one, name) and name not in apart]
        found = [f" {self.condition(one, name)}" for name in names]
        if one.when != self.network.last and one.subject == "partnerships":
            found.insert(names[:1] == ["host"], f" in {self.terms.periods[one.when]}")
        return "".join(found)

    def condition(self, one: Statement, name: str) -> str:
        """One condition: `of North`, `on reading`, `in two cities`, `that were new`."""
        value = getattr(one, name)
        if name == "change":
            return self._change(one)
        label = " or ".join(self._label(name, word) for word in value.split("|"))
        if name == "scope" and label.split()[0] in PREPOSITIONS:
            return label
        return {
            "host": f"of {self.terms.host} {label}",
            "topic": f"on {small(label)}",
            "scope": f"with the scope “{label}”",
            "size_class": f"with {label} {self.terms.members}",
            "member_type": f"with members of the type “{label}”",
            "focus": f"with the focus “{label}”",
        }[name]

    def _label(self, name: str, value: str) -> str:
        known = self.network.config[VOCABULARIES[name]] if name in VOCABULARIES else {}
        return known[value]["label"] if value in known else value.replace("_", " ")

    def _change(self, one: Statement) -> str:
        """`that were merged into “Elm”`, `that came of a split or merger`, `that were new`."""
        classes, early = self.network.config["changes"], one.early
        ways = {word for value in one.change.split("|")
                for word in classes.get(value, {}).get("reasons") or [value]}  # fmt: skip
        if ways <= {SPLIT, MERGED}:
            kinds = [kind for kind in (SPLIT, MERGED) if kind in ways]
            if early or one.partnership:
                into = f" into “{one.partnership}”" if one.partnership else ""
                return f"that were {' or '.join(kinds)}{into}"
            nouns = {SPLIT: "split", MERGED: "merger"}
            return f"that came of a {' or '.join(nouns[kind] for kind in kinds)}"
        if one.change in BECAME:
            return BECAME[one.change]
        label = " or ".join(self._label("change", value) for value in one.change.split("|"))
        return f"counted as “{label}”"

    # -- where

    def places(self, *claims: str) -> str:
        """Where claims are printed: `Summary (line 30) and Text (lines 653, 654)`."""
        found: dict[str, dict[str, None]] = {}
        for one in (one for claim in claims for one in self.said.get(claim, ())):
            lines = found.setdefault(one.section or one.place, {})
            lines |= {one.line: None} if one.line else {}
        return in_words(f"{section}{_lines(lines)}" for section, lines in found.items())

    def sections(self, claims: Iterable[str]) -> set[str]:
        """The parts of the source in which one of some claims is printed."""
        return {one.section for claim in claims for one in self.said.get(claim, ())}

    def percentages(self, claims: Iterable[str]) -> list[str]:
        """The percentages of some claims; those beside counts fit them, as the data are checked."""
        own = (one for claim in claims for one in self.said.get(claim, ()))
        exact = (one for one in own if (one.measure, one.relation) == ("percent", "="))
        return list(dict.fromkeys(map(printed, exact)))


def about(one: Statement) -> tuple[str, ...]:
    """What a statement's number is of."""
    chosen = (getattr(one, name) for name in SELECTORS)
    return (one.subject, one.when, "before" * one.early, one.among * (one.among in WHOLES), *chosen)


WHOLES = ("reporting", "not_reporting", "hosts")  # what a number may be of, besides all


def _lines(lines: Iterable[str]) -> str:
    """` (line 30)`, ` (lines 30, 31)`, ` (lines 670–696)` of many."""
    found = sorted(set(map(int, filter(str.isdigit, lines))))
    if len(found) < 2:
        return f" (line {found[0]})" if found else ""
    many = f"{found[0]}–{found[-1]}"
    return f" (lines {many if len(found) > 2 else ', '.join(map(str, found))})"


def in_words(parts: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b, and c`."""
    return str(listed(map(Sentence, parts), last))


def _not_a_count(one: Statement) -> bool:
    return one.measure != "count"
