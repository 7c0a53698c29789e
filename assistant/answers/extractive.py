"""Open questions answered with no language model: the words of the source that answer, quoted and cited, or a refusal.

Knows how a question is held against retrieved passages and how the outcome becomes a draft; refuses to retrieve
anything itself. Whether a question is out of scope or asks for an opinion is decided before it comes here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answers.asking import Asked, kinds_of_text, read_question
from assistant.answers.certainty import certainty
from assistant.answers.composing import Composer, OpenQuestion
from assistant.answers.coverage import Rarity, rarity_of
from assistant.answers.draft import Draft
from assistant.answers.evidence_check import Checker, Fit
from assistant.answers.passages import sentences_of
from assistant.answers.selection import Choice, choose, nearly, otherwise_counted
from assistant.answers.strange import is_unheard
from assistant.answers.widening import widened
from assistant.core.corpus import Corpus
from assistant.core.evidence import Evidence

Elsewhere = Sequence[Evidence] | Callable[[], Sequence[Evidence]]


def answer_open(question: OpenQuestion, hits: Sequence[Evidence], corpus: Corpus, elsewhere: Elsewhere = ()) -> Draft:
    """The answer that passages hold, or a refusal with the nearest ones.

    ``hits`` come best first and only from the documents asked about; ``elsewhere`` are passages of other documents,
    used to tell that another document speaks of what the named one does not. Where finding them costs a search of its
    own, a function that gives them may be passed: it is called only before a refusal.
    """
    asked = _asked(question, corpus)
    checker = Checker.of(asked, rarity_of(corpus), corpus, limited=bool(question.documents))
    fits = tuple(checker.best_excerpt(sentence) for sentence in sentences_of(hits, corpus))
    unheard = is_unheard(asked, corpus)
    choices = choose(fits, asked, question.documents) if asked.says_something and not unheard else ()
    sure = certainty(fits, asked) if asked.says_something else 0.0
    composer = Composer(question=question, asked=asked, corpus=corpus, searched=len(hits), certainty=sure)
    if not choices and asked.kind == "list" and asked.amounts:
        choices = otherwise_counted(fits, asked, question.documents)
    if choices:
        if len(choices) == 1:
            choices = (widened(choices[0], fits, checker, question.normal),)
        return composer.answer(choices)
    beside = () if unheard else elsewhere() if callable(elsewhere) else elsewhere
    others = choose(tuple(checker.best_excerpt(s) for s in sentences_of(beside, corpus)), asked, ())
    if same := _said_alike(fits, others, question.documents):
        return composer.answer(same)
    refusal = composer.refusal(fits, others)
    if others or unheard or question.exact or not asked.says_something:
        return refusal
    if asked.kind == "where":  # often no place is meant but the things or trades in which something is done
        asked = replace(asked, kind="open")
        checker = replace(checker, asked=asked)
        fits = tuple(checker.best_excerpt(fit.sentence) for fit in fits)
        composer = replace(composer, asked=asked)
        near = choose(fits, asked, question.documents)
    else:
        near = nearly(fits, asked, question.documents)
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
