"""Conversations over the five documents: what a short follow-up means, and what it must not be taken for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.core.answer import Filters
from assistant.dialogue.state import State
from assistant.opening import open_snapshot
from assistant.passages import Snapshot
from assistant.pipeline import Outcome, answer_question
from assistant.settings import load_settings


@pytest.fixture(scope="module")
def five_snapshot(built_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    opened = open_snapshot(load_settings(index_dir=built_index, data_dir=tmp_path_factory.mktemp("none") / "data"))
    yield opened
    opened.retriever.close()


def last_of(turns: list[str], snapshot: Snapshot) -> Outcome:
    state = State()
    for turn in turns:
        outcome = answer_question(snapshot, turn, state, Filters())
        state = outcome.state
    return outcome


@pytest.mark.parametrize(
    ("turns", "cited"),
    [
        (["浙江到2025年秸秆综合利用率要达到多少？", "那2022年当年的要求呢？"], "zhejiang/annex/7"),
        (["深圳重点任务第411项谁负责", "手滑了是114"], "shenzhen/task/114"),
        (["Who leads key task 411 in Shenzhen?", "typo, I meant 114"], "shenzhen/task/114"),
        (["Who leads key project 11 in Shenzhen?", "And the supporting side?"], "shenzhen/project/11"),
        (["广东方案里预制菜产业归谁管", "那到了深圳的分工表，同一句话落在谁头上"], "shenzhen/task/21"),
        (["广东的方案由哪个部门总的加强组织协调？", "重庆呢"], "chongqing/section/4-1"),
        (["浙江附件第9项是什么", "那正文里讲同一件事的是哪一条"], "zhejiang/clause/11-1"),
        (["深圳表里17号是干嘛的", "我要工程的那个，责任单位怎么排"], "shenzhen/project/17"),
        (["江苏审核实施方案里的重点行业有哪些", "实施意见那份列的行业呢"], "jiangsu/section/2-2-1"),
        (["深圳装配式建筑谁管", "目标是多少"], "shenzhen/project/15"),
        (["深圳任务46谁牵头", "中央厨房、净菜配送那条也是他们牵头吧"], "shenzhen/task/48"),
        (["重庆方案专栏1里钢铁行业怎么说", "建材呢"], "chongqing/box/1-4"),
        (["What does the Chongqing plan say about livestock manure?", "any percentage there?"], "chongqing/section/1"),
        (["深圳重点工程19的指标有哪些", "省里同一项定的是多少"], "guangdong/box/5-2"),
        (["Who leads Zhejiang's parcel packaging clause?", "And in the 2022 list?"], "zhejiang/annex/12"),
        (["江苏强制审核每年要多少家", "浙江也是每年这么多吗"], "zhejiang/clause/5-3"),
    ],
)
def test_a_follow_up_is_read_in_the_light_of_the_last_question(
    turns: list[str], cited: str, five_snapshot: Snapshot
) -> None:
    outcome = last_of(turns, five_snapshot)
    assert outcome.draft.status == "answered"
    assert cited in {e.record.record_id for e in outcome.draft.evidence}


@pytest.mark.parametrize(
    ("turns", "matched"),
    [
        (["深圳市住房建设局牵头的重点任务有多少", "重点工程那边又有几个"], 5),
        (["深圳市水务局牵头的重点任务", "只排在协办里的呢"], 3),
        (["深圳市水务局牵头的重点任务", "不分牵头协办、按职责分工的那种也列给我"], 9),
        (["Which Shenzhen tasks does the commerce bureau lead?", "how about the ones where it only helps?"], 5),
        (["深圳哪些任务没有牵头单位", "工程里有吗"], 6),
        (["深圳邮政管理局自己牵头的有哪些", "只给别人打配合、当协办的呢"], 2),
        (["你好，我是深圳市住建局的", "我们局牵头的重点工程有哪些"], 5),
        (["深圳第33项重点任务牵头的是谁", "第二家还牵头哪些任务"], 5),
        (["深圳任务71的牵头是谁", "它还牵头啥", "和市住建局一起出现的有几条"], 1),
        (["市工信局牵头的任务里，哪些要市财政局配合", "没有的话，工程里呢"], 0),
    ],
)
def test_a_list_is_asked_for_again_with_another_role_or_series(
    turns: list[str], matched: int, five_snapshot: Snapshot
) -> None:
    coverage = last_of(turns, five_snapshot).draft.coverage
    assert coverage is not None
    assert coverage.matched == matched


@pytest.mark.parametrize("words", ["今天几号", "深圳的量子计算呢", "帮我写首诗", "那养老金呢"])
def test_what_no_document_is_about_is_refused_in_a_conversation_too(words: str, five_snapshot: Snapshot) -> None:
    outcome = last_of(["浙江秸秆利用率2025年多少", words], five_snapshot)
    assert outcome.draft.status in ("refused", "clarify")
    assert not outcome.draft.evidence


@pytest.mark.parametrize(
    ("turns", "verdict"),
    [
        (["江苏强制审核每年要多少家", "浙江也是每年这么多吗"], "不是"),
        (["Zhejiang: what's the film recovery goal?", "Does Chongqing ask for as much?"], "Yes"),
        (["深圳高标准农田谁牵头", "那测土配方施肥这条呢，总该是农业农村局牵头了吧"], "不是"),
        (["深圳第115项讲什么", "里面有茅洲河吧"], "是"),
    ],
)
def test_what_a_follow_up_claims_is_judged(turns: list[str], verdict: str, five_snapshot: Snapshot) -> None:
    assert last_of(turns, five_snapshot).draft.text.startswith(verdict)


def test_a_list_that_nothing_fits_is_still_gone_through(five_snapshot: Snapshot) -> None:
    turns = [
        "深圳哪些任务是市生态环境局牵头的",
        "只看和清洁生产审核有关的",
        "这些里面有没有市财政局",
        "把第一条原文念一下",
    ]
    assert last_of(turns, five_snapshot).question.records == ("shenzhen/task/133",)
