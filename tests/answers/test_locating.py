"""Quoted and pasted words: found wherever they stand, blind to marks and widths, and small differences are told."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary
from tests.answers.asking import ask, cited, vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("“推进精细化工微反应、化工废盐无害化制碱、废硫酸高温裂解等工艺”这句话出自哪里？", ["chongqing/box/1-2"]),
        (
            "领导讲话稿里有“以大带小、以小促大、以优助强的融通发展格局”，查下原文在哪份文件哪一条",
            ["guangdong/section/13", "shenzhen/task/107"],
        ),
        (
            "Where does this come from? 「把清洁生产贯穿到产品全生命周期各个环节」 I need the section.",
            ["jiangsu/section/1-2"],
        ),
        (
            "老板发来一句：加快氢能技术创新和基础设施建设,推动氢能多元利用，是哪个文件里的",
            ["guangdong/item/3", "shenzhen/task/12"],
        ),
        ("“散改集”这个词在哪些文件里出现过？", ["zhejiang/annex/13"]),
        ("推动构建绿色低碳循环经济体系 出处", ["jiangsu/section/1-2"]),
    ],
)
def test_places(words: str, places: list[str], five: Corpus, vocabulary: Vocabulary) -> None:
    assert cited(ask(words, five, vocabulary)) == places


def test_small_differences_are_told(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("“推进精细化工微反应,化工废盐无害化制碱和废硫酸的高温裂解等工艺”在哪", five, vocabulary)
    assert cited(draft) == ["chongqing/box/1-2"]
    assert "略有出入" in draft.text


def test_who_leads_pasted_words(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("“鼓励开展低碳、(近)零碳建筑、“光储直柔”建筑试点示范” 这一条由谁牵头，在第几项？", five, vocabulary)
    assert cited(draft) == ["shenzhen/task/61"]
    assert "市住房建设局" in draft.text


def test_agencies_in_pasted_words_are_not_asked_about(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask(
        "“落实财政部、住房城乡建设部、工业和信息化部《关于扩大政府采购支持绿色建材促进建筑品质提升政策实施范围的通知》”出自哪里",
        five,
        vocabulary,
    )
    assert all(r.startswith(("guangdong/", "shenzhen/")) for r in cited(draft))
