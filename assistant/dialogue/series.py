"""Which series of rows a question names: tasks, projects, the annex, boxes.

Knows the words for series; refuses to know which of them a document has.
"""

from __future__ import annotations

from assistant.core.records import Series
from assistant.dialogue import lexicon
from assistant.dialogue.numbers import NumberRef


def series_named(
    lowered: str, rest: str, refs: tuple[NumberRef, ...], places: tuple[tuple[int, int], ...]
) -> tuple[Series, ...]:
    """The series named, by its own name or by a document's; a list with its year and a number is the annex."""
    found = _series_words(lowered, rest, refs)
    if "clause" in found and "annex" not in found and not lexicon.SERIES_ASIDE.search(rest):
        return (*found, *_annex_named(lowered, places))  # the main text held against the list
    return _annex_named(lowered, places) if not found or (refs and lexicon.LIST_OF_YEAR.search(lowered)) else found


def _series_words(lowered: str, rest: str, refs: tuple[NumberRef, ...]) -> tuple[Series, ...]:
    kinds = {ref.kind for ref in refs}
    found: list[tuple[Series, ...]] = []
    rest = lexicon.SERIES_ASIDE.sub(" ", rest)
    firm = lexicon.PREDICATE_NOUN.sub(" ", rest)
    if kinds & {"task", "project", "annex"} or any(pattern.search(firm) for pattern, _ in lexicon.SERIES_WORDS):
        rest = firm
    for pattern, series in lexicon.SERIES_WORDS:
        if pattern.search(rest) or (kinds & set(series) and pattern.search(lowered)):
            found.append(series)
            rest = pattern.sub(" ", rest)
    return tuple(dict.fromkeys(s for series in found for s in series))


def _annex_named(lowered: str, spans: tuple[tuple[int, int], ...]) -> tuple[Series, ...]:
    """The annex where a document is named by it (浙江附件)."""
    annex = next(pattern for pattern, series in lexicon.SERIES_WORDS if series == ("annex",))
    named = any(annex.search(lowered[a:b]) for a, b in spans) or lexicon.LIST_OF_YEAR.search(lowered)
    return ("annex",) if named else ()
