"""The words for kinds of numbered records, and the kind that each means.

Knows the nouns and classifiers of both languages; refuses to know how numbers are written.
"""

from __future__ import annotations

from typing import Literal

RefKind = Literal["any", "task", "project", "annex", "item", "box", "section", "chapter", "clause"]

KINDS_ZH: tuple[tuple[str, RefKind], ...] = (
    ("重点任务", "task"), ("任务", "task"), ("重点工程", "project"), ("工程", "project"), ("项目", "project"),
    ("附件", "annex"), ("工作清单", "annex"), ("清单", "annex"), ("专栏", "box"), ("款", "clause"), ("章", "chapter"),
    ("部分", "chapter"), ("大部分", "chapter"), ("大章", "chapter"), ("大块", "chapter"),
    ("节", "section"), ("小节", "section"), ("章节", "section"),
    ("事项", "any"), ("条目", "any"), ("序号", "any"), ("编号", "any"), ("号", "any"), ("项", "any"), ("条", "any"),
    ("个", "any"), ("行", "any"), ("点", "any"), ("no", "any"),
)  # fmt: skip
KINDS_EN: dict[str, RefKind] = {
    "task": "task", "key task": "task", "project": "project", "key project": "project", "annex": "annex",
    "annex item": "annex", "appendix": "annex", "box": "box", "section": "section", "subsection": "section",
    "heading": "section", "subheading": "section", "chapter": "chapter", "clause": "clause",
    "item": "any", "entry": "any", "row": "any", "measure": "any", "no.": "any", "no": "any", "number": "any",
    "nr": "any", "nr.": "any", "#": "any", "point": "any", "article": "any",
}  # fmt: skip
