from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from assistant.core.answer import (
    Answer,
    Choice,
    Citation,
    Coverage,
    Filters,
    Notice,
    Reason,
    Status,
    Understood,
    Verification,
)
from assistant.core.corpus import Corpus
from assistant.dialogue.effects import Slot
from assistant.web.answer_view import (
    Turn,
    copy_text,
    render_conversation,
    render_failure,
    render_pending,
    render_turn,
    spoken,
    state_words,
)
from assistant.web.page_text import EN, ZH
from tests.support.hostile import HOSTILE, shown

CITATION = Citation(
    marker=1,
    record_id="shenzhen/task/58",
    document="shenzhen",
    title="分工表",
    region="深圳",
    series="task",
    number=58,
    path=("一、聚焦", "12. 推动"),
    label="重点任务第58项",
    quote="58 大力推进",
    start=0,
    end=5,
)


def turn(question: str = "第58项由谁牵头？", **fields: Any) -> Turn:
    settled: dict[str, Any] = {"answer": "由**市住房建设局**牵头。[1]", "status": "answered", "citations": (CITATION,)}
    answer = Answer(conversation_id="c", answer_id="a", language="zh", **{**settled, **fields})
    return Turn(question=question, answer=answer)


def test_a_turn_shows_question_answer_and_marks(five: Corpus) -> None:
    html = render_turn(turn(), 4, five, ZH)
    found = shown(html)
    assert "第58项由谁牵头？" in found.text and "由市住房建设局牵头。[1]" in found.text
    assert 'class="cite" data-turn="4" data-key="c1" aria-label="出处1：深圳 · 重点任务第58项"' in html
    assert "查看出处（1）" in found.text


def test_a_mark_that_cites_nothing_is_no_button(five: Corpus) -> None:
    html = render_turn(turn(answer="由市水务局牵头。[9]"), 0, five, ZH)
    assert "[9]" in html and 'data-key="c9"' not in html


@pytest.mark.parametrize(
    ("status", "reason", "words"),
    [
        ("answered", None, "已查到"),
        ("partial", "not_stated", "部分查到、文件没有写明"),
        ("clarify", None, "请再选一下"),
        ("refused", "not_stated", "没有作答：文件没有写明"),
        ("refused", "out_of_range", "没有作答：编号超出文件范围"),
        ("refused", "out_of_scope", "没有作答：不属于这些文件的内容"),
        ("refused", "opinion", "没有作答：需要主观判断，文件不作评价"),
        ("refused", "unclear", "没有作答：没有看懂问题"),
    ],
)
def test_the_state_of_an_answer_in_plain_words(status: Status, reason: Reason | None, words: str) -> None:
    assert state_words(turn(status=status, reason=reason).answer, ZH) == words
    assert "_" not in state_words(turn(status=status, reason=reason).answer, EN)


def test_how_an_answer_came_about(five: Corpus) -> None:
    exact = turn(understood=Understood(intent="item_agencies"))
    assert "按文件条目逐条核对" in render_turn(exact, 0, five, ZH)
    assert "摘自相关段落" in render_turn(turn(), 0, five, ZH)
    modelled = turn(composer="llm", verification=Verification(checked=3, supported=2, removed=1))
    html = render_turn(modelled, 0, five, ZH)
    assert "由语言模型依据原文撰写" in html and "引用已核对：3处中2处成立，去掉1处" in html


def test_coverage_assumptions_and_notices_are_told(five: Corpus) -> None:
    listed = turn(
        coverage=Coverage(scanned=140, matched=16, listed=16),
        assumptions=("按深圳 重点任务回答",),
        notices=(Notice(code="merged", text="两个名称是同一单位"),),
    )
    text = shown(render_turn(listed, 0, five, ZH)).text
    assert "共扫描140项，命中16项，列出16项" in text
    assert "前提按深圳 重点任务回答" in text and "说明两个名称是同一单位" in text
    assert "140 entries checked, 16 match, 16 listed" in render_turn(listed, 0, five, EN)


def test_how_the_question_was_read(five: Corpus) -> None:
    understood = Understood(
        documents=("shenzhen",), series=("task",), numbers=(58,), agencies=("市水务局",), roles=("lead",),
        carried_over=("documents", "intent"),
    )  # fmt: skip
    text = shown(render_turn(turn(understood=understood), 0, five, ZH)).text
    for chip in ("深圳", "重点任务", "第58项", "市水务局", "牵头单位", "沿用上文：地区、问法"):
        assert chip in text
    english = shown(render_turn(turn(understood=understood), 0, five, EN)).text
    assert "Shenzhen" in english and "key task" in english and "kept from before: region" in english


def test_choices_are_buttons_with_counts(five: Corpus) -> None:
    choices = (
        Choice(label="深圳 重点任务", question="q1", filters=Filters(documents=("shenzhen",)), count=140),
        Choice(label="浙江 附件第12项", question="q2", count=1),
    )
    words = "请说明是哪一处：\n\n- 深圳 重点任务\n- 浙江 附件第12项\n\n- 另一处"
    html = render_turn(turn(answer=words, status="clarify", choices=choices, citations=()), 2, five, ZH)
    assert 'data-ask="choice" data-turn="2" data-index="0"' in html and 'data-index="1"' in html
    text = shown(html).text
    assert "深圳 重点任务140条" in text and "1条" not in text and "另一处" in text
    assert text.count("浙江 附件第12项") == 1, "what is a button is not listed a second time"
    assert "q1" not in html, "the question stays on the server"


def test_a_refusal_offers_what_is_near(five: Corpus) -> None:
    html = render_turn(turn(status="refused", reason="not_stated", citations=(), nearest=(CITATION,)), 0, five, ZH)
    assert "查看相近内容（1）" in html and 'data-key="n1"' in html


def test_copying_keeps_question_words_and_sources() -> None:
    words = copy_text(turn(), ZH)
    assert words.startswith("问：第58项由谁牵头？\n\n由市住房建设局牵头。[1]\n")
    assert "[1] “58 大力推进”（《分工表》重点任务第58项）" in words
    assert words.endswith("引用前请核对原文。")


def test_a_screen_reader_hears_state_and_words_once() -> None:
    assert spoken(turn().answer, ZH) == "已查到：由市住房建设局牵头。"


def test_a_growing_answer_has_no_marks_yet() -> None:
    html = render_pending("问题", 0, "由市[1]", ZH)
    assert "由市[1]" in html and "<button" not in html and "正在作答" in html
    assert "正在查阅" in render_pending("问题", 0, "", ZH)


def test_the_conversation_names_itself(five: Corpus) -> None:
    found = shown(render_conversation([turn(), turn("那59项呢？")], five, ZH))
    assert found.values("data-conversation") == ["c"] and found.values("id") == ["turn-0", "turn-1"]
    assert render_conversation([], five, ZH) == ""


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words_everywhere(five: Corpus, words: str) -> None:
    citation = replace(CITATION, title=words, region=words, label=words, path=(words,), quote=words, record_id=words)
    hostile = turn(
        words, answer=f"{words} [1]", citations=(citation,), nearest=(citation,), assumptions=(words,),
        notices=(Notice(code=words, text=words),), choices=(Choice(label=words, question=words),),
        understood=Understood(documents=(words,), agencies=(words,), roles=(words,), carried_over=(words,)),
        index_version=words, model=words,
    )  # fmt: skip
    for texts in (ZH, EN):
        shown(render_conversation([hostile], five, texts))
        shown(render_pending(words, 0, words, texts))
        shown(render_failure(words, 0, words, texts))
        shown(f"<p>{spoken(hostile.answer, texts)}</p>")


@pytest.mark.parametrize("texts", [ZH, EN])
def test_everything_that_is_carried_over_has_a_name_for_people(texts: Any) -> None:
    assert {*get_args(Slot), "roles", "indicators", "years"} <= set(texts.carried_slots)
