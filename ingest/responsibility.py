"""Cells and parentheses of agencies: split into names by role, and put together again.

Knows the wording of the cells; knows no document and no list of agencies. ``rejoin`` is written independently of
``split_cell`` so that the two can be held against each other.
"""

from __future__ import annotations

import re

from assistant.core.records import Form, Responsibility, Span
from assistant.errors import IngestProblem
from ingest.views import View

_LEAD = re.compile(r"牵头单位\s*[:：]\s*")
_SUPPORT = re.compile(r"\s*协办单位\s*[:：]\s*")
_JOINT_TAIL = re.compile(r"等?\s*按职责分工负责[。]?$")
_REMARK = re.compile(r"[（(][^（）()]*[）)]")
_RULE = re.compile(r"，列第一位的为牵头单位.*$", re.DOTALL)


def split_cell(cell: View) -> Responsibility:
    """Roles and names of a table's agency cell."""
    text = cell.text
    lead = _LEAD.match(text)
    span = Span(start=cell.start, end=cell.end)
    if lead:
        support = _SUPPORT.search(text, lead.end())
        leads = names(text[lead.end() : support.start() if support else len(text)])
        supports = names(text[support.end() :]) if support else ()
        return Responsibility(form="lead_support", lead=leads, support=supports, raw=text, span=span)
    tail = _JOINT_TAIL.search(text)
    form: Form = "joint" if tail else "list"
    joint = names(text[: tail.start() if tail else len(text)])
    return Responsibility(form=form, joint=joint, raw=text, span=span)


def split_first_listed(cell: View) -> Responsibility:
    """Names of a list whose first one leads; enclosing parentheses and the remark that states the rule are left out."""
    text = cell.text
    inner = text[1:-1] if text[0] in "（(" and text[-1] in "）)" else text
    listed = names(_RULE.sub("", inner))
    span = Span(start=cell.start, end=cell.end)
    return Responsibility(form="first_listed", lead=listed[:1], support=listed[1:], raw=text, span=span)


def names(listed: str) -> tuple[str, ...]:
    """Names of a 、 list; a remark in parentheses belongs to no name, and the 、 inside it parts none."""
    found = tuple(name.strip() for name in _REMARK.sub("", listed).split("、"))
    if not all(found):
        raise IngestProblem(f"an empty name in the list of agencies {listed!r}")
    return found


def rejoin(responsibility: Responsibility) -> str:
    """The cell as its names and the connecting words of its form give it, without blanks and remarks."""
    everyone = "、".join(responsibility.everyone)
    if responsibility.form == "lead_support":
        support = "协办单位：" + "、".join(responsibility.support) if responsibility.support else ""
        return "牵头单位：" + "、".join(responsibility.lead) + support
    if responsibility.form == "joint":
        return everyone + "等按职责分工负责"
    return everyone


def bare(raw: str) -> str:
    """A cell as ``rejoin`` writes it: one width of colon, no blanks, no remarks, no enclosing parentheses."""
    text = re.sub(r"\s+", "", raw).replace(":", "：")
    if text.startswith("（") and text.endswith("）"):
        text = _RULE.sub("", text[1:-1])
    return _REMARK.sub("", text)
