"""Claims about a row and about documents, judged against the records with the verdict first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.core.answer import Filters
from assistant.dialogue.state import State
from assistant.opening import open_snapshot
from assistant.passages import Snapshot
from assistant.pipeline import answer_question
from assistant.settings import load_settings


@pytest.fixture(scope="module")
def five_snapshot(built_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    opened = open_snapshot(load_settings(index_dir=built_index, data_dir=tmp_path_factory.mktemp("none") / "data"))
    yield opened
    opened.retriever.close()


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("深圳第46项只有市商务局一家牵头吗", "不是"),
        ("深圳第30项有两个牵头单位吧", "对"),
        ("重点任务第79项的协办有三家对吗", "不对"),
        ("浙江第（六）节通篇都由省能源局牵头对不对", "不完全是"),
        ("深圳任务57归在服务业章节对吧", "不是"),
        ("深圳任务59是讲装配式建筑的吗", "不是"),
        ("深圳第99项，人社局排第一个，那就是它牵头咯？", "不是"),
        ("江苏的实施方案有效期到2025年吧", "不对"),
        ("深圳一共有140项重点任务和30项重点工程，对吗", "不是30项"),
        ("深圳任务100和省方案一字不差吗", "是"),
    ],
)
def test_the_verdict_comes_first(text: str, opening: str, five_snapshot: Snapshot) -> None:
    outcome = answer_question(five_snapshot, text, State(), Filters())
    assert outcome.draft.status == "answered"
    assert outcome.draft.text.startswith(opening)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("深圳市工信局电话是多少", "not_stated"),
        ("深圳第58项去年花了多少钱", "not_stated"),
        ("《江苏省清洁生产促进条例》第三条说什么", "not_stated"),
        ("粤方案（二十五）那一节标题叫啥", "out_of_range"),
        ("哪个局最不作为", "opinion"),
        ("300 yuan is how much in euro today", "out_of_scope"),
    ],
)
def test_refused_for_the_right_reason(text: str, reason: str, five_snapshot: Snapshot) -> None:
    draft = answer_question(five_snapshot, text, State(), Filters()).draft
    assert (draft.status, draft.reason) == ("refused", reason)
