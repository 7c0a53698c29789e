"""Open questions answered with no language model: the words of the source that answer, quoted and cited, or a refusal.

Knows how a question is held against retrieved passages and how the outcome becomes a draft; refuses to retrieve
anything itself. Whether a question is out of scope or asks for an opinion is decided before it comes here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answers import extractive_text as wording
from assistant.answers.asking import Asked, kinds_of_text, read_question
from assistant.answers.certainty import certainty
from assistant.answers.coverage import Rarity, rarity_of
from assistant.answers.draft import Draft
from assistant.answers.evidence_check import Checker, Fit
from assistant.answers.passages import AMOUNTS, TIMES, sentences_of, years_in
from assistant.answers.selection import Choice, choose, nearly, otherwise_counted, strength
from assistant.answers.verdicts import verdict
from assistant.answers.widening import widened
from assistant.core.answer import Language
from assistant.core.corpus import Corpus
from assistant.core.evidence import Evidence
from assistant.core.records import Series

Elsewhere = Sequence[Evidence] | Callable[[], Sequence[Evidence]]
LONG_SENTENCE = 90
"""A sentence up to this length is quoted whole; of a longer one the clauses that hold the amount or time."""
NEAREST = 3
SILENT = 12
"""So many documents that say nothing are told by name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenQuestion:
    """A question that no look-up settled. ``normal`` is its normalised text, ``topic`` its content words.

    ``exact`` tells that only words which say it answer, and not what comes near: who is responsible for something.
    ``together``: a region that has several documents named them, so that one of them that answers is enough.
    """

    text: str
    normal: str
    language: Language
    documents: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    topic: str = ""
    exact: bool = False
    together: bool = False


def answer_open(question: OpenQuestion, hits: Sequence[Evidence], corpus: Corpus, elsewhere: Elsewhere = ()) -> Draft:
    """The answer that passages hold, or a refusal with the nearest ones.

    ``hits`` come best first and only from the documents asked about; ``elsewhere`` are passages of other documents,
    used to tell that another document speaks of what the named one does not. Where finding them costs a search of its
    own, a function that gives them may be passed: it is called only before a refusal.
    """
    asked = _asked(question, corpus)
    checker = Checker.of(asked, rarity_of(corpus), corpus, limited=bool(question.documents))
    fits = tuple(checker.best_excerpt(sentence) for sentence in sentences_of(hits, corpus))
    choices = choose(fits, asked, question.documents) if asked.says_something else ()
    sure = certainty(fits, asked) if asked.says_something else 0.0
    composer = _Composer(question=question, asked=asked, corpus=corpus, searched=len(hits), certainty=sure)
    if not choices and asked.kind == "list" and asked.amounts:
        choices = otherwise_counted(fits, asked, question.documents)
    if choices:
        if len(choices) == 1:
            choices = (widened(choices[0], fits, checker, question.normal),)
        return composer.answer(choices)
    beside = elsewhere() if callable(elsewhere) else elsewhere
    others = choose(tuple(checker.best_excerpt(s) for s in sentences_of(beside, corpus)), asked, ())
    if same := _said_alike(fits, others, question.documents):
        return composer.answer(same)
    refusal = composer.refusal(fits, others)
    near = () if others or question.exact or not asked.says_something else nearly(fits, asked, question.documents)
    return replace(refusal, instead=composer.nearest(near)) if near else refusal


def _said_alike(fits: Sequence[Fit], others: Sequence[Choice], documents: Sequence[str]) -> tuple[Choice, ...]:
    """Where a sentence that answers in another document stands word for word in the one named, it answers there too:
    headings and neighbours, which tip the scale, do not make it say less.
    """
    said = {choice.best.sentence.words for choice in others}
    same = tuple(fit for fit in fits if fit.sound and fit.sentence.words in said)
    return (Choice(document=documents[0], fits=same[:1]),) if same and len(documents) == 1 else ()


def _asked(question: OpenQuestion, corpus: Corpus) -> Asked:
    infos = [corpus.document(document) for document in question.documents]
    rarity: Rarity = rarity_of(corpus)
    return read_question(
        question.normal,
        question.language,
        names=[
            name
            for i in infos
            for name in (i.region, i.region_en, i.title, i.title_en, *i.titles, *i.aliases, *kinds_of_text(i))
        ],
        regions=[name for i in corpus.documents for name in (i.region, i.region_en)],
        joined=rarity.joined,
    )


@dataclass(slots=True)
class _Sheet:
    """Collects evidence; ``quote`` gives the words of an excerpt with their marks."""

    corpus: Corpus
    evidence: list[Evidence]

    def quote(self, fit: Fit, spans: Sequence[tuple[int, int]]) -> str:
        record, hit = fit.sentence.record, fit.sentence.hit
        words: list[str] = []
        marks: list[int] = []
        for start, end in spans:
            pieces = self.corpus.quote(record, start, end)
            words.append("".join(piece.quote for piece in pieces))
            marks += [self._number(replace(piece, score=hit.score, signals=hit.signals)) for piece in pieces]
        return f"“{'……'.join(words)}”" + "".join(f"[{n}]" for n in dict.fromkeys(marks))

    def _number(self, piece: Evidence) -> int:
        for number, other in enumerate(self.evidence, start=1):
            if (other.record.record_id, other.start, other.end) == (piece.record.record_id, piece.start, piece.end):
                return number
        self.evidence.append(piece)
        return len(self.evidence)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Composer:
    question: OpenQuestion
    asked: Asked
    corpus: Corpus
    searched: int
    certainty: float

    @property
    def language(self) -> Language:
        return self.question.language

    def answer(self, choices: Sequence[Choice]) -> Draft:
        """The documents that answer, each with its words; documents named that are silent are told."""
        sheet = _Sheet(self.corpus, [])
        verdicts = {self._verdict(choice.best) for choice in choices}
        verdict = verdicts.pop() if len(verdicts) == 1 else ""
        found = {choice.document for choice in choices}
        missing = [] if self.question.together else [d for d in self.question.documents if d not in found]
        everywhere = [info.document for info in self.corpus.documents] if self.asked.everywhere else []
        silent = missing or [document for document in everywhere if document not in found]
        years = self._years_missing(choices)
        if len(choices) == 1 and not silent:
            text = self._one(choices[0], verdict, sheet)
        else:
            order = self.question.documents or [info.document for info in self.corpus.documents]
            rows = [self._row(choice, sheet) for choice in sorted(choices, key=lambda c: order.index(c.document))]
            rows += [self._say("silent", region=self._region(document)) for document in silent[:SILENT]]
            rows += [self._say("silent_rest", count=len(silent) - SILENT)] if len(silent) > SILENT else []
            text = "\n".join([self._say("many", verdict=verdict).rstrip(), *rows])
        if years:
            text += "\n" + self._say("no_year", years="、".join(map(str, years)))
        return Draft(
            text=text,
            status="partial" if missing or years else "answered",
            reason="not_stated" if missing or years else None,
            evidence=tuple(sheet.evidence),
            searched=self._where(),
        )

    def nearest(self, choices: Sequence[Choice]) -> Draft:
        """What comes nearest, told as no more than that."""
        found = self.answer(choices)
        text = self._say("nearly", text=found.text)
        return replace(found, text=text, assumptions=(self._say("nearly_assumed"),))

    def refusal(self, fits: Sequence[Fit], others: Sequence[Choice]) -> Draft:
        """Not stated: where was looked, what comes nearest, and which other documents speak of it."""
        infos = [self.corpus.document(document) for document in self.question.documents]
        if not infos:
            where = self._say("none_all")
        elif len(infos) == 1:
            where = self._say("none_one", title=wording.titles(infos, self.language).strip("《》"))
        else:
            where = self._say("none_some", titles=wording.titles(infos, self.language))
        text = self._say("none", where=where, count=self.searched)
        ordered = sorted(fits, key=lambda fit: (-strength(fit, self.asked), -fit.sentence.hit.score))
        nearest = [choice.best for choice in others][:NEAREST]
        nearest += [fit for fit in ordered if strength(fit, self.asked) > 0][: NEAREST - len(nearest)]
        if others:
            places = [self._place(choice.best) for choice in others]
            text += self._say("elsewhere", places=("、" if self.language == "zh" else "; ").join(places))
        elif nearest:
            text += self._say("nearest")
        sheet = _Sheet(self.corpus, [])
        for fit in nearest:
            sheet.quote(fit, [(fit.sentence.start, fit.sentence.end)])
        return Draft(
            text=text,
            status="refused",
            reason="not_stated",
            nearest=tuple(sheet.evidence[:NEAREST]),
            searched=self._where(),
        )

    def _years_missing(self, choices: Sequence[Choice]) -> tuple[int, ...]:
        """Years asked about that no excerpt is about, where several were asked about."""
        if len(self.asked.years) < 2:
            return ()
        held = {year for choice in choices for fit in choice.fits for year in fit.sentence.years}
        return tuple(year for year in self.asked.years if year not in held)

    def _one(self, choice: Choice, verdict: str, sheet: _Sheet) -> str:
        """One document: a line for each record that answers, the best first."""
        info = self.corpus.document(choice.document)
        lines: list[str] = []
        for record in dict.fromkeys(fit.sentence.record for fit in choice.fits):
            fits = [fit for fit in choice.fits if fit.sentence.record is record]
            lines.append(
                self._say(
                    "also" if lines else "one",
                    verdict=verdict,
                    title=wording.title(record, info, self.language),
                    title_zh=wording.title(record, info, "zh"),
                    label=wording.label(record, self.language) + self._dated(fits[0]),
                    gloss=self._gloss(fits),
                    quote=self._quote(fits, sheet),
                )
            )
        return "\n".join(lines)

    def _row(self, choice: Choice, sheet: _Sheet) -> str:
        first = choice.best
        return self._say(
            "row",
            region=self._region(choice.document),
            label=wording.label(first.sentence.record, self.language) + self._dated(first),
            gloss=self._gloss([first]),
            quote=self._quote([first], sheet),
        )

    def _quote(self, fits: Sequence[Fit], sheet: _Sheet) -> str:
        """The excerpts of one record in the order of the source; neighbouring sentences make one quotation."""
        ordered = sorted(fits, key=lambda fit: fit.start)
        spans: list[tuple[int, int]] = []
        for fit in ordered:
            for start, end in self._spans(fit):
                if spans and start - spans[-1][1] <= 1:
                    spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
                else:
                    spans.append((start, end))
        return sheet.quote(ordered[0], spans)

    def _spans(self, fit: Fit) -> list[tuple[int, int]]:
        """What is quoted of a sentence: all of it, or the clause that gives the year and those that give the amount."""
        sentence, text = fit.sentence, fit.sentence.record.text
        if sentence.end - sentence.start <= LONG_SENTENCE or self.asked.kind not in (*AMOUNTS, *TIMES):
            return [(sentence.start, sentence.end)]
        end = fit.end - (len(text[fit.start : fit.end]) - len(text[fit.start : fit.end].rstrip("，,；;：: ")))
        spans = [(fit.start, end)]
        if sentence.years and not years_in(text[fit.start : fit.end]):
            dated = [c for c in sentence.clauses if c.end <= fit.start and years_in(text[c.start : c.end])]
            if dated:
                spans.insert(0, (dated[-1].start, dated[-1].end))
        return spans

    def _dated(self, fit: Fit) -> str:
        """The year that only the headings above an amount give."""
        years = fit.sentence.years
        if self.asked.kind not in AMOUNTS or len(years) != 1 or years_in(fit.sentence.text):
            return ""
        return f"（{years[0]}年）" if self.language == "zh" else f" ({years[0]})"

    def _gloss(self, fits: Sequence[Fit]) -> str:
        if self.language == "zh":
            return ""
        wanted = [w for unit in self.asked.units for synonym in unit.synonyms for w in synonym.official]
        excerpt = "".join(f.sentence.record.text[f.start : f.end] for f in fits)
        return wording.gloss(excerpt, fits[0].sentence.years, wanted, with_values=self.asked.kind in AMOUNTS)

    def _verdict(self, fit: Fit) -> str:
        key = verdict(self.question.normal, self.asked, fit)
        return self._say(key) if key else ""

    def _place(self, fit: Fit) -> str:
        record = fit.sentence.record
        title = wording.title(record, self.corpus.document(record.document), self.language)
        place = wording.label(record, self.language)
        return f"《{title}》{place}" if self.language == "zh" else f"{title}, {place}"

    def _region(self, document: str) -> str:
        info = self.corpus.document(document)
        region = info.region if self.language == "zh" else info.region_en
        return region if region and self.corpus.alone(document) else wording.titles((info,), self.language)

    def _where(self) -> dict[str, object]:
        documents = self.question.documents or tuple(info.document for info in self.corpus.documents)
        return {"documents": list(documents), "passages": self.searched, "evidence": self.certainty}

    def _say(self, key: str, **values: object) -> str:
        return wording.phrase(key, self.language, **values)
