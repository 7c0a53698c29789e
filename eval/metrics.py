"""The score of one answer against one expectation: pure functions from JSON to named findings.

Knows how facts, status and citations are compared; refuses to know how the answer was got. No finding means right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.core.records import ROLES, Role
from eval.cases import Agencies, Count, Expect, Items, Lang
from eval.findings import Defect, Finding, Json
from eval.items import mentions
from eval.quotes import citation_findings
from eval.roles import Named, agencies_of, one_name
from eval.words import has_figure, holds, plain

_OPENING_CHARS = 60
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_ROLE_DEFECTS: dict[Role, Defect] = {"lead": "lead-wrong", "support": "support-wrong", "joint": "joint-wrong"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the scorer needs to know of the case beside the expectation of the turn."""

    document: str
    lang: Lang


def score_turn(expect: Expect, asked: Asked, answer: Json, sources: Mapping[str, str]) -> tuple[Finding, ...]:
    """Everything that is wrong with the JSON of one answer, most telling first."""
    found = [*_status(expect, answer), *_facts(expect, asked, answer)]
    found += citation_findings(expect, asked.document, answer, sources)
    return tuple(found)


def _status(expect: Expect, answer: Json) -> Iterator[Finding]:
    got = answer["status"]
    wanted = "/".join(expect.status)
    if got not in expect.status:
        name: Defect = "wrong-status"
        if expect.status == ("refused",) and got in ("answered", "partial"):
            name = "answered-not-refused"
        elif got == "refused":
            name = "refused-not-answered"
        yield Finding(name, f"expected {wanted}, got {got} ({answer.get('reason')})")
    elif expect.reason is not None and got in ("refused", "partial") and answer.get("reason") not in expect.reason:
        yield Finding("wrong-reason", f"expected {expect.reason}, got {answer.get('reason')}")
    elif got in ("answered", "clarify") and answer.get("reason") is not None:
        yield Finding("wrong-reason", f"{got} with the reason {answer.get('reason')}")


def _facts(expect: Expect, asked: Asked, answer: Json) -> Iterator[Finding]:
    text = str(answer["answer"])
    if expect.agencies is not None:
        yield from _agencies(expect.agencies, agencies_of(text))
    for items in expect.items:
        yield from _items(items, asked.document, answer)
    yield from _counts(expect, answer)
    yield from _strings(expect, text)
    yield from _offers(expect, answer)
    language = expect.language or (asked.lang if asked.lang != "mixed" else None)
    if language is not None:
        yield from _language(language, answer)


def _agencies(wanted: Agencies, named: Named) -> Iterator[Finding]:
    sets = {role: frozenset(map(one_name, listed)) for role in ROLES if (listed := wanted.of(role)) is not None}
    if sets.get("lead") and named.lead and not named.lead & sets["lead"] and sets["lead"] <= named.support:
        yield Finding("roles-swapped", f"{_join(sets['lead'])} given as support, {_join(named.lead)} as lead")
    for role, names in sets.items():
        got = named.of(role)
        if got != names:
            yield Finding(_ROLE_DEFECTS[role], _difference(names, got))
    must = frozenset(map(one_name, wanted.named))
    if missing := must - named.everyone:
        yield Finding("agency-missing", _join(missing))
    if wanted.others is not None:
        fair = must.union(*sets.values(), map(one_name, wanted.others))
        if extra := named.everyone - fair:
            yield Finding("agency-extra", _join(extra))


def _items(items: Items, document: str, answer: Json) -> Iterator[Finding]:
    prefix = f"{items.document or document}/{items.series}/"
    told = {m.number for m in mentions(str(answer["answer"])) if m.series in (items.series, None)}
    cited = {int(c["number"]) for c in answer["citations"] if str(c["record_id"]).startswith(prefix)}
    found = told or cited
    must, fair = set(items.must), set(items.must) | set(items.may)
    if missing := must - found:
        yield Finding("list-cut", f"{items.series} {_numbers(missing)} missing ({len(missing)} of {len(must)})")
    if extra := (found | cited) - fair:
        yield Finding("list-extra", f"{items.series} {_numbers(extra)} should not be there")


def _counts(expect: Expect, answer: Json) -> Iterator[Finding]:
    if expect.count and not has_figure(str(answer["answer"]), tuple(map(str, expect.count))):
        yield Finding("count-wrong", f"{' or '.join(map(str, expect.count))} is not said")
    if expect.coverage is None:
        return
    if answer.get("coverage") is None:
        yield Finding("coverage-wrong", "no coverage given")
        return
    for name in Count.model_fields:
        wanted = getattr(expect.coverage, name)
        got = answer["coverage"][name]
        if wanted is not None and got not in wanted:
            yield Finding("coverage-wrong", f"{name}: expected {' or '.join(map(str, wanted))}, got {got}")


def _strings(expect: Expect, text: str) -> Iterator[Finding]:
    bare = plain(text)
    if expect.opening and not holds(bare[:_OPENING_CHARS], expect.opening):
        yield Finding("verdict-missing", f"{' or '.join(expect.opening)} should come first")
    for words in expect.numbers:
        if not has_figure(text, words):
            yield Finding("figure-missing", " or ".join(words))
    for words in expect.all_of:
        if not holds(bare, words):
            yield Finding("text-missing", " or ".join(words))
    if expect.any_of and not holds(bare, expect.any_of):
        yield Finding("text-missing", " or ".join(expect.any_of))
    for word in expect.none_of:
        if plain(word) in bare:
            yield Finding("text-forbidden", word)
    places = [bare.find(plain(word)) for word in expect.order]
    told = [place for place in places if place >= 0]
    if told != sorted(told):
        yield Finding("order-wrong", f"expected the order {' < '.join(expect.order)}")


def _offers(expect: Expect, answer: Json) -> Iterator[Finding]:
    if not expect.offers:
        return
    choices = [str(c[key]) for c in answer.get("choices") or () for key in ("label", "question")]
    shown = plain("\n".join([str(answer["answer"]), *choices]))
    yield from (Finding("offer-missing", " or ".join(words)) for words in expect.offers if not holds(shown, words))


def _language(language: str, answer: Json) -> Iterator[Finding]:
    text = str(answer["answer"])
    spoken = len(_WORD.findall(text)) >= 3 if language == "en" else bool(_HAN.search(text))
    if answer["language"] != language or not spoken:
        yield Finding("language-wrong", f"expected {language}, got {answer['language']}")


def _join(names: frozenset[str]) -> str:
    return "、".join(sorted(names)) or "none"


def _difference(wanted: frozenset[str], got: frozenset[str]) -> str:
    parts = []
    if wanted - got:
        parts.append(f"missing {_join(wanted - got)}")
    if got - wanted:
        parts.append(f"wrongly {_join(got - wanted)}")
    return "; ".join(parts)


def _numbers(numbers: set[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))
