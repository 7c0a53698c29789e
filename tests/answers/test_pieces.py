"""Terms cut into the pieces of them that stand in a text."""

from __future__ import annotations

from assistant.answers.pieces import groups_of, pieces_in


def test_a_light_word_is_not_cut() -> None:
    assert pieces_in("推广机制砂", "推广机械深施。大力推广应用机制砂") == ("推广", "机制砂")


def test_two_words_may_be_turned_round() -> None:
    hay = "加快工业集聚区升级改造，推进节能改造升级"
    assert groups_of(("工业改造升级",), hay, said=True) == (("工业",), ("改造升级", "升级改造"))
