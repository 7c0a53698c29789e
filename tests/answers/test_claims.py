from __future__ import annotations

import pytest

from assistant.answers.claims import Passage, claims_of, lacking, misattributed, passage_of, share_of_words
from tests.support.small_corpus import BUILDING, INDEX, PARCELS, whole


def _passage(words: str) -> Passage:
    return passage_of(words, INDEX)


BUILDING_PASSAGE = passage_of(whole(BUILDING).quote, INDEX, BUILDING.responsibility)
PARCELS_PASSAGE = passage_of(whole(PARCELS).quote, INDEX, PARCELS.responsibility)


@pytest.mark.parametrize(
    "sentence",
    [
        "由市住建局牵头。",
        "由住建局牵头。",
        "由市住房建设局牵头。",
        "It is led by the Beiling Housing Bureau.",
        "It is led by the Bureau of Housing (市住建局).",
        "The Bureau leads it.",
        "优化产业布局，全市通办。",
        "面积为150万平方米。",
    ],
)
def test_a_body_may_bear_any_of_its_names(sentence: str) -> None:
    assert not lacking(claims_of(sentence, INDEX), [BUILDING_PASSAGE]).checkable


@pytest.mark.parametrize(
    ("sentence", "absent"),
    [
        ("由市财政局牵头。", "finance"),
        ("由Beiling Finance Bureau牵头。", "finance"),
        ("由市大数据管理局牵头。", "市大数据管理局"),
        ("由国家能源局牵头。", "国家能源局"),
        ("It is led by the Municipal Data Bureau.", "Municipal Data Bureau"),
        ("The Commission for Data (省数据委) leads it.", "省数据委"),
        ("到2030年达到150万平方米。", "2030"),
    ],
)
def test_an_agency_or_number_that_is_not_in_the_passage_is_told(sentence: str, absent: str) -> None:
    found = lacking(claims_of(sentence, INDEX), [BUILDING_PASSAGE])
    words = [*(q.words for q in found.quantities), *(name for names in found.agencies for name in names), *found.bodies]
    assert words == [absent]


def test_a_body_that_no_table_knows_stands_where_it_is_printed() -> None:
    sentence = claims_of("由国家能源局指导。", INDEX)
    assert not lacking(sentence, [_passage("国家能源局印发的通知")]).checkable
    english = claims_of("The National Energy Administration (国家能源局) issued it.", INDEX)
    assert not lacking(english, [_passage("国家能源局印发的通知")]).checkable


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("由市住建局牵头，市商务局协办。", False),
        ("牵头单位：市住建局 协办单位：市商务局", False),
        ("市商务局牵头，市住建局协办。", True),
        ("牵头单位：市商务局；协办单位：市住建局", True),
        ("It is led by the Beiling Commerce Bureau.", True),
        ("It is led by the Beiling Housing Bureau, supported by the Beiling Commerce Bureau.", False),
        ("市商务局并非牵头单位。", False),
        ("没有指定牵头单位：来源写明由市商务局、市住建局负责。", False),
        ("The Beiling Commerce Bureau does not lead it.", False),
        ("市财政局牵头。", False),  # it has no role here at all: that is for the check of names
    ],
)
def test_roles_must_not_be_turned_round(sentence: str, wrong: bool) -> None:
    assert misattributed(sentence, [BUILDING_PASSAGE], INDEX) is wrong


def test_joint_responsibility_is_no_lead() -> None:
    assert misattributed("由市邮政局牵头。", [PARCELS_PASSAGE], INDEX)
    assert not misattributed("由市邮政局、市商务局按职责分工负责，未指定牵头单位。", [PARCELS_PASSAGE], INDEX)
    assert not misattributed("由市邮政局牵头。", [_passage("市邮政局")], INDEX), "without a record there is no verdict"


def test_a_passage_bears_on_a_sentence_that_shares_words_numbers_or_names() -> None:
    assert BUILDING_PASSAGE.bears_on(claims_of("推广绿色建材", INDEX))
    assert BUILDING_PASSAGE.bears_on(claims_of("It reaches 1.5 million.", INDEX))
    assert BUILDING_PASSAGE.bears_on(claims_of("the Beiling Commerce Bureau", INDEX))
    assert BUILDING_PASSAGE.bears_on(claims_of("It does.", INDEX)), "nothing to judge by"
    assert not BUILDING_PASSAGE.bears_on(claims_of("发展核能", INDEX))
    assert not BUILDING_PASSAGE.bears_on(claims_of("It reaches 7 million.", INDEX))


def test_the_share_of_words() -> None:
    claims = claims_of("推广绿色核电", INDEX)
    assert share_of_words(claims, BUILDING_PASSAGE.bigrams) == pytest.approx(3 / 5)
    assert share_of_words(claims_of("Nothing Chinese", INDEX), frozenset()) == 1.0
