"""The first two looks at a question: the names, numbers, years and quotations in it, then the words around them.

Knows the order in which stretches are understood and blanked out, so that none is read twice; refuses to know what
follows from them (``question``).
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.core.agencies import AgencyMention, UnknownAgency
from assistant.core.records import Series
from assistant.core.text import filled, normalise
from assistant.dialogue import lexicon
from assistant.dialogue.binding import bind
from assistant.dialogue.facts_asked import facts_asked, only_document_words
from assistant.dialogue.granted import Granted, granted
from assistant.dialogue.naming import Named, Page, named_in
from assistant.dialogue.numbers import NumberRef, find_refs, find_years, says_how_many
from assistant.dialogue.places import spelled_out
from assistant.dialogue.quoting import Quotation, quotations
from assistant.dialogue.series import series_named
from assistant.dialogue.set_aside import who_as_place
from assistant.dialogue.spelling import figures_in, in_mandarin, named_in_english, years_in_full
from assistant.dialogue.targets import TargetAsk, read_targets
from assistant.dialogue.topic import topic_of, without_gaps
from assistant.dialogue.vocabulary import Vocabulary

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sight:
    """What stands in a question by itself. ``page`` is the question with all of it blanked out."""

    written: str
    normal: str
    gaps: frozenset[int]
    quoted: tuple[Quotation, ...]
    pasted: Spans
    lowered: str
    named: Named
    years: tuple[tuple[tuple[int, int], int | None], ...]
    found: tuple[NumberRef, ...]
    refs: tuple[NumberRef, ...]
    refs_aside: tuple[NumberRef, ...]
    target: TargetAsk
    series: tuple[Series, ...]
    granted: tuple[Granted, ...]
    page: str

    @property
    def years_asked(self) -> tuple[int, ...]:
        """The years named, less those set aside (not 2025)."""
        aside = lexicon.NOT_YEAR.findall(self.lowered)
        return tuple(dict.fromkeys(year for _, year in self.years if year and str(year) not in aside))

    @property
    def words(self) -> dict[str, tuple[str, ...]]:
        """The words that each slot was read from."""
        spans: dict[str, Spans] = {
            "documents": self.named.places,
            "level": self.named.levels,
            "numbers": tuple(dict.fromkeys((r.start, r.end) for r in self.refs)),
            "years": tuple(span for span, _ in self.years),
            "indicators": tuple((m.start, m.end) for m in self.target.mentions),
        }
        return {slot: tuple(self.lowered[a:b] for a, b in found) for slot, found in spans.items()}


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What the words around the names say. ``rest`` is what is left when everything is understood."""

    cues: frozenset[str]
    words: dict[str, tuple[str, ...]]
    guessed: tuple[AgencyMention, ...]
    unknown: tuple[UnknownAgency, ...]
    facts: tuple[str, ...]
    facts_beside: tuple[str, ...]
    topic_beside: tuple[str, ...]
    topic: tuple[str, ...]
    subject: tuple[str, ...]
    rest: str


def sighted(text: str, vocabulary: Vocabulary) -> Sight:
    """Names, numbers, years, quotations, indicators and what is taken for granted."""
    chinese = vocabulary.terms.in_chinese(in_mandarin(normalise(in_mandarin(text))))
    written, gaps = without_gaps(years_in_full(who_as_place(chinese, vocabulary.places)))
    normal = vocabulary.terms.spelled(spelled_out(written))
    quoted = _claims_told(quotations(normal, vocabulary.agencies.covers), normal, vocabulary)
    pasted = tuple((q.start, q.end) for q in quoted if q.pasted)
    whole = normal.lower()
    lowered = filled(whole, (*pasted, *(m.span() for m in lexicon.HOW_TO_ANSWER.finditer(whole))))
    named = named_in(filled(lowered, _names_within(quoted, vocabulary)), vocabulary)
    years = find_years(filled(lowered, named.places))
    year_spans = tuple(span for span, _ in years)
    bodies = tuple((m.start, m.end) for m in named.agencies)
    aside = figures_in(lowered) + named_in_english(lowered) + tuple((q.start, q.end) for q in quoted if q.is_term)
    found = find_refs(lowered, year_spans + named.places + bodies + aside)
    found = tuple(r for r in found if r.number not in vocabulary.row_counts or not says_how_many(lowered, r))
    page = Page(lowered)
    page.blank(m.span() for m in lexicon.OPENING.finditer(lowered))
    page.blank((*named.places, *bodies, *named.levels, *((r.start, r.end) for r in found)))
    page.blank(year_spans)
    target = _target(lowered, named, year_spans, vocabulary)
    refs = bind(lowered, found, named.hits)
    if target.sure and target.mentions:  # 一个35一个30: figures of the target
        refs = tuple(r for r in refs if r.kind != "any" or lexicon.NUMBERED.search(lowered[r.start : r.end]))
    aside_refs = tuple(r for r in refs if lexicon.ROW_ASIDE.match(lowered, r.end) or _set_aside(lowered, r))
    refs = tuple(r for r in refs if r not in aside_refs)
    series = series_named(lowered, page.text, refs, named.places)
    assumed = granted(lowered, filled(lowered, (*named.places, *named.levels)), [(r.start, r.end) for r in found])
    page.blank((g.start, g.end) for g in assumed if g.kind != "size" or g.firm)
    return Sight(
        written=written,
        normal=normal,
        gaps=gaps,
        quoted=_unnamed(quoted, (*named.places, *named.levels, *bodies, *((m.start, m.end) for m in target.mentions))),
        pasted=pasted,
        lowered=lowered,
        named=named,
        years=years,
        found=found,
        refs=refs,
        refs_aside=aside_refs,
        target=target,
        series=series,
        granted=assumed,
        page=page.text,
    )


def worded(seen: Sight, vocabulary: Vocabulary) -> Said:
    """Cues, misspelt and unknown bodies, facts about documents, and the topic that is left."""
    page = Page(seen.page)
    passing = tuple(m.span() for m in lexicon.IN_PASSING.finditer(page.text)) if seen.refs else ()
    page.blank(passing)
    asked = facts_asked(page.text, bool(seen.named.documents))
    cues, words = _cues(page)
    if "off_task" in cues and all(map(vocabulary.terms.heads, words["off_task"])):
        cues -= {"off_task"}  # elsewhere small talk; these documents are about it (彩票)
    for start, end in passing:  # what a row is about asks nothing, but is a subject
        page.text = page.text[:start] + seen.page[start:end] + page.text[end:]
    guessed, unknown = vocabulary.agencies.guess(page.text)
    page.blank((m.start, m.end) for m in guessed)
    page.blank((u.start, u.end) for u in unknown)
    whole = seen.normal.lower()
    for start, end in seen.pasted:
        page.text = page.text[:start] + whole[start:end] + page.text[end:]
    beside = topic_of(filled(page.text, asked.spans), seen.normal, seen.gaps)
    sure = asked.sure and not (asked.facts == ("title",) and vocabulary.terms.subject(beside))  # the name of something
    facts = asked.facts if sure or only_document_words(beside) else ()
    topic = beside if facts else topic_of(page.text, seen.normal, seen.gaps)
    subject = tuple(p for p in vocabulary.terms.subject(topic) if not lexicon.ROW_NOUN.fullmatch(p))
    return Said(
        cues=cues,
        words=words,
        guessed=guessed,
        unknown=unknown,
        facts=facts,
        facts_beside=() if facts else asked.facts,
        topic_beside=beside,
        topic=topic,
        subject=subject,
        rest=page.text,
    )


_ASKED_OF_ROWS = frozenset({"attribute", "money", "deadline", "contact"})
"""Cues that ask nothing where they only describe a row (the one about audit costs)."""


def _claims_told(quoted: tuple[Quotation, ...], normal: str, vocabulary: Vocabulary) -> tuple[Quotation, ...]:
    """Quotations without those that stand in no document and are asked to be right: what they say is the question."""
    if not any(q.pasted for q in quoted) or not lexicon.MADE_SURE.search(normal.lower()):
        return quoted
    return tuple(q for q in quoted if not q.pasted or vocabulary.terms.holds(q.words))


def _names_within(quoted: tuple[Quotation, ...], vocabulary: Vocabulary) -> Spans:
    """Quoted terms that only hold the name of a place (“信用广东”), which then names no document."""
    found: list[tuple[int, int]] = []
    for q in (q for q in quoted if q.is_term and not q.pasted):
        words = q.words.lower()
        spans, _ = vocabulary.places.find(words)
        inside = any((a, b) != (0, len(words)) and b == len(words) and a > 1 for a, b in spans)
        if inside and not vocabulary.agencies.find(words):
            found.append((q.start, q.end))
    return tuple(found)


def _set_aside(lowered: str, ref: NumberRef) -> bool:
    """Whether a number is named only to leave its row out (除了46项)."""
    return bool(lexicon.EXCLUDES.search(lowered[: ref.start]))


def _unnamed(quoted: tuple[Quotation, ...], names: Spans) -> tuple[Quotation, ...]:
    """Quotations without glosses that are read as a name anyway (the Transport Bureau (市交通运输局))."""
    return tuple(q for q in quoted if not q.gloss or not any(a < q.end and q.start < b for a, b in names))


def _target(lowered: str, named: Named, years: Spans, vocabulary: Vocabulary) -> TargetAsk:
    spans = (*named.places, *named.levels, *((m.start, m.end) for m in named.agencies), *years)
    documents = len(named.documents) + int(named.level is not None)
    page = filled(lowered, spans)
    return read_targets(page, vocabulary.indicators, documents=documents, years=bool(years), names=spans)


def _cues(page: Page) -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """Cues present, and the words they were read from; their words no longer count as topic."""
    words: dict[str, tuple[str, ...]] = {}
    spans: list[tuple[int, int]] = []
    described = [m.span() for m in lexicon.DESCRIBED.finditer(page.text)]
    for name, pattern in lexicon.CUES.items():
        matches = [m for m in pattern.finditer(page.text) if m.end() > m.start()]
        if name in _ASKED_OF_ROWS and described:
            matches = [m for m in matches if not any(a <= m.start() < b for a, b in described)]
        if matches:
            words[name] = tuple(m.group().strip() for m in matches)
            if name not in lexicon.KEEPS_TOPIC:
                spans.extend((m.start(), m.end()) for m in matches)
    page.blank(spans)
    return frozenset(words), words
