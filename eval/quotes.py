"""Citations: do they belong to the expected records, and are their words the words of the source.

Knows record ids, marks and how a quote is compared with its source; refuses to know what the answer says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

from eval.cases import Cite, Expect
from eval.findings import Defect, Finding, Json
from eval.items import marked_lines
from eval.words import MARK, holds, plain

_FURNITURE = re.compile(r"\[bookmark:[^\]]*\]|</?p>|\*\*|#")
_NEIGHBOUR = re.compile(r"(.*?)(\d+)$")


def citation_findings(expect: Expect, document: str, answer: Json, sources: Mapping[str, str]) -> Iterator[Finding]:
    """All that is wrong with the citations of an answer."""
    citations: Sequence[Json] = answer["citations"]
    yield from _quotes_stand(citations, sources)
    yield from _quotes_stand(answer.get("nearest") or (), sources)
    yield from _marks(str(answer["answer"]), citations)
    cite = expect.cite or Cite()
    if cite.none:
        if citations:
            yield Finding("citation-unwanted", ", ".join(str(c["record_id"]) for c in citations))
        return
    must = cite.must or tuple((f"{i.document or document}/{i.series}/{n}",) for i in expect.items for n in i.must)
    if not citations and cite.optional:
        return
    answered = answer["status"] in ("answered", "partial")
    if (not citations and answered and expects_citations(expect)) or (not answered and _only_answers(expect)):
        yield Finding("citation-none", f"{answer['status']} without a citation")
        return
    if answered:
        yield from _records(must, cite, citations)
        yield from _words(cite, citations)
    if expect.items:
        yield from _shifted_marks(answer, citations)


def expects_citations(expect: Expect) -> bool:
    """Whether the citation score of a case means anything."""
    cite = expect.cite or Cite()
    return not (cite.none or cite.optional) and any(status in ("answered", "partial") for status in expect.status)


def _only_answers(expect: Expect) -> bool:
    """Whether nothing but an answer, with what it stands on, is right."""
    return expects_citations(expect) and all(status in ("answered", "partial") for status in expect.status)


def squeezed(text: str) -> str:
    """Words as quotes and sources are compared: without white space and inline furniture."""
    return re.sub(r"\s+", "", _FURNITURE.sub("", text))


def _quotes_stand(citations: Sequence[Json], sources: Mapping[str, str]) -> Iterator[Finding]:
    for citation in citations:
        source = sources.get(str(citation["document"]))
        where = f"[{citation['marker']}] {citation['record_id']}"
        if source is None:
            yield Finding("quote-false", f"{where}: no such document")
        elif not str(citation["quote"]).strip():
            yield Finding("quote-false", f"{where}: empty quote")
        elif squeezed(source[citation["start"] : citation["end"]]) != re.sub(r"\s+", "", str(citation["quote"])):
            yield Finding("quote-false", f"{where}: the source does not read {str(citation['quote'])[:40]!r} there")


def _marks(text: str, citations: Sequence[Json]) -> Iterator[Finding]:
    known = {int(citation["marker"]) for citation in citations}
    used = {int(mark) for mark in MARK.findall(text)}
    if dangling := sorted(used - known):
        yield Finding("mark-dangling", f"no citation for {dangling}")
    if unused := sorted(known - used):
        yield Finding("mark-unused", f"no mark in the answer for {unused}")


def _records(must: tuple[tuple[str, ...], ...], cite: Cite, citations: Sequence[Json]) -> Iterator[Finding]:
    cited = {str(citation["record_id"]) for citation in citations}
    allowed = {record for alternatives in must for record in alternatives}
    extra = {r for r in cited - allowed if not any(fnmatchcase(r, pattern) for pattern in cite.may)}
    for alternatives in must:
        if cited.isdisjoint(alternatives):
            beside = extra & {n for record in alternatives for n in _neighbours(record)}
            name: Defect = "citation-shifted" if beside else "citation-missing"
            got = ", ".join(sorted(beside or extra)[:6])
            yield Finding(name, f"{' or '.join(alternatives)}; cited instead: {got or 'nothing else'}")
    if cite.only and extra:
        yield Finding("citation-extra", ", ".join(sorted(extra)))


def _neighbours(record: str) -> tuple[str, ...]:
    match = _NEIGHBOUR.match(record)
    return (f"{match[1]}{int(match[2]) - 1}", f"{match[1]}{int(match[2]) + 1}") if match else ()


def _words(cite: Cite, citations: Sequence[Json]) -> Iterator[Finding]:
    quotes = plain("".join(str(citation["quote"]) for citation in citations))
    paths = plain("|".join(p for citation in citations for p in (*citation["path"], str(citation["label"]))))
    yield from (Finding("quote-lacks", " or ".join(words)) for words in cite.quotes if not holds(quotes, words))
    yield from (Finding("path-lacks", " or ".join(words)) for words in cite.path if not holds(paths, words))


def _shifted_marks(answer: Json, citations: Sequence[Json]) -> Iterator[Finding]:
    numbers = {int(citation["marker"]): citation["number"] for citation in citations}
    for number, marks in marked_lines(str(answer["answer"])):
        given = [numbers.get(mark) for mark in marks]
        if number not in given and all(isinstance(n, int) for n in given):
            yield Finding("mark-shifted", f"the line on item {number} bears the mark of {given}")
