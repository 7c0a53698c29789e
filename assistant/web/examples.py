"""Twelve example questions in each language, in the order in which officials need them.

Knows questions, the need each one serves and how it will be answered; refuses to know the answers (the tests do).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.core.answer import Language, Status
from assistant.web.markup import escape
from assistant.web.page_text import Texts

Need = Literal["who", "duties", "content", "targets", "limits"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A question people really ask; ``need`` is the heading it stands under on the page."""

    need: Need
    question: str
    status: Status = "answered"


EXAMPLES: dict[Language, tuple[Example, ...]] = {
    "zh": (
        Example(need="who", question="深圳重点任务第58项由哪个局牵头？"),
        Example(need="who", question="深圳重点工程第15项的协办单位有哪些？"),
        Example(need="who", question="深圳重点任务第52项由谁牵头？"),
        Example(need="who", question="浙江附件第12项的责任单位是谁？"),
        Example(need="duties", question="深圳市水务局牵头哪些任务和工程？"),
        Example(need="duties", question="深圳重点任务中由市交通运输局牵头的有多少项？"),
        Example(need="duties", question="市发展改革委在深圳重点任务第58项中是牵头还是协办？"),
        Example(need="content", question="深圳“13. 强化既有建筑提质改造”下面有哪几项重点任务？"),
        Example(need="content", question="广东实施方案第10项“积极发展绿色餐饮”写了什么？"),
        Example(need="targets", question="江苏每年要完成多少家重点企业的强制性清洁生产审核？"),
        Example(need="targets", question="广东和重庆的农膜回收率目标分别是多少？"),
        Example(need="limits", question="广东实施方案第12项由哪个部门牵头？", status="refused"),
    ),
    "en": (
        Example(need="who", question="Which bureau leads key task 58 in Shenzhen?"),
        Example(need="who", question="Which agencies support key project 12 in Shenzhen?"),
        Example(need="who", question="Who leads key task 14 in Shenzhen?"),
        Example(need="who", question="Who is responsible for annex item 7 in Zhejiang?"),
        Example(need="duties", question="Which key tasks does the Shenzhen Water Authority lead?"),
        Example(need="duties", question="How many key tasks does the Shenzhen Transport Bureau lead?"),
        Example(need="duties", question="Is the Shenzhen Finance Bureau lead or support for key project 16?"),
        Example(
            need="content", question="Which key tasks are listed under 16. 优化交通运输结构和组织方式 in Shenzhen?"
        ),
        Example(need="content", question="What does item 11 of the Guangdong plan say?"),
        Example(need="targets", question="How many national green factories does Guangdong aim for by 2025?"),
        Example(need="targets", question="Compare the straw utilisation rate targets of Guangdong and Chongqing."),
        Example(
            need="limits", question="Which agency leads section 5 of the Jiangsu implementation plan?", status="refused"
        ),
    ),
}


def render_examples(language: Language, texts: Texts, *, unfolded: bool) -> str:
    """The example questions as buttons under the needs they serve; folded away once a conversation runs."""
    groups = []
    for need, heading in texts.examples_groups.items():
        buttons = "".join(
            f'<li><button type="button" class="example" data-ask="example" data-index="{position}">'
            f"{escape(example.question)}</button></li>"
            for position, example in enumerate(EXAMPLES[language])
            if example.need == need
        )
        groups.append(f"<section><h3>{escape(heading)}</h3><ul>{buttons}</ul></section>")
    return (
        f'<details class="examples"{" open" if unfolded else ""}><summary>{escape(texts.examples)}</summary>'
        f'<div class="example-groups">{"".join(groups)}</div></details>'
    )
