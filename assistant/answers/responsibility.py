"""Who is responsible for given records: lead, support and joint told apart, and an agency's role in a record.

Knows the forms in which the sources assign responsibility and says each for what it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from assistant.answers import wording
from assistant.answers.context import Context, Sheet
from assistant.answers.select import by_topic, printed_as, role_of
from assistant.core.records import ROLES, Agency, Record, Responsibility, Role
from assistant.dialogue.lexicon import AND_OTHERS

_ALL = re.compile(r"全(?=归|由|是|部|都)|都(?=是|由|归)|通通|统统|\ball\b")
_RHETORICAL = re.compile(r"(?<![对是错])[吗嘛么][?。!\s]*$")
"""不是X牵头的吗 asks whether X leads; with 对吗 the denial itself is asked about."""
_WHOLE = frozenset({"who", "s_bodies", "duty"})
"""Cues that ask for everybody of a row beside a claim about one body."""
_SUPPORTS = re.compile(r"协办|配合|协助|协同|参与|参加|牵头(?!.*(?:责任|负责|落实))")
"""How a source says support; bodies that it only calls responsible beside a lead are the other responsible ones."""
_IN_CHARGE = re.compile(r"(?:责任|实施|承办|落实|负责|完成)(?:单位|部门|主体)|负责")
"""How a source calls the bodies of a list responsible, so that they need no other word."""
_FEW = 2
_LEAD_ALONE = re.compile(
    r"[只仅光单](?:要|看|说|列|给|报|写|问)?(?:我|一下)?(?:出)?(?:牵头|第一)|(?:协办|配合)[^,，。]{0,6}(?:不用|不要|别|不必|不需要|先不)"
    r"|(?:不用|不要|别|不必)[^,，。]{0,6}(?:协办|配合)|\b(?:only|just) (?:the |its )?lead"
)
"""The lead asked for and nobody else; otherwise who supports a row described in words is told behind it."""


def describe(context: Context, sheet: Sheet, record: Record, roles: Sequence[Role]) -> str:
    """One paragraph on who is responsible for a record; all roles when none is asked for in particular."""
    duty = record.responsibility
    name = context.name(record)
    if duty is None:
        return _unassigned(context, sheet, record)
    mark = sheet.cite(record)
    if duty.form == "none":
        return f"{context.say('none', item=name)}{_body_mention(context, record)}{mark}"
    left_out = {a for mention in context.question.excluded for a in mention.agencies}
    shown = {
        role: tuple(n for n in duty.of(role) if context.agencies.of_printed(n, record.document) not in left_out)
        for role in ROLES
    }
    duty = replace(duty, lead=shown["lead"], support=shown["support"], joint=shown["joint"])
    names = {role: context.names(shown[role], record.document) for role in ROLES}
    etc = _etc(context, duty)
    if duty.form == "list" and _IN_CHARGE.search(duty.raw):
        key = "duty" if len(duty.joint) > 1 else "duty_one"
        return context.say(key, item=name, names=names["joint"]) + mark
    if duty.form == "list":
        return context.say("list", item=name, names=names["joint"]) + mark
    if duty.form == "joint":
        key = "joint_of" if list(roles) == ["joint"] else "joint_no_support" if list(roles) == ["support"] else "joint"
        return context.say(key, item=name, names=names["joint"], etc=etc) + mark
    return _led(context, record, duty, names, roles) + mark


def _etc(context: Context, duty: Responsibility) -> str:
    """The 等 of the source, which says that the list is of examples."""
    return "等" if "等按" in duty.raw and context.language == "zh" else ""


def _led(context: Context, record: Record, duty: Responsibility, names: dict[Role, str], roles: Sequence[Role]) -> str:
    """A record with a lead: 牵头单位…协办单位…, or Zhejiang's first-listed rule."""
    first_listed = duty.form == "first_listed"
    other = first_listed or not _SUPPORTS.search(duty.raw)
    item = context.name(record)
    parts: list[str] = []
    if not duty.lead and not duty.support:
        return context.say("nobody_else", item=item)
    if list(roles) == ["joint"]:
        parts.append(context.say("not_joint", item=item))
    if duty.lead and ("lead" in roles or "support" not in roles):
        key = "lead_many" if len(duty.lead) > 1 else "lead_one"
        if first_listed:
            key = "lead_first_listed_annex" if record.series == "annex" else "lead_first_listed"
        besides = wording.joined((m.words for m in context.question.excluded), context.language)
        key = "lead_besides" if len(record.agencies("lead")) > len(duty.lead) else key
        parts.append(context.say(key, item=item, names=names["lead"], count=len(duty.lead), besides=besides))
    described = context.question.intent == "topic_agencies"  # of a row named by its number the lead is told alone
    asked_alone = _LEAD_ALONE.search(context.question.normal.lower())
    details = described and list(roles) == ["lead"] and duty.support and not asked_alone
    if "support" in roles or "lead" not in roles or details:
        alone = list(roles) == ["support"]
        if duty.support:
            key = ("support_other" if other else "support") + ("_of" if alone else "")
            parts.append(context.say(key, item=item, names=names["support"]))
        elif "support" in roles or not roles:
            parts.append(context.say("support_other_none" if other else "support_none", item=item))
    return ("" if context.language == "zh" else " ").join(parts)


def _unassigned(context: Context, sheet: Sheet, record: Record) -> str:
    """A record of a document (or heading) that assigns no agency."""
    children = bearing(context, record)
    if children:
        lines = [describe(context, sheet, child, context.question.roles) for child in children]
        return "\n\n".join(lines)
    line = context.say("unassigned", title=_quoted(context, record.document), item=context.name(record))
    return line + sheet.cite(record)


def bearing(context: Context, record: Record) -> tuple[Record, ...]:
    """The records that say who is responsible for one: itself, or those under a heading, narrowed by the topic."""
    if record.responsibility is not None:
        return (record,)
    children = tuple(r for r in context.corpus.children(record.record_id) if r.responsibility is not None)
    return by_topic(context, children).records or children if len(children) > 1 else children


def _quoted(context: Context, document: str) -> str:
    title = context.title(document)
    return f"《{title}》" if context.language == "zh" else title


def _body_mention(context: Context, record: Record) -> str:
    """Where a row without an agency cell names a body in its own words, those words, told as what they are."""
    found = context.agencies.find(record.text)
    if not found:
        return ""
    sentence = record.text.split("，")[0].split("。")[0]
    return ("" if context.language == "zh" else " ") + context.say("none_but_text", words=sentence)


def has_duty(context: Context, record: Record) -> bool:
    return record.responsibility is not None or any(
        child.responsibility is not None for child in context.corpus.children(record.record_id)
    )


def _only_supports(context: Context, role: Role | None) -> bool:
    """Whether someone said to be responsible only supports."""
    return role == "support" and not context.question.roles and "responsible" in context.question.cues


def item_check(context: Context, records: Sequence[Record], sheet: Sheet) -> int:
    """The role of each named agency in each record, the verdict first; how many records settle it."""
    assigned = [part for r in records for part in bearing(context, r)]
    # A heading, or rows claimed all together: the claim is about all of them at once.
    one = len(assigned) > 1 and (len(records) == 1 or bool(_ALL.search(context.question.normal.lower())))
    told = [[_said(context, sheet, r, claim) for claim in _claims(context, r)] for r in assigned or records]
    for said in [[line for lines in told for line in lines]] if one else told:
        verdicts = {verdict for verdict, _ in said if verdict}
        if len(verdicts) > 1:
            sheet.add(context.say("partly").strip())
        for verdict, line in said:
            sheet.add((context.say(verdict) if verdict and len(verdicts) == 1 else "") + line)
    if {"who", "role"} <= context.question.cues and AND_OTHERS.search(context.question.normal.lower()):
        for record in assigned[:1]:
            sheet.add(describe(context, sheet, record, ()))  # 还有谁跟它一样
    if beside := _asked_beside(context):
        for record in assigned:
            sheet.add(describe(context, sheet, record, beside))
    elif len(assigned) <= _FEW and context.question.cues >= {"yesno"} and context.question.cues & _WHOLE:
        for record in assigned:  # 是我们管吧？还有谁
            sheet.add(describe(context, sheet, record, ()))
    claims = bool(context.question.roles or context.question.cues & {"yesno", "why"})
    return len(assigned) or (len(records) if claims else 0)  # that nobody is assigned settles a claim about somebody


def same_bodies(context: Context, records: Sequence[Record]) -> str:
    """Whether several records have the same agencies in the role asked for; printed names of one body count as one."""
    roles = context.question.roles or ("lead",)
    rows = [bearing(context, r) for r in records]
    held = [
        {context.agencies.of_printed(n, r.document) or n for r in parts for role in roles for n in r.agencies(role)}
        for parts in rows
    ]
    if not all(held):
        return ""
    printed = {n for parts in rows for r in parts for role in roles for n in r.agencies(role)}
    verdict = context.say("yes" if all(h == held[0] for h in held) else "no")
    merged = len(printed) > len(set().union(*held)) and context.say(
        "one_body", names=wording.joined(sorted(printed), context.language)
    )
    return verdict.strip() + (merged or "")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Claim:
    """That a body has one of some roles (any role: none given), that it has not, or that it has it ``alone``."""

    agency: Agency
    roles: tuple[Role, ...]
    negated: bool
    alone: bool = False


def _claims(context: Context, record: Record) -> list[_Claim]:
    """What is asked of each body: the role said beside it, else the one asked for in the whole question."""
    mentions, conditions, asked = context.question.agencies, context.question.conditions, context.question.roles
    told = len(mentions) == len(conditions)
    own = told and (len({c.roles for c in conditions}) > 1 or bool(_asked_beside(context)))
    claims = []
    for n, mention in enumerate(mentions):
        bodies = [a for a in mention.agencies if record.document in a.documents] or list(mention.agencies)
        alone = told and conditions[n].alone
        negated = told and conditions[n].negated and not _RHETORICAL.search(context.question.normal)
        claims.append(
            _Claim(agency=bodies[0], roles=conditions[n].roles if own else asked, negated=negated, alone=alone)
        )
    return claims


def _asked_beside(context: Context) -> tuple[Role, ...]:
    """Roles that are asked for beside the one that a single body is said to have (既然X牵头，协办是谁)."""
    conditions, asked = context.question.conditions, context.question.roles
    if len(conditions) != 1 or not conditions[0].roles or not context.question.cues & {"who", "s_bodies"}:
        return ()
    return tuple(role for role in asked if role not in conditions[0].roles)


def _said(context: Context, sheet: Sheet, record: Record, claim: _Claim) -> tuple[str, str]:
    """The verdict on a claim (a phrase's key; none where nothing was claimed), and what the record says."""
    role = role_of(record, claim.agency, context.agencies)
    cues = context.question.cues
    asked = set(claim.roles) or ({"lead"} if "who" in cues else set())
    verdict = ""
    if {"who", "role"} <= cues and not cues & {"yesno", "why", "sole", "choice"}:
        pass  # 谁牵头，X什么角色: nothing is claimed
    elif "choice" in cues and (len(context.question.agencies) > 1 or len(claim.roles) > 1):
        # Which of several: each is told for what it is, and who leads where that is asked of one body.
        asked = {"lead"} if len(context.question.agencies) == 1 and "lead" in claim.roles else set()
    elif cues & {"yesno", "why", "sole"} or claim.roles:
        true = role is not None and (not asked or role in asked)
        if claim.negated:
            verdict = "wrong" if true else "right"
        elif true and "why" in cues:
            verdict = "why_true"
        elif _only_supports(context, role):
            verdict, asked = "partly", {"lead"}
        elif true and ("sole" in cues or claim.alone) and (others := _others(record, role)):
            return ("no" if others else "yes"), describe(context, sheet, record, [role] if role else ())
        else:
            verdict = "yes" if true else "no"
    return verdict, _fact(context, sheet, record, claim.agency, role, asked)


def _others(record: Record, role: Role | None) -> int:
    """How many more bodies have a role that one has."""
    return len(record.agencies(role)) - 1 if role else 0


def _fact(context: Context, sheet: Sheet, record: Record, agency: Agency, role: Role | None, asked: Set[str]) -> str:
    """What a record says of a body; where that is not what was asked for, also who has the role."""
    duty = record.responsibility
    item = context.name(record)
    shown = context.names((printed_as(record, agency, context.agencies),), record.document)
    gap = "" if context.language == "zh" else " "
    if duty is None:
        return context.say("unassigned", title=_quoted(context, record.document), item=item) + sheet.cite(record)
    if role is None:
        return context.say("check_absent", item=item, agency=shown) + gap + describe(context, sheet, record, ())
    if role == "joint":
        key = "check_list" if duty.form == "list" else "check_joint"
        names, etc = context.names(duty.joint, record.document), _etc(context, duty)
        return context.say(key, item=item, agency=shown, names=names, etc=etc) + sheet.cite(record)
    label = "other" if role == "support" and duty.form == "first_listed" else role
    line = context.say("check_role", item=item, agency=shown, role=wording.ROLE_NAMES[context.language][label])
    if asked and role not in asked:
        holders: list[Role] = [r for r in ROLES if r in asked and r != "joint"]
        return line + gap + describe(context, sheet, record, holders)
    if role == "lead" and len(duty.lead) > 1:
        return line + gap + describe(context, sheet, record, ["lead"])
    return line + sheet.cite(record)
