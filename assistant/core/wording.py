"""Words that questions are made of and passages are not, and everyday words with their official counterparts.

Knows lists of words as data; refuses to know what a question asks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

EVERYDAY_FILE = Path(__file__).resolve().parent / "everyday.tsv"
_FRAMES = ["请问", "请教", "请告诉我", "告诉我", "我想知道", "想知道", "想问一下", "想问", "问一下", "麻烦", "一下", "有没有", "是不是", "能不能", "会不会", "要不要", "可不可以", "需不需要", "是否", "什么时候", "什么样", "什么", "怎么样", "怎么办", "怎样", "怎么", "咋样", "咋办", "咋", "如何", "为什么", "为何", "为啥", "哪些", "哪一些", "哪个", "哪几", "哪里", "哪儿", "哪家", "哪种", "哪", "啥", "多少", "百分之几", "百分之多少", "几个", "几家", "几台", "几座", "几项", "谁", "吗", "呢", "呀", "啊", "嘛", "么", "的话", "这个", "那个", "那些", "这些", "还能", "究竟", "到底", "具体", "大概"]
_FRAME = re.compile("|".join(sorted(map(re.escape, _FRAMES), key=len, reverse=True)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Everyday:
    """An everyday word found in a text, with the official words for it."""

    start: int
    end: int
    official: tuple[str, ...]


def without_frames(text: str) -> str:
    """A normalised Chinese question without the words of asking; a blank stands where they stood."""
    return _FRAME.sub(" ", text)


def everyday_words(text: str) -> tuple[Everyday, ...]:
    """The everyday words in a normalised text, left to right, the longest first."""
    table, longest = _table()
    found: list[Everyday] = []
    place = 0
    while place < len(text):
        for size in range(min(longest, len(text) - place), 0, -1):
            official = table.get(text[place : place + size])
            if official:
                found.append(Everyday(start=place, end=place + size, official=official))
                place += size
                break
        else:
            place += 1
    return tuple(found)


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, tuple[str, ...]], int]:
    table: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(EVERYDAY_FILE.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        word, tab, official = line.partition("\t")
        if not tab or not word or not official:
            raise ValueError(f"{EVERYDAY_FILE.name}, line {number}: expected a word, a tab and official words")
        table[word] = tuple(part for part in official.split("|") if part)
    return table, max(map(len, table), default=0)
