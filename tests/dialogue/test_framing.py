"""What belongs to the conversation in the words of a turn."""

from __future__ import annotations

import pytest

from assistant.dialogue.framing import framed
from assistant.dialogue.state import State

ROW = State(text="深圳第58项谁牵头", documents=("shenzhen",), shown=("shenzhen/task/58",), bodies=("市住房建设局",))
LED = ("shenzhen/task/124", "shenzhen/task/125")
LIST = State(text="税务局牵头哪几项", documents=("shenzhen",), intent="agency_items", shown=LED, listing=LED)
TERM = State(text="重庆提到光储直柔了吗", documents=("chongqing",), intent="open", topic=("光储直柔",))
FIGURE = State(text="浙江秸秆综合利用率", indicators=("straw",), compared=("zhejiang", "guangdong"))


@pytest.mark.parametrize(
    ("words", "rest", "marks", "before"),
    [
        ("喂,深圳第58项谁牵头来着", "深圳第58项谁牵头", set(), State()),
        ("行业绿色标准有哪些", "行业绿色标准有哪些", set(), State()),
        ("好的谢谢啦", "好的谢谢啦", {"talk"}, ROW),
        ("great, thank you, bye", "great, thank you, bye", {"talk"}, ROW),
        ("OK, who supports it then?", "who supports it ?", {"rows"}, ROW),
        ("是不是住建局牵头的", "是不是住建局牵头的", {"aside"}, ROW),  # 是 opens no answer here
        ("下一项呢", "呢", {"next"}, ROW),
        ("the one before it, please", "", {"previous"}, ROW),
        ("最后一项", "最后一项", set(), ROW),
        ("说错了,我说的是浙江", "浙江", {"correction"}, ROW),
        ("不对,我要的是任务不是工程", "任务", {"correction", "aside"}, ROW),
        ("Sorry, I meant project 19", "project 19", {"correction"}, ROW),
        ("回到刚才说的那个,谁牵头", ",谁牵头", {"back"}, ROW),
        ("它还牵头什么", "还牵头什么", {"body"}, ROW),
        ("它当协办单位的重点任务", "当协办单位的重点任务", {"body"}, ROW),
        ("the projects where it only supports", "the projects where only supports", {"body"}, ROW),
        ("接下来那项呢", "呢", {"next"}, ROW),
        ("它前面那一条呢", "呢", {"previous"}, ROW),
        ("What about the task just before it?", "What about ?", {"previous"}, ROW),
        ("换成广东", "广东", {"switch"}, ROW),
        ("剩下那个是谁负责", "是谁负责", {"rest"}, LIST),
        ("下面那个呢", "呢", {"next"}, ROW),
        ("后一项的原话", "的原话", set(), LIST),
        ("145项跟前面两项一样吗", "145项跟 一样吗", set(), LIST),
        ("深圳有几个这样的项目", "深圳有几个光储直柔项目", set(), TERM),
        ("它的牵头单位", "的牵头单位", {"rows"}, ROW),
        ("这三个地方哪个最高", "哪个最高", {"places"}, FIGURE),
        ("2022年这个数是多少", "2022年 是多少", {"figure"}, FIGURE),
    ],
)
def test_a_turn_is_read_without_its_frame(words: str, rest: str, marks: set[str], before: State) -> None:
    frame = framed(words, before)
    assert (" ".join(frame.rest.split()), set(frame.marks)) == (rest, marks)
