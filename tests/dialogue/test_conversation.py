"""Follow-ups: what is carried over, and what is not."""

from __future__ import annotations

import json

import pytest

from assistant.core.answer import Filters
from assistant.core.corpus import Corpus
from assistant.dialogue.conversation import carry_over
from assistant.dialogue.narrowing import with_filters
from assistant.dialogue.question import Question, Vocabulary, understand
from assistant.dialogue.state import State, Told, next_state, state_from_json


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return Vocabulary.of(five.documents, five.agencies, five.indicators)


def last_of(turns: list[str], vocabulary: Vocabulary, cited: str = "shenzhen/task/58") -> Question:
    """The last of several turns as it is understood; every answer is taken to have cited one row."""
    state, question = State(), understand("", vocabulary)
    for turn in turns:
        question = carry_over(understand(turn, vocabulary), state, vocabulary)
        state = state_from_json(
            json.loads(json.dumps(next_state(state, question, Told(cited=((cited, 0, 1),))).to_json()))
        )
    return question


def test_another_number_keeps_document_and_role(vocabulary: Vocabulary) -> None:
    question = last_of(["深圳第58项由哪个局牵头？", "那59项呢？"], vocabulary)
    assert (question.documents, question.numbers, question.roles) == (("shenzhen",), (59,), ("lead",))
    assert {"documents", "intent"} <= set(question.carried_over)


def test_another_role_keeps_the_number(vocabulary: Vocabulary) -> None:
    question = last_of(["深圳第58项由哪个局牵头？", "协办单位呢？"], vocabulary)
    assert (question.numbers, question.roles, question.intent) == ((58,), ("support",), "item_agencies")


@pytest.mark.parametrize(("words", "number"), [("下一项呢", 59), ("上一项呢", 57), ("and the next one?", 59)])
def test_next_and_previous(vocabulary: Vocabulary, words: str, number: int) -> None:
    assert last_of(["深圳第58项由哪个局牵头？", words], vocabulary).numbers == (number,)


def test_another_region_asks_the_same_again(vocabulary: Vocabulary) -> None:
    question = last_of(["浙江秸秆综合利用率是多少", "那重庆呢？"], vocabulary)
    assert question.documents == ("chongqing",)
    assert [m.indicators for m in question.target.mentions] == [("straw",)]


def test_another_topic_keeps_the_region(vocabulary: Vocabulary) -> None:
    question = last_of(["浙江秸秆综合利用率是多少", "那农膜回收率呢？"], vocabulary)
    assert question.documents == ("zhejiang",)
    assert [m.indicators for m in question.target.mentions] == [("film",)]


def test_another_agency_keeps_role_and_series(vocabulary: Vocabulary) -> None:
    question = last_of(["市商务局牵头哪些任务？", "市水务局呢？"], vocabulary)
    assert (question.agency_names, question.roles, question.intent) == (("市水务局",), ("lead",), "agency_items")


def test_a_question_that_stands_alone_takes_nothing(vocabulary: Vocabulary) -> None:
    question = last_of(["深圳第58项由哪个局牵头？", "重庆文件的文号是什么"], vocabulary)
    assert (question.carried_over, question.documents, question.numbers) == ((), ("chongqing",), ())


def test_small_talk_leaves_the_thread(vocabulary: Vocabulary) -> None:
    question = last_of(["深圳第58项由哪个局牵头？", "谢谢", "那59项呢"], vocabulary)
    assert (question.documents, question.roles) == (("shenzhen",), ("lead",))


def test_the_provincial_plan_is_guangdong_after_shenzhen(vocabulary: Vocabulary) -> None:
    question = last_of(["深圳第12项谁牵头", "省里的方案呢"], vocabulary)
    assert question.documents == ("guangdong",)


def test_the_provincial_plan_alone_means_all_provinces(vocabulary: Vocabulary) -> None:
    assert set(last_of(["省里的方案怎么说秸秆"], vocabulary).documents) == {"zhejiang", "guangdong", "jiangsu"}


def test_filters_narrow_and_never_widen(vocabulary: Vocabulary) -> None:
    question = understand("第12项谁牵头", vocabulary)
    narrowed = with_filters(question, Filters(documents=("zhejiang",), series=("annex",)))
    assert (narrowed.documents, narrowed.series) == (("zhejiang",), ("annex",))
    named = with_filters(understand("深圳第12项", vocabulary), Filters(documents=("shenzhen", "zhejiang")))
    assert named.documents == ("shenzhen",)


def test_rows_of_the_plan_are_followed_into_the_table(vocabulary: Vocabulary) -> None:
    question = last_of(["广东第12项的内容", "深圳对应的是哪些任务"], vocabulary, "guangdong/item/12")
    assert (question.intent, question.records) == ("lineage_rows", ("guangdong/item/12",))


@pytest.mark.parametrize("words", ["它和省里比改了什么", "what did it change compared with the provincial plan?"])
def test_a_row_is_held_against_its_plan_later(vocabulary: Vocabulary, words: str) -> None:
    question = last_of(["深圳第58项由哪个局牵头？", words], vocabulary)
    assert question.intent.startswith("lineage_")
    assert question.records == ("shenzhen/task/58",)


def test_another_number_is_held_against_the_plan_as_well(vocabulary: Vocabulary) -> None:
    question = last_of(["第58项和省里比改了什么？", "那59项呢？"], vocabulary)
    assert (question.intent, question.documents, question.numbers) == ("lineage_item", ("shenzhen",), (59,))
    question = last_of(["第58项和省里比改了什么？", "它由谁牵头？"], vocabulary)
    assert (question.intent, question.numbers) == ("item_agencies", (58,))


def test_the_province_of_a_table_is_the_plan_it_carries_out(vocabulary: Vocabulary) -> None:
    question = last_of(["深圳第58项由哪个局牵头？", "省方案第12项写了什么"], vocabulary)
    assert question.documents == ("guangdong",)


def test_a_correction_replaces_the_series(vocabulary: Vocabulary) -> None:
    question = last_of(["市商务局牵头哪些重点任务？", "换成重点工程"], vocabulary)
    assert (question.series[0], question.agency_names[0], question.roles) == ("project", "市商务局", ("lead",))


def test_a_number_taken_to_another_document_is_any_row_there(vocabulary: Vocabulary) -> None:
    question = last_of(["Who leads item 12 in Shenzhen?", "and in Guangdong?"], vocabulary)
    assert [(ref.number, ref.kind, ref.documents) for ref in question.refs] == [(12, "any", ())]


def test_the_body_of_the_last_answer_can_be_pointed_at(vocabulary: Vocabulary) -> None:
    state = next_state(
        State(),
        understand("深圳第43项谁牵头", vocabulary),
        Told(cited=(("shenzhen/task/43", 0, 1),), bodies=("市水务局",)),
    )
    question = carry_over(understand("前面那个局还牵头什么", vocabulary), state, vocabulary)
    assert (question.agency_names, question.roles, question.intent) == (("市水务局",), ("lead",), "agency_items")


def shown_after(
    words: str, rows: tuple[str, ...], vocabulary: Vocabulary, before: State | None = None, bodies: tuple[str, ...] = ()
) -> State:
    """The state after a question whose answer was about these rows, as it comes back from the store."""
    before = before or State()
    question = carry_over(understand(words, vocabulary), before, vocabulary)
    told = Told(cited=tuple((row, 0, 1) for row in rows), shown=rows, bodies=bodies)
    return state_from_json(json.loads(json.dumps(next_state(before, question, told).to_json())))


LED = ("shenzhen/task/45", "shenzhen/task/46", "shenzhen/task/47", "shenzhen/task/51", "shenzhen/task/79")


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("第二个讲什么", LED[1:2]),
        ("最后那个的协办", LED[-1:]),
        ("倒数第二个呢", LED[-2:-1]),
        ("后两个谁牵头", LED[-2:]),
        ("第一个和第三个的原文", (LED[0], LED[2])),
        ("what does the second one say", LED[1:2]),
        ("and the last one?", LED[-1:]),
        ("the first two, who supports them?", LED[:2]),
    ],
)
def test_ranks_count_the_list_shown(words: str, rows: tuple[str, ...], vocabulary: Vocabulary) -> None:
    state = shown_after("市商务局牵头哪些重点任务？", LED, vocabulary)
    question = carry_over(understand(words, vocabulary), state, vocabulary)
    assert question.records == rows
    assert question.intent.startswith("item")


def test_a_list_is_gone_through_by_rank(vocabulary: Vocabulary) -> None:
    state = shown_after("市商务局牵头哪些重点任务？", LED, vocabulary)
    state = shown_after("第二个讲什么", LED[1:2], vocabulary, state)
    assert carry_over(understand("第三个呢", vocabulary), state, vocabulary).records == LED[2:3]


@pytest.mark.parametrize(
    "words", ["只要它一家单独牵头的", "其中和包装有关的", "有没有跟包装有关的", "of those, which are joint?"]
)
def test_a_list_is_narrowed(words: str, vocabulary: Vocabulary) -> None:
    state = shown_after("市商务局牵头哪些重点任务？", LED, vocabulary)
    assert carry_over(understand(words, vocabulary), state, vocabulary).within == LED


@pytest.mark.parametrize("words", ["一共几项", "这些一共有多少", "how many is that?"])
def test_a_list_is_counted_by_asking_again(words: str, vocabulary: Vocabulary) -> None:
    state = shown_after("市商务局牵头哪些重点任务？", LED, vocabulary)
    question = carry_over(understand(words, vocabulary), state, vocabulary)
    assert (question.intent, question.agency_names[0], question.roles) == ("agency_items", "市商务局", ("lead",))


@pytest.mark.parametrize(
    ("words", "numbers", "series"),
    [("啊不对，我要的是工程不是任务", (12,), "project"), ("Sorry, I meant project 19", (19,), "project")],
)
def test_a_correction_asks_again(words: str, numbers: tuple[int, ...], series: str, vocabulary: Vocabulary) -> None:
    state = shown_after("深圳重点任务第12项谁牵头", ("shenzhen/task/12",), vocabulary)
    question = carry_over(understand(words, vocabulary), state, vocabulary)
    assert (question.numbers, question.series[0], question.roles) == (numbers, series, ("lead",))


@pytest.mark.parametrize("words", ["收到，谢谢", "好的谢谢啦", "perfect, thanks a lot", "great, thank you, bye"])
def test_pleasantries_are_no_question(words: str, vocabulary: Vocabulary) -> None:
    state = shown_after("深圳第58项谁牵头", ("shenzhen/task/58",), vocabulary)
    question = carry_over(understand(words, vocabulary), state, vocabulary)
    assert question.intent == "greeting"
    assert next_state(state, question, Told()) == state


def test_a_body_is_pointed_at_where_no_row_can_be_meant(vocabulary: Vocabulary) -> None:
    state = shown_after("深圳第43项谁牵头", ("shenzhen/task/43",), vocabulary, bodies=("市水务局",))
    question = carry_over(understand("67项呢，还是它牵头？", vocabulary), state, vocabulary)
    assert (question.numbers, question.agency_names, question.intent) == ((67,), ("市水务局",), "item_check")
    question = carry_over(understand("它的协办单位有哪些", vocabulary), state, vocabulary)
    assert (question.numbers, question.agencies) == ((43,), ())


def test_an_earlier_turn_is_gone_back_to(vocabulary: Vocabulary) -> None:
    state = shown_after("市商务局牵头哪些重点任务？", LED, vocabulary)
    state = shown_after("浙江附件第3项讲什么", ("zhejiang/annex/3",), vocabulary, state)
    question = carry_over(understand("回到刚才商务局的，第三个讲什么", vocabulary), state, vocabulary)
    assert question.records == LED[2:3]


def test_a_way_out_that_was_offered_is_taken(vocabulary: Vocabulary) -> None:
    told = Told(
        choices=(
            ("深圳重点任务第12项", "深圳重点任务第12项：谁牵头"),
            ("深圳重点工程第12项", "深圳重点工程第12项：谁牵头"),
        )
    )
    state = next_state(State(), understand("第12项谁牵头", vocabulary), told)
    for words in ("第二个", "工程那个"):
        question = carry_over(understand(words, vocabulary), state, vocabulary)
        assert (question.documents, question.series[0], question.numbers) == (("shenzhen",), "project", (12,))


def test_what_is_none_of_our_business_leaves_the_thread(vocabulary: Vocabulary) -> None:
    state = shown_after("深圳第58项谁牵头", ("shenzhen/task/58",), vocabulary)
    question = understand("今晚吃什么", vocabulary)
    assert next_state(state, question, Told(lost=True, outside=True)) == state


def test_an_old_state_still_loads(vocabulary: Vocabulary) -> None:
    plain = shown_after("深圳第58项谁牵头", ("shenzhen/task/58",), vocabulary).to_json()
    old = {key: plain[key] for key in ("text", "documents", "series", "refs", "agency_words", "cues", "facts", "topic")}
    state = state_from_json(old | {"intent": plain["intent"], "cited": [["shenzhen/task/58", 0, 1]]})
    assert state.rows == ("shenzhen/task/58",)
    assert carry_over(understand("协办呢", vocabulary), state, vocabulary).numbers == (58,)
