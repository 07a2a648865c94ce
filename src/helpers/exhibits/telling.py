"""Each disagreement of a source with itself in plain words, by rules that hold for any network.

What is printed where, why it cannot be, what is likeliest and why, and what this report does. A
value printed in more parts of the source, or with a percentage that fits, stands against one
printed in fewer; else those statements are named of which one, if wrong, would explain it all.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from helpers.numbers.audit import cases
from helpers.numbers.audit.descent import SAME_HOST
from helpers.numbers.audit.disagreements import Disagreement, disagreements
from helpers.numbers.audit.findings import Findings
from helpers.numbers.audit.told import printed
from helpers.numbers.numerals import first_word, spelled
from helpers.numbers.statement import Statement
from helpers.text.claims import Claims, in_words
from helpers.text.phrases import capital, small

EACH = "Every range holds whichever of the likeliest is the wrong one."
ANY = "Every range holds whichever is right."
ONE = "Every range goes by the one that agrees with all else."
SHOWN = "All values are shown, none as certain."


@dataclass(frozen=True)
class Told:
    """A disagreement in words; `puzzle`: it rests on what names seem to say."""

    title: str
    printed: str
    why: str
    likeliest: str
    here: str
    claims: tuple[str, ...]
    puzzle: bool = False


def told(findings: Findings) -> list[Told]:
    """All disagreements: values that rival each other, sums, hosts, any other, puzzles."""
    teller = _Teller(findings)
    ways = (teller.rivals, teller.sums, teller.crowd, teller.names, teller.other)
    found: list[tuple[int, Told]] = []
    for one in teller.disagreements:
        words = (way(one) for way in ways)
        found.append(next((rank, some) for rank, some in enumerate(words) if some))
    found += [(len(ways), one) for one in teller.more()]
    return [one for _, one in sorted(found, key=lambda pair: (pair[1].puzzle, pair[0]))]


def crowds(findings: Findings) -> list[cases.Crowd]:
    """Where more hosts are said to have something than there are things to lie in them."""
    teller = _Teller(findings)
    return [found for one in teller.disagreements if (found := teller.crowd_of(one))]


class _Teller:
    """Knows the claims, what they disagree on, and which the fewest are that may be wrong."""

    def __init__(self, findings: Findings) -> None:
        self.network, self.data = findings.network, findings.data
        self.claims = Claims(findings.network)
        self.terms = self.claims.terms
        self.suspects = frozenset[str]().union(*self.data["drops"])

    @cached_property
    def disagreements(self) -> list[Disagreement]:
        return disagreements(self.data["conflicts"], self.data["drops"], self.claims.number)

    def _ordered(self, claims: Iterable[str]) -> list[str]:
        """Claims in the order in which the source prints them; what is no statement goes last."""
        known = list(self.claims.said)
        return sorted(claims, key=lambda one: known.index(one) if one in known else len(known))

    def _brief(self, claims: Sequence[str]) -> str:
        """`35 circles in two cities and 36 in one`."""
        first, *rest = claims
        return in_words([self.claims.words(first), *map(self.claims.short, rest)])

    def _printed(self, claims: Sequence[str]) -> str:
        """`35 circles in one city (44%): Summary (line 30).`"""
        shares = self.claims.percentages(claims)
        share = f" ({in_words(shares)})" if shares else ""
        return f"{capital(self._brief(claims))}{share}: {self.claims.places(*claims)}."

    # -- values that rival each other

    def rivals(self, one: Disagreement) -> Told | None:
        """Two or more values of a number; of several numbers, those that go together."""
        if not one.rivals:
            return None
        numbers = sorted(map(self._ordered, one.rivals), key=self._place)
        versions = self._versions(one, numbers)
        claims = [claim for some in numbers for claim in some]
        title = in_words(map(self._values, numbers))
        if len(numbers) > 1 and len(versions[0]) > 1:
            title = f"{self._brief(versions[0])}, or the other way round"
        return Told(
            capital(title),
            " ".join(map(self._printed, versions)),
            f"One number has one value. {self._adding_up(one, versions)}".strip(),
            self._likelier(versions, one),
            f"{SHOWN} {ANY if self.suspects.issuperset(claims) else ONE}",
            tuple(claims),
        )

    def _place(self, claims: Sequence[str]) -> int:
        known = list(self.claims.said)
        return known.index(claims[0])

    def _versions(self, one: Disagreement, numbers: Sequence[Sequence[str]]) -> list[list[str]]:
        """What goes together, value by value, the best supported first; else each value alone."""
        sides = [[c for some in numbers for c in some if c in side] for side in one.sides]
        together = sorted(c for side in sides for c in side) == sorted(
            c for n in numbers for c in n
        )
        found = sides if together else [[claim] for some in numbers for claim in some]
        return sorted(found, key=self._support, reverse=True)

    def _values(self, rivals: Sequence[str]) -> str:
        """`35 or 36 circles in two cities`."""
        own = [one for claim in rivals if (one := self.claims.first(claim))]
        values = " or ".join(map(printed, sorted(own, key=lambda one: one.number)))
        return self.claims.words(rivals[0]).replace(printed(own[0]), values, 1)

    def _adding_up(self, one: Disagreement, versions: Sequence[Sequence[str]]) -> str:
        """Do the versions add up alike with what has no rival, and does any other choice?"""
        beyond = (c for c in one.conflicts if not any(c <= some for some in one.rivals))
        sums = [found for c in beyond if (found := self._sum(c))]
        if len(one.sides) == 1 and len(one.conflicts) > 1:
            return f"With all else only this agrees: {self._brief(self._ordered(one.sides[0]))}."
        if not sums or len(one.sides) < 2:
            return ""
        rivals, whole = frozenset[str]().union(*one.rivals), sums[0].whole
        alike = [some for some in sums if (some.attribute, some.total) == _kind(sums[0])]
        fixed = [part for part in sums[0].parts if part.claim_id not in rivals]
        own = ([p for p in some.parts if p.claim_id in rivals] for some in alike)
        wrong = in_words(dict.fromkeys(_added(_rising(some) + fixed) for some in own))
        right = in_words(dict.fromkeys(_added(_rising(self._first(v)) + fixed) for v in versions))
        rest = (
            f"With the {in_words(map(self.claims.statement, fixed))}, either way" if fixed else ""
        )
        total = f"as in {self.claims.statement(whole)}" if whole else "as many as are listed"
        return (
            f"{rest or 'Either way'} makes {sums[0].total}, {total}: {right}. So adding up cannot "
            f"tell which is right; it only rules out {wrong}."
        )

    def _first(self, claims: Iterable[str]) -> list[Statement]:
        return [one for claim in claims if (one := self.claims.first(claim))]

    def _likelier(self, versions: Sequence[Sequence[str]], one: Disagreement) -> str:
        """The version with the most support, if there is one with more than any other."""
        if len(one.sides) == 1 and len(one.conflicts) > 1:
            only = capital(self._brief(self._ordered(one.sides[0])))
            return f"{only}: the other statements leave no choice."
        best, other = versions[:2]
        if self._support(best) == self._support(other):
            return f"Nothing printed speaks for one of them: each is {self._supported(best)}."
        it, (parts, shared) = capital(self._brief(best)), self._support(other)
        next_ = f"the other in {spelled(parts)}, {_shares(shared)}"
        return f"{it}. This is {self._supported(best)}; {next_}."

    def _support(self, claims: Collection[str]) -> tuple[int, int]:
        """In how many parts of the source claims are printed, and how many have a percentage."""
        shared = [claim for claim in claims if self.claims.percentages([claim])]
        return len(self.claims.sections(claims)), len(shared)

    def _supported(self, claims: Collection[str]) -> str:
        parts, shared = self._support(claims)
        where = f"{spelled(parts)} {'part' if parts == 1 else 'parts'} of the source"
        return f"printed in {where}, {_shares(shared)}"

    # -- parts and wholes

    def _sum(self, conflict: Collection[str]) -> cases.Sum | None:
        return cases.sums(self.network, frozenset(conflict), self.claims.first)

    def sums(self, one: Disagreement) -> Told | None:
        """Parts that do not add up to their whole; the whole may have several printed values."""
        every = [some for c in one.conflicts if (some := self._sum(c))]
        if not every:
            return None
        first = every[0]
        alike = [some for some in every if _ids(some) == _ids(first)]
        found = sorted(alike, key=lambda some: some.total)
        by = self.terms.words.get(first.attribute, first.attribute.removesuffix("_class"))
        parts = [part.claim_id for part in first.parts]
        wholes = [some.whole.claim_id for some in found if some.whole]
        noun = self.terms.partnerships + self.claims.conditions(first.parts[0], [first.attribute])
        where = "in all" if wholes else "in the list"
        totals = " or ".join(str(some.total) for some in found)
        listed = [] if wholes else [f"The list has {first.total}."]
        off = in_words(_off(some) for some in found)
        return Told(
            f"Added up by {by} {first.made} {noun}, {where} {totals}",
            " ".join([self._each(first, by), *self._totals(wholes), *listed]),
            f"{_added(first.parts)}, as each {self.terms.partnership} has one {by}. That is {off}.",
            self._suspected([*parts, *(() if one.either else wholes)]),
            f"Parts and totals are shown as printed. {EACH}",
            (*parts, *wholes),
        )

    def _each(self, found: cases.Sum, by: str) -> str:
        """`By topic 10 on reading and 9 on maths: Text (lines 670, 677).`"""
        named = ((printed(one), self.claims.condition(one, found.attribute)) for one in found.parts)
        places = self.claims.places(*(one.claim_id for one in found.parts))
        return f"By {by} {in_words(f'{number} {what}' for number, what in named)}: {places}."

    def _totals(self, wholes: Iterable[str]) -> Iterator[str]:
        """`In all 35 (44%): Summary (line 30).`"""
        for whole in wholes:
            share = "".join(f" ({one})" for one in self.claims.percentages([whole]))
            said = in_words(map(printed, self._first([whole])))
            yield f"In all {said}{share}: {self.claims.places(whole)}."

    # -- hosts

    def crowd_of(self, one: Disagreement) -> cases.Crowd | None:
        """The first of its conflicts that is about more hosts than there is room for."""
        known = {frozenset(some["claims"]): some["halves"] for some in self.data["contradictions"]}
        found = (cases.crowd(c, self.claims.first, known.get(c, ())) for c in one.conflicts)
        return next(filter(None, found), None)

    def crowd(self, one: Disagreement) -> Told | None:
        """More hosts with something than there are things to lie in them."""
        found = self.crowd_of(one)
        if not found:
            return None
        claims = [found.hosts.claim_id, *(each.claim_id for each in found.held), *found.few]
        number, fits = first_word(found.hosts.number), spelled(found.fits)
        return Told(
            f"{number} {self.terms.hosts} that can be {fits} at most",
            " ".join(self._printed([claim]) for claim in claims),
            " ".join(self._counting(found, one)),
            self._suspected(one.conflicts[0]),
            f"All are shown as printed. {EACH}",
            tuple(claims),
        )

    def _counting(self, found: cases.Crowd, one: Disagreement) -> Iterator[str]:
        """The things there are at most; those in named hosts; the hosts that the rest can be in."""
        few, host, hosts = self._brief(found.few), self.terms.host, self.terms.hosts
        if not found.words:
            room = f"{spelled(found.fits)} {host if found.fits == 1 else hosts}"
            yield f"{capital(few)} can lie in {room} at most, not in {found.hosts.value}."
        else:
            yield (
                f"By {few}, {found.words}, since those that went on as one are as many before as "
                "after."
            )
        lie = [f"{each.number} lie in {host} {each.host}" for each in found.held]
        if lie:
            left = spelled(found.left)
            yield f"Of these, {in_words(lie)}; the other {left} can lie in {left} more."
            yield f"{len(lie)} + {found.left} = {found.fits} {hosts}, not {found.hosts.value}."
        if any(SAME_HOST in conflict for conflict in one.conflicts):
            yield f"This takes for granted that {self.claims.words(SAME_HOST)}."

    # -- names, and all else

    def names(self, one: Disagreement) -> Told | None:
        """A count, and names of the list that seem to say more."""
        found = cases.names(self.network, one.conflicts[0], self.claims.first)
        if not found:
            return None
        count, rows = printed(found.said), found.rows
        shown = (f"{row['name']} ({row['host']})" if row["host"] else row["name"] for row in rows)
        begun = first_word(found.said.number) if count == found.said.value else capital(count)
        return Told(
            f"{begun} by count, {spelled(len(rows))} by name: a puzzle rather than a contradiction",
            f"{self._printed([found.said.claim_id])} Names in the list: {in_words(shown)}.",
            f"{len(rows)} are not {count}, if each of these names says what is counted.",
            " ".join(self._meant(found)),
            "Both are shown as printed. Every range holds whether the count is wrong or a name.",
            tuple(sorted(one.conflicts[0])),
            puzzle=True,
        )

    def _meant(self, found: cases.Names) -> Iterator[str]:
        """Names are the weaker evidence, above all of what is listed under something else."""
        yield (
            f"The count: a name is weak evidence, and a {self.terms.partnership} so called may be "
            "counted under something else."
        )
        for row in found.rows:
            if row["topics"] and row["topics_status"] in ("", "certain"):
                label = small(self.network.label("topics", row["topics"].split(";")[0]))
                yield f"{row['name']} may be: it is listed under {label}."

    def other(self, one: Disagreement) -> Told:
        """Any other: what is printed, and why the engine says that it cannot be."""
        claims = self._ordered(one.conflicts[0])
        said = [claim for claim in claims if self.claims.first(claim)]
        rules = (self.claims.words(claim) for claim in claims if claim not in said)
        why = {frozenset(some["claims"]): some["why"] for some in self.data["contradictions"]}
        shown = [self._printed([claim]) for claim in said]
        title = f"{first_word(len(said))} statements that cannot all be true"
        return Told(
            title if said[1:] else "A statement that cannot be true",
            " ".join([*shown, *(f"It is taken for granted that {rule}." for rule in rules)]),
            next((why[c] for c in one.conflicts if c in why), "No list agrees with all of them."),
            self._suspected(claims),
            " ".join(["All are shown as printed.", *([EACH] if self.suspects & {*claims} else [])]),
            tuple(claims),
        )

    def more(self) -> Iterator[Told]:
        """Contradictions that are no conflict of counts, such as shares of more than the whole."""
        known = {frozenset(one) for one in self.data["conflicts"]}
        for one in self.data["contradictions"]:
            if (claims := frozenset(one["claims"])) not in known:
                yield self.other(Disagreement((claims,)))

    # -- likeliest

    def _suspected(self, claims: Iterable[str]) -> str:
        """Those of some claims of which one, if wrong, is enough; the weakest, if one is."""
        every = self._ordered(claims)
        own = [claim for claim in every if claim in self.suspects]
        if not own:
            return "Nothing printed says which."
        named = self._named(every)
        said = [claim for claim in own if self.claims.first(claim)]
        first = (
            "It is enough if one of these is wrong: "
            if own[1:]
            else "It is enough if this is wrong: "
        )
        found = [f"{first}{in_words((named[claim] for claim in own), 'or')}."]
        rest = [claim for claim in every if claim not in own]
        if rest and said == own and all(map(self.claims.first, rest)):
            more = in_words((named[claim] for claim in rest), "or")
            found.append(f"Were it {more}, something else would have to be wrong as well.")
        return " ".join([*found, *self._weakest(said, named)])

    def _named(self, claims: Sequence[str]) -> dict[str, str]:
        """Claims by their numbers, `the 10`; in words where two have the same number."""
        numbers = [printed(one) for claim in claims if (one := self.claims.first(claim))]
        brief = len({*numbers}) == len(numbers)
        return {claim: self._suspect(claim, brief) for claim in claims}

    def _suspect(self, claim: str, brief: bool) -> str:
        one, words = self.claims.first(claim), self.claims.words(claim)
        if one is None:
            return f"the assumption that {words}"
        return f"the {printed(one) if brief else words}"

    def _weakest(self, said: Sequence[str], named: Mapping[str, str]) -> Iterator[str]:
        """What is printed in the fewest parts of the source, and without a percentage."""
        by = sorted(said, key=lambda claim: self._support([claim]))
        if len(by) == 1:
            yield f"{capital(named[by[0]])} is {self._supported(by)}."
        elif by and self._support(by[:1]) < self._support(by[1:2]):
            yield f"The weakest of them is {named[by[0]]}, {self._supported(by[:1])}."
        elif by and self._support(by[:1]) == self._support(by[-1:]):
            yield f"None is weaker than another: each is {self._supported(by[:1])}."


def _kind(found: cases.Sum) -> tuple[str, int]:
    return found.attribute, found.total


def _ids(found: cases.Sum) -> list[str]:
    return [part.id for part in found.parts]


def _shares(shared: int) -> str:
    one = "with a percentage that fits" if shared == 1 else "with percentages that fit"
    return one if shared else "without a percentage"


def _rising(parts: Iterable[Statement]) -> list[Statement]:
    return sorted(parts, key=lambda one: one.number)


def _added(parts: Sequence[Statement]) -> str:
    """`35 + 36 + 8 = 79`."""
    numbers = [int(one.number) for one in parts]
    return f"{' + '.join(map(str, numbers))} = {sum(numbers)}"


def _off(found: cases.Sum) -> str:
    """`2 fewer than 35`."""
    more = found.total - found.made
    return f"{abs(more)} {'fewer' if more > 0 else 'more'} than {found.total}"
