"""Checks of the cases themselves: what they expect must really stand in the documents.

Knows how many rows, sections and boxes each document has (counted by hand); refuses to ask the program under test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from eval.cases import Case, Expect, Turn
from eval.quotes import squeezed
from eval.reading import CaseProblem
from eval.roles import NAMES
from eval.words import figures, has_figure, plain

DOCUMENT_IDS = ("zhejiang", "guangdong", "jiangsu", "chongqing", "shenzhen")

_CLAUSES = {
    3: 1, 4: 4, 5: 3, 6: 3, 7: 1, 8: 1, 9: 2, 10: 3, 11: 2, 12: 4, 13: 1, 14: 3, 15: 1, 16: 5, 17: 4, 18: 6, 19: 2,
    20: 1, 21: 4, 22: 3, 23: 1,
}  # fmt: skip
_GUANGDONG_BOXES = {1: 4, 2: 4, 3: 3, 4: 6, 5: 3, 6: 4, 7: 1}
_CHONGQING_BOXES = {1: 5, 2: 6, 3: 3, 4: 3, 5: 2, 6: 3, 7: 2, 8: 2, 9: 1, 10: 3}
_CHONGQING_ITEMS = {1: 4, 2: 3, 3: 4, 4: 4, 5: 2}
_JIANGSU_SECOND = {1: 2, 2: 4, 3: 4}


def _known_ids() -> frozenset[str]:
    """Every record id that a case may name, beside ``DOC/text/N``."""
    known = {f"shenzhen/task/{n}" for n in range(1, 141)} | {f"shenzhen/project/{n}" for n in range(1, 26)}
    known |= {f"shenzhen/section/{n}" for n in range(1, 20)} | {f"shenzhen/section/chapter-{n}" for n in range(1, 5)}
    known |= {f"shenzhen/section/item-{n}" for n in range(1, 33)}
    known |= {f"shenzhen/section/project-chapter-{n}" for n in range(1, 8)}
    known |= {f"zhejiang/section/{n}" for n in range(1, 24)} | {f"zhejiang/section/chapter-{n}" for n in range(1, 8)}
    known |= {f"zhejiang/annex/{n}" for n in range(1, 19)}
    known |= {f"zhejiang/clause/{s}-{n}" for s, count in _CLAUSES.items() for n in range(1, count + 1)}
    known |= {f"guangdong/section/{n}" for n in range(1, 22)} | {f"guangdong/section/chapter-{n}" for n in range(1, 6)}
    known |= {f"guangdong/item/{n}" for n in range(1, 19)}
    known |= {f"guangdong/box/{b}-{n}" for b, count in _GUANGDONG_BOXES.items() for n in range(1, count + 1)}
    known |= {f"guangdong/section/box-{n}" for n in _GUANGDONG_BOXES}
    known |= {f"chongqing/section/box-{n}" for n in _CHONGQING_BOXES}
    known |= {f"jiangsu/section/1-{n}" for n in range(1, 13)} | {f"jiangsu/section/1-chapter-{n}" for n in (1, 2, 3)}
    known |= {f"jiangsu/section/2-{c}" for c in _JIANGSU_SECOND}
    known |= {f"jiangsu/section/2-{c}-{n}" for c, count in _JIANGSU_SECOND.items() for n in range(1, count + 1)}
    known |= {f"chongqing/section/{n}" for n in range(1, 5)}
    known |= {f"chongqing/section/{c}-{n}" for c, count in {2: 5, 3: 5, 4: 3}.items() for n in range(1, count + 1)}
    known |= {f"chongqing/item/2-{s}-{n}" for s, count in _CHONGQING_ITEMS.items() for n in range(1, count + 1)}
    known |= {f"chongqing/box/{b}-{n}" for b, count in _CHONGQING_BOXES.items() for n in range(1, count + 1)}
    return frozenset(known)


KNOWN_IDS = _known_ids()
_TEXT_ID = re.compile(rf"({'|'.join(DOCUMENT_IDS)})/text/\d+")


def load_sources(folder: Path) -> dict[str, str]:
    """The source documents as decoded from UTF-8, line ends untouched; ``CaseProblem`` where one is not there."""
    sources = {}
    for document in DOCUMENT_IDS:
        path = folder / f"{document}.txt"
        if not path.is_file():
            raise CaseProblem(f"{path}: the source document is not there")
        sources[document] = path.read_bytes().decode("utf-8")
    return sources


def lint(cases: Sequence[Case], sources: Mapping[str, str]) -> list[str]:
    """One line for each expectation that the documents do not bear out, and for each case that copies another."""
    findings = [
        f"{case.id}: {finding}" for case in cases for turn in case.asked for finding in _turn(case, turn, sources)
    ]
    seen: dict[str, str] = {}
    for case in cases:
        words = " / ".join(plain(turn.question) for turn in case.asked)
        if words in seen:
            findings.append(f"{case.id}: asks the same as {seen[words]}")
        seen.setdefault(words, case.id)
    return findings


def _turn(case: Case, turn: Turn, sources: Mapping[str, str]) -> Iterator[str]:
    expect = turn.expect
    text = sources[case.document] if case.document in sources else "\n".join(sources.values())
    bare, words = squeezed(text), plain(text)
    yield from _ids(case, expect)
    for name in _agency_names(expect):
        if name not in NAMES:
            yield f"agency {name} is not in the list of names"
        elif name not in bare:
            yield f"agency {name} does not stand in the document"
    for alternatives in expect.numbers:
        if any(len(figures(word)) != 1 for word in alternatives):
            yield f"not one figure each: {alternatives}"
        elif not has_figure(text, alternatives):
            yield f"figure {' or '.join(alternatives)} does not stand in the document"
    for alternatives in expect.cite.quotes if expect.cite else ():
        if not any(plain(word) in words for word in alternatives):
            yield f"quote {' or '.join(alternatives)} does not stand in the document"


def _agency_names(expect: Expect) -> Iterator[str]:
    if expect.agencies is not None:
        agencies = expect.agencies
        for names in (agencies.lead, agencies.support, agencies.joint, agencies.named, agencies.others):
            yield from names or ()


def _ids(case: Case, expect: Expect) -> Iterator[str]:
    named = [record for alternatives in (expect.cite.must if expect.cite else ()) for record in alternatives]
    named += [f"{i.document or case.document}/{i.series}/{n}" for i in expect.items for n in (*i.must, *i.may)]
    for record in named:
        if record not in KNOWN_IDS and not _TEXT_ID.fullmatch(record):
            yield f"record {record} does not exist"
