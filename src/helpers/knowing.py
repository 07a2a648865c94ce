"""What a document tells of each number where its reader asks: how it is known, and by what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from helpers import answers, witnessed
from helpers.data import population
from helpers.data.network import Network, once
from helpers.exploring import WHY, WHY_COUNTED, WHY_ROWS, WHY_SHARE, name_of
from helpers.numbers import printed, rows
from helpers.numbers.answer import Status
from helpers.numbers.audit import ends, without
from helpers.numbers.evidence import answer
from helpers.numbers.numerals import span
from helpers.numbers.question import PERCENT, Question
from helpers.numbers.statement import texts
from helpers.params import Params
from helpers.text.leaving import Leaving
from helpers.text.say import Claim

NAMED = 12  # of what is counted, so many are named; a list of all stands in the document
MOVERS = 6  # claims whose absence would move a number that are named
RANGED = (Status.BOUNDED, Status.FREE, Status.PUBLIC)
WHY_READING = "the source prints it; what it counts is a reading of the words below."
WHY_WHOLE = "it is the whole that the statements below speak of."
WHY_SUM = "it is the sum of what the statements below print."
WHY_TOGETHER = "what the source prints in the statements below makes it."
WHY_TABLE = "it is worked out here, from the data and the tables of this report."
ALONE = {  # of what rests on no single statement
    Status.BOUNDED: "all statements and rows, taken together, leave it this range.",
    Status.IMPLIED: "it follows from all statements and rows, taken together.",
}
STORED = (without.NAME, ends.NAME)  # files that are told from, where they are there
Told = dict[str, Any]


@once
def _leaving(network: Network) -> Leaving | None:
    """What would change without a claim; None where it has not been computed."""
    kept = without.stored(network)
    return Leaving(network, kept) if kept else None


@once
def _questions(network: Network) -> dict[str, Question]:
    """What the audit bounds, by the questions' keys."""
    return {one.key(): one for one in answers.questions(network)}


@once  # every host's report tells of the network's numbers again
def _names(network: Network, asked: Question) -> tuple[str, ...]:
    """The names of the partnerships, or of the hosts, that are counted."""
    people = population.of(network, asked.period)
    if asked.subject == "partnerships" and asked.measure in ("count", PERCENT):
        return tuple(filter(None, map(name_of, rows.counted(people, asked))))
    if asked.subject != "hosts" or asked.measure != "count":
        return ()
    plain = not (asked.having or asked.where)
    there = (name for name in network.hosts if plain or rows.hosts(people, asked, [name])[0])
    return tuple(there)


@dataclass(frozen=True)
class Knowing:
    """How the numbers of a network are known."""

    network: Network
    params: Params | None = None  # without it nothing is asked of the audit

    def told(self, claim: Claim) -> Told:
        """`status`, `why`; if there are: `question` (its key), `statements` (ids), `note`, `rows`
        (the names of what is counted, the first NAMED) and `all` (how many those are).
        """
        if claim.key:
            claim = replace(claim, question=_questions(self.network).get(claim.key))
        status, asked = Status(claim.status), claim.question
        if status == Status.COUNTED and (ids := self._saying(claim)):  # whoever counted it here
            status, claim = Status.PRINTED, replace(claim, statements=ids)
        found = {"question": asked.key() if asked else "", "statements": claim.statements}
        found["note"] = claim.note
        if status == Status.COUNTED:
            found |= self._counted(claim)
        elif status == Status.PRINTED:
            found |= self._printed(claim)
        else:
            alone = not claim.statements and ALONE.get(status)
            found |= {"why": alone or WHY[status]} | self._open(claim)
        found |= self._in_datasets(claim)
        return {"status": str(status), **{name: one for name, one in found.items() if one}}

    def _open(self, claim: Claim) -> Told:
        """Of a number that the audit bounds: its value in one dataset, the claims that hold either
        end, and its range without each that moves it.
        """
        if claim.question is None or self.params is None or self.network.statements.empty:
            return {}
        found = {"example": self._example(claim.question)} if claim.status in RANGED else {}
        if (leaving := _leaving(self.network)) is None:
            return found
        key = claim.question.key()
        held = [leaving.named(claims) for claims in leaving.kept.holding(key)]
        moved = leaving.kept.movers(key)
        others = [
            [*leaving.named([name]), span(*ends)]
            for name, ends in sorted(moved.items(), key=lambda one: one[1][0] - one[1][1])
        ]
        return found | ({"held": held} if any(held) else {}) | {"without": others[:MOVERS]}

    def _in_datasets(self, claim: Claim) -> Told:
        """`values`: the number in each of the datasets that are stored, once if it never changes;
        of a range `ends`: where it is the least and where the greatest, as a place in `values` and
        the statements that this dataset gives up, as they contradict others.
        """
        if claim.question is None or self.params is None:
            return {}
        found = witnessed.counted(self.network, self.params, claim.question)
        texts_ = [one.text("%" if claim.question.measure == PERCENT else "") for one in found]
        told: Told = {"values": " ".join(texts_ if len({*texts_}) > 1 else texts_[:1])}
        if found and isinstance(claim.value, list):
            own = [one.value for one in found]
            places = [own.index(end) if end in own else None for end in claim.value]  # type: ignore[arg-type]
            told["ends"] = [[place, self._given_up(place)] if place is not None else []
                            for place in places]  # fmt: skip
        return told

    def _given_up(self, place: int) -> list[str]:
        kept, leaving = witnessed.witnesses(self.network), _leaving(self.network)
        return leaving.named(kept.left_out[place]) if kept and leaving else []

    def _example(self, asked: Question) -> str:
        """The number in one dataset that agrees with a largest set of statements."""
        assert self.params is not None
        one = self.params.model_copy(update={"view": "example"})
        found = answer(answers.evidence(self.network, one), asked)
        return found.text("%" if asked.measure == PERCENT else "") if found.exact else ""

    def _printed(self, claim: Claim) -> Told:
        """Why it is printed, and where. What is said of its statements must be true of them: some
        numbers are the whole that they are a part of, or their sum.
        """
        frame = self.network.statements
        rows_ = texts(frame[frame["id"].isin(claim.statements)])
        own = {Fraction(row["value"]) for row in rows_ if row["value"]}
        if not isinstance(claim.value, int | float) or claim.value in own:
            return self._read(rows_, claim)
        if ids := self._saying(claim):
            return {"why": WHY[Status.PRINTED], "statements": ids}
        if str(claim.value) in {row["denominator"] for row in rows_}:
            return {"why": WHY_WHOLE}
        by_claim = {row["claim_id"]: Fraction(row["value"]) for row in rows_ if row["value"]}
        return {"why": WHY_SUM if sum(by_claim.values()) == claim.value else WHY_TOGETHER}

    def _saying(self, claim: Claim) -> list[str]:
        """The statements that answer its question with its value."""
        asked = printed.index(self.network).get(claim.question, []) if claim.question else []
        return [row["id"] for row in asked
                if row["relation"] == "=" and Fraction(row["value"]) == claim.value]  # fmt: skip

    def _read(self, rows_: Sequence[Mapping[str, str]], claim: Claim) -> Told:
        """Why it is printed: plainly, or in words that can be read in more than one way."""
        saying = [row for row in rows_ if row["value"] and Fraction(row["value"]) == claim.value]
        if not saying or not all(row["reading"] for row in saying):
            return {"why": WHY[Status.PRINTED]}
        notes = dict.fromkeys(row["note"].partition(";")[0] for row in saying)
        note = claim.note or "; or ".join(filter(None, notes))
        return {"why": WHY_READING} | ({"note": note} if note else {})

    def _counted(self, claim: Claim) -> Told:
        """Why it is counted, and what; nothing is named where a small-cell rule hides numbers."""
        asked = claim.question
        if asked is None:
            return {"why": WHY_TABLE}
        names = () if self._secret else _names(self.network, asked)
        share = asked.measure == PERCENT
        if not names or not (share or len(names) == claim.value):  # some have no name
            return {"why": WHY_ROWS}
        why = WHY_SHARE if share else WHY_COUNTED
        return {"why": why, "rows": list(names[:NAMED]), "all": len(names)}

    @cached_property
    def _secret(self) -> bool:
        return bool(answers.hidden(self.network))
