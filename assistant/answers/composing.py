"""How the excerpts that answer an open question become a draft: quoted, marked, told by document, or refused.

Knows an open question and how an answer or a refusal to it is put together; refuses to choose excerpts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answers import extractive_text as wording
from assistant.answers.asking import Asked
from assistant.answers.draft import Draft
from assistant.answers.evidence_check import Fit
from assistant.answers.passages import AMOUNTS, TIMES, years_in
from assistant.answers.selection import Choice, strength
from assistant.answers.verdicts import verdict
from assistant.core.answer import Language
from assistant.core.corpus import Corpus
from assistant.core.evidence import Evidence
from assistant.core.records import Series

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


@dataclass(slots=True)
class Sheet:
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
class Composer:
    """Puts what was chosen into words; ``searched`` passages were looked at, ``certainty`` says how sure it is."""

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
        sheet = Sheet(self.corpus, [])
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
        sheet = Sheet(self.corpus, [])
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

    def _one(self, choice: Choice, verdict: str, sheet: Sheet) -> str:
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

    def _row(self, choice: Choice, sheet: Sheet) -> str:
        first = choice.best
        return self._say(
            "row",
            region=self._region(choice.document),
            label=wording.label(first.sentence.record, self.language) + self._dated(first),
            gloss=self._gloss([first]),
            quote=self._quote([first], sheet),
        )

    def _quote(self, fits: Sequence[Fit], sheet: Sheet) -> str:
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
