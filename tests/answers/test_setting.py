"""What tells about the asker is parted from what is asked, unless the question points back to it."""

from __future__ import annotations

import pytest

from assistant.answers.setting import parted
from assistant.core.answer import Language


@pytest.mark.parametrize(
    ("text", "language", "asked"),
    [
        ("您好,我司刚做完改造,江苏对企业有哪些资金和税收优惠,谢谢!", "zh", "江苏对企业有哪些资金和税收优惠,"),
        ("我们做信息化的,浙江要建哪些数字应用?", "zh", "浙江要建哪些数字应用?"),
        (
            "I am a student. Which rivers does Guangdong name as key basins?",
            "en",
            " Which rivers does Guangdong name as key basins?",
        ),
    ],
)
def test_setting(text: str, language: Language, asked: str) -> None:
    assert parted(text, language)[0] == asked


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("小微企业做审核嫌麻烦,广东有没有给它们松绑", "zh"),
        ("广东拆房子的垃圾,到2025年要回收利用到几成?", "zh"),
        ("My client was put on the list. How long do they have?", "en"),
    ],
)
def test_what_belongs_to_the_question(text: str, language: Language) -> None:
    assert parted(text, language) == (text, "")


def test_what_is_asked_about_may_be_told_just_before() -> None:
    asked, around = parted("我们饭店在广州,想搞小份菜,文件有提倡吗", "zh")
    assert asked == "想搞小份菜,文件有提倡吗"
    assert around == "我们饭店在广州,"
