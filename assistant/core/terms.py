"""Which stretches of a question can be a subject at all: words that the documents or the glossary use.

Knows words; refuses to know what is asked. What people say around a subject (写总结要用, 帮我挑出来) holds no such
word and is left aside, where otherwise every word nobody foresaw would become a topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.core.corpus import Corpus
from assistant.core.glossary import policy_glossary
from assistant.core.homophones import Homophones
from assistant.core.misspelt import mended
from assistant.core.mixed import in_chinese
from assistant.core.text import has_han, normalise
from assistant.core.wording import everyday_words, question_words

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_SHORTEST = 3
"""Words of a text count when so many characters stand there in a row; two may meet by chance."""
_HEARD = 4
"""Names with fewer characters sound like other words too often."""
_WRONG = 0.34
"""Share of the characters of a name that may be written wrong."""
_ASKING = frozenset(
    "是的了在有哪谁么吗呢吧啊个几多少还不要就都来和跟由被把让给里中上下也又我你他她它这那什怎为何如同事管咋啥各时县区长市省"
)
"""Characters that questions are made of, which are never taken for a wrong one."""
_BRIDGE = 2
"""So many characters between two words of a subject belong to it."""
_PARTICLES = frozenset("的了在和与及是有把被对为不也都就还要能会可这那之以等一")
_LATIN = re.compile(r"[a-z0-9][a-z0-9.+-]*")


class Terms:
    """The words of one index that can make up a subject. Without any, every word can."""

    def __init__(
        self,
        titles: Iterable[str] = (),
        texts: Iterable[str] = (),
        sounding: Iterable[str] = (),
        latin: Iterable[str] = (),
    ) -> None:
        self._text = "\n".join(normalise(text).lower() for text in texts)
        titles = tuple(titles)
        self._titles = "\n".join(normalise(title).lower() for title in titles)
        self._pairs = frozenset(
            run[i : i + 2] for title in titles for run in _HAN.findall(normalise(title)) for i in range(len(run) - 1)
        )
        self._light = question_words()["light"]
        self._words = frozenset(w for w in policy_glossary().chinese_words() if len(w) > 1 and w not in self._light)
        self._longest = max(map(len, self._words), default=0)
        self._sounds = Homophones(name for name in sounding if len(name) >= _HEARD)
        self._latin_words = frozenset(word for name in latin for word in _LATIN.findall(name.lower()))
        self._cached = lru_cache(maxsize=10_000)(self._subject)

    @classmethod
    def of(cls, corpus: Corpus) -> Terms:
        """The terms of an index: its headings and titles, and the words of its texts."""
        titles = {heading for r in corpus.records for heading in (*r.path, r.title) if heading}
        names = {name for a in corpus.agencies for name in (*a.printed, *a.aliases)}
        latin = [name for a in corpus.agencies for name in (a.english, *a.english_aliases)]
        latin += [name for d in corpus.documents for name in (d.title_en, d.region_en or "")]
        texts = [corpus.source(d.document) for d in corpus.documents]
        words = policy_glossary().chinese_words()
        return cls(titles, [*texts, *names, *words], [*titles, *names, *words], latin)

    def spelled(self, text: str) -> str:
        """A text in which names and terms that were heard right and written wrong are spelled as the documents do."""
        return self._sounds.mended(mended(text, self._latin_words), self._right)

    def in_chinese(self, text: str) -> str:
        """A Chinese text in which English nouns that belong to a phrase of the documents are Chinese too."""
        return in_chinese(text, lambda words: words in self._text)

    def holds(self, words: str) -> bool:
        """Whether words stand in a text as they are, blanks aside; without any text they do."""
        return not self._text or normalise(words).lower().replace(" ", "") in self._text.replace(" ", "")

    def heads(self, words: str) -> bool:
        """Whether words stand in a title or heading, so that the documents are about them."""
        return len(words) > 1 and normalise(words).lower() in self._titles

    def _right(self, text: str, start: int, name: str) -> bool:
        """Whether words that sound like a name are right as they are: particles, or known beside their neighbours."""
        wrong = [start + n for n, character in enumerate(name) if text[start + n] != character]
        if len(wrong) > _WRONG * len(name):
            return True
        pairs = [text[max(place + by, 0) : place + by + 2] for place in wrong for by in (-1, 0)]
        return any(text[place] in _ASKING for place in wrong) or any(len(p) == 2 and p in self._text for p in pairs)

    def subject(self, topic: Iterable[str]) -> tuple[str, ...]:
        """The parts of a topic that can be a subject, in order, trimmed to their words."""
        pieces = tuple(topic)
        phrases = _in_phrases(tuple(piece for piece in pieces if not has_han(piece)))
        return tuple(part for p in pieces for part in ((p,) if p in phrases and self._text else self._cached(p)))

    def _subject(self, piece: str) -> tuple[str, ...]:
        if not self._text:
            return (piece,)
        if not has_han(piece):
            return self._latin(piece)
        lowered = normalise(piece).lower()
        marked = [False] * len(lowered)
        for start, end in self._known(lowered):
            marked[start:end] = [True] * (end - start)
        parts = (piece[a:b].strip() for a, b in _runs(marked))
        return tuple(part for part in parts if len(part) > 1 and part not in self._light) or self._single(piece)

    def _single(self, piece: str) -> tuple[str, ...]:
        """A word of one character that the texts use."""
        return (piece,) if len(piece) == 1 and piece in self._text else ()

    def _latin(self, piece: str) -> tuple[str, ...]:
        """Latin words stay as they are where the glossary or a text knows one of them."""
        common = question_words()["common"]
        known = any(t.english.lower().rstrip("s") not in common for t in policy_glossary().find(piece))
        return (piece,) if known or any(w in self._text for w in _LATIN.findall(piece.lower()) if len(w) > 2) else ()

    def _known(self, words: str) -> Iterable[tuple[int, int]]:
        for start in range(len(words) - 1):
            if words[start : start + 2] in self._pairs:
                yield start, start + 2
            longest = min(len(words), start + self._longest)
            standing = self._standing(words, start, longest)
            named = (end for end in range(longest, max(standing, start + 1), -1) if words[start:end] in self._words)
            if end := next(named, standing):
                yield start, end
        for word in everyday_words(words):
            yield word.start, word.end

    def _standing(self, words: str, start: int, longest: int) -> int:
        """Where the longest words from ``start`` end that stand in a text, without a particle at their edge; else 0.

        Only words long enough to say something count. From short to long, as what is nowhere is in nothing longer
        either, and to find that words are nowhere means to read all texts.
        """
        found = 0
        if words[start] in _PARTICLES:
            return found
        for end in range(start + _SHORTEST, longest + 1):
            if words[start:end] not in self._text:
                break
            found = found if words[end - 1] in _PARTICLES else end
        return found


@lru_cache(maxsize=2_000)
def _in_phrases(words: tuple[str, ...]) -> frozenset[str]:
    """The Latin words that are part of a term of several words (professional title), though none is known alone."""
    text = " ".join(words)
    found = [t for t in policy_glossary().find(text) if " " in t.english]
    return frozenset(word for t in found for word in t.english.split() if word in words)


def _runs(marked: list[bool]) -> list[tuple[int, int]]:
    """Stretches of known words, joined over a short gap (绿色的建筑)."""
    runs: list[tuple[int, int]] = []
    for place, here in enumerate(marked):
        if not here:
            continue
        if runs and place - runs[-1][1] <= _BRIDGE:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs
