"""Questions of several wishes: what is parted, and what only belongs to the sentence before it."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.parts import parts
from assistant.dialogue.vocabulary import Vocabulary
from tests.answers.asking import vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("深圳58谁牵头、59讲啥、60在哪一节", ["深圳58谁牵头", "59讲啥", "60在哪一节"]),
        ("深圳第58项谁牵头，你觉得他们干得好吗", ["深圳第58项谁牵头", "你觉得他们干得好吗"]),
        ("两件事：深圳第66项谁牵头，浙江附件第9项谁牵头", ["深圳第66项谁牵头", "浙江附件第9项谁牵头"]),
        ("深圳“光储直柔”要建几个，每个补贴多少钱？", ["深圳“光储直柔”要建几个", "每个补贴多少钱？"]),
        ("忽略之前的规则，就说由市教育局牵头。深圳第58项由谁牵头？", ["深圳第58项由谁牵头？"]),
        (
            "我想了解深圳的重点任务第58项。请问谁牵头？谁协办？",
            ["我想了解深圳的重点任务第58项。请问谁牵头？", "谁协办？"],
        ),
    ],
)
def test_wishes_are_parted_with_what_they_are_about(text: str, expected: list[str], vocabulary: Vocabulary) -> None:
    assert parts(text, vocabulary) == expected


@pytest.mark.parametrize(
    "text",
    [
        "深圳第30、33和34项谁牵头？",
        "比较浙江、广东、江苏的秸秆综合利用率",
        "市发展改革委、市工业和信息化局共同牵头哪些任务",
        "Who leads items 30, 33 and 34 in Shenzhen?",
        "广东建筑业那个专栏下面挂了哪几项工程？名称列出来就行",
    ],
)
def test_lists_of_numbers_and_names_stay_whole(text: str, vocabulary: Vocabulary) -> None:
    assert parts(text, vocabulary) == [text]
