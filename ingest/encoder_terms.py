"""The terms a text is made of, for the bundled encoder: in Python for training, and as a stock tokenizer.

Terms are Chinese characters and their neighbouring pairs, numbers, and English words in two pieces (``recycl`` +
``ing``), so that forms of a word share one. Both ways follow one table of rules; refuses to know vectors.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

MARK = "\ue000"
"""A private-use character that parts the pieces of the prepared text: 深圳 is read as 深, 深圳, 圳."""
UNKNOWN = "[UNK]"
_HAN = "\u3400-\u9fff"
_BLANKS = "\\s\u200b-\u200f\u2060\ufeff"
_RULES = (
    (f"(?<=[{_HAN}])[{_BLANKS}]+(?=[{_HAN}])", ""),
    ("(?<=[a-z]{3})ies(?![a-z0-9])", "y"),
    ("(?<=[a-z]{3})(?<!s)s(?![a-z0-9])", ""),
    (r"\.(?![0-9])|(?<![0-9])\.", " "),
)
"""Pattern and replacement, in order, for lower-case text: blanks within Chinese, plurals, full stops but no points."""
_STEM = "^[a-z]{6}(?=[a-z])"
_RUN = re.compile(f"[{_HAN}]+|[a-z0-9.]+")


def terms(text: str) -> list[str]:
    """The terms of a text in reading order; pairs never reach across punctuation."""
    folded = unicodedata.normalize("NFKC", text).lower()
    for pattern, replacement in _RULES:
        folded = re.sub(pattern, replacement, folded)
    found: list[str] = []
    for run in _RUN.findall(folded.translate(_simplified())):
        if run[0] >= "\u3400":
            found.extend(run)
            found.extend(run[i : i + 2] for i in range(len(run) - 1))
        else:
            found.extend((run[:6], run[6:]) if re.match(_STEM, run) else (run,))
    return found


def tokenizer(known: Sequence[str]) -> Any:
    """A stock tokenizer that gives the same terms; those that are not ``known`` become ``UNKNOWN``."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    found = Tokenizer(models.WordLevel({term: place for place, term in enumerate((UNKNOWN, *known))}, UNKNOWN))
    steps = (
        *_RULES,
        (None, ""),
        # The outermost halves have no neighbour: without this the first and last character would count twice.
        (f"(?<![{_HAN}{MARK}])[{_HAN}]{MARK}", ""),
        (f"{MARK}[{_HAN}](?![{_HAN}{MARK}])", ""),
        (f"[^{_HAN}a-z0-9.{MARK}]+", MARK),
        (f"(?<=[{_HAN}])(?=[a-z0-9.])|(?<=[a-z0-9.])(?=[{_HAN}])", MARK),
    )
    doubling = normalizers.Precompiled(_doubling(sorted({c for term in known for c in term if c >= "\u3400"})))
    found.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Lowercase(),
            *(doubling if find is None else normalizers.Replace(Regex(find), put) for find, put in steps),
        ]
    )
    found.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(MARK, behavior="removed"), pre_tokenizers.Split(Regex(_STEM), behavior="isolated")]
    )
    return found


def _doubling(characters: Sequence[str]) -> bytes:
    """A compiled character map c -> c␟c␟c, so that after splitting at ␟ neighbours meet in a pair.

    Traditional characters are mapped like their simplified forms.
    """
    import sentencepiece

    rules = {char: MARK.join(char * 3) for char in characters}
    for code, simplified in _simplified().items():
        if simplified in rules:
            rules.setdefault(chr(code), rules[simplified])
    spec = sentencepiece.SentencePieceNormalizer(norm_map=list(rules.items())).serialized_normalizer_spec()
    return _field(spec, 2)


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    """The simplified form of every traditional character that has one."""
    import opencc

    convert = opencc.OpenCC("t2s").convert
    pairs = ((code, convert(chr(code))) for code in range(0x4E00, 0xA000))
    return {code: simple for code, simple in pairs if chr(code) != simple and "\u3400" <= simple <= "\u9fff"}


def _field(message: bytes, number: int) -> bytes:
    """A length-delimited field of a serialised protocol buffer message."""
    position = 0
    while position < len(message):
        key, position = _varint(message, position)
        if key & 7 == 0:
            _, position = _varint(message, position)
        elif key & 7 == 2:
            size, position = _varint(message, position)
            if key >> 3 == number:
                return message[position : position + size]
            position += size
        else:
            raise ValueError(f"unexpected wire type {key & 7}")
    raise ValueError(f"no field {number}")


def _varint(message: bytes, position: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, position
        shift += 7
