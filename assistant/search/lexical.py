"""Lexical retrieval: BM25 over Chinese characters, character bigrams, Latin words and numbers.

Knows how a text becomes terms and how a question scores every indexed text; refuses to know chunks, filters and
fusion. The only module that imports bm25s. Questions and indexed texts pass through the same normalisation, so
that script, width, case and invisible characters make no difference.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.core.text import normalise
from assistant.errors import IndexDamaged
from assistant.search.postings import weigh

if TYPE_CHECKING:
    from numpy.typing import NDArray

K1 = 0.9
B = 0.4
"""Measured on this project's questions; short rows and long sections hold answers alike, hence the small ``B``."""
LINES = 2_048
"""Lines whose terms are kept while an index is built."""
_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z0-9]+(?:\.[a-z0-9]+)*")
_MEND = "run `make ingest` or `python -m ingest build`"


def terms(text: str) -> list[str]:
    """The index terms of a text in reading order; bigrams never reach across punctuation."""
    found: list[str] = []
    for match in _RUN.finditer(normalise(text).lower()):
        run = match.group()
        if run[0] < "\u3400":
            found.append(run)
        else:
            found.extend(run)
            found.extend(run[i : i + 2] for i in range(len(run) - 1))
    return found


class LexicalIndex:
    """BM25 scores of a fixed list of texts. Safe to read from any number of threads."""

    def __init__(self, scorer: Any, vocabulary: dict[str, int], size: int) -> None:
        self._scorer = scorer
        self._vocabulary = vocabulary
        self._size = size

    def __len__(self) -> int:
        return self._size

    def __contains__(self, text: str) -> bool:
        """Whether every term of a text occurs in the index."""
        found = terms(text)
        return bool(found) and all(term in self._vocabulary for term in found)

    @classmethod
    def build(cls, texts: Iterable[str]) -> LexicalIndex:
        """An index of the texts, which are read once; positions in ``scores`` are positions in ``texts``."""
        import bm25s

        vocabulary: dict[str, int] = {}
        cut = lru_cache(maxsize=LINES)(terms)  # terms never reach across lines, and titles and headings come again
        # One pass: a term gets its id when it is first met, and a text is no more than an array of ids from then on.
        ids = (
            array(
                "i", [vocabulary.setdefault(term, len(vocabulary)) for line in text.split("\n") for term in cut(line)]
            )
            for text in texts
        )
        found = weigh(ids, K1, B)
        if not vocabulary:
            return cls(None, {}, found.size)
        scorer = bm25s.BM25(method="lucene", k1=K1, b=B, backend="numpy")
        scorer.scores = {
            "data": found.weights, "indices": found.places, "indptr": found.starts, "num_docs": found.size,
        }  # fmt: skip
        scorer.vocab_dict, scorer.nonoccurrence_array = vocabulary, None
        return cls(scorer, vocabulary, found.size)

    def save(self, folder: Path) -> None:
        """Write the index into a folder, which is made if need be."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "size.json").write_text(json.dumps(self._size), encoding="utf-8")
        if self._scorer is not None:
            self._scorer.save(str(folder), show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """The index a folder holds; ``IndexDamaged`` where it holds none."""
        import bm25s

        try:
            size = int(json.loads((folder / "size.json").read_text(encoding="utf-8")))
            if not (folder / "params.index.json").is_file():
                return cls(None, {}, size)
            # Memory-mapped: what no question asks about is never read, and processes share what is.
            scorer = bm25s.BM25.load(str(folder), load_corpus=False, load_vocab=True, mmap=True)
            scorer.scores |= {name: np.asarray(scorer.scores[name]) for name in ("data", "indices", "indptr")}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexDamaged(f"the lexical index in {folder} cannot be read ({error}); {_MEND}") from error
        return cls(scorer, {str(term): int(key) for term, key in scorer.vocab_dict.items()}, size)

    def scores(self, query: str | Sequence[str]) -> NDArray[np.float32]:
        """The BM25 score of every text for a query, given as text or as terms; each term counts once."""
        words = terms(query) if isinstance(query, str) else query
        ids = [self._vocabulary[word] for word in dict.fromkeys(words) if word in self._vocabulary]
        if not ids:
            return np.zeros(self._size, dtype=np.float32)
        found: NDArray[np.float32] = self._scorer.get_scores_from_ids(ids)
        return found
