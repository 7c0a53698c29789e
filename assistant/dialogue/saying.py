"""The roles a question asks for.

Knows the words for them; refuses to know what is said of one body (``bodies``).
"""

from __future__ import annotations

import re

from assistant.core.records import Role
from assistant.dialogue import lexicon

_ANY_ROLE = re.compile(
    r"(?:不管|无论|不论).{0,10}(?:牵头|协办|角色)|牵不牵头|牵头与否|是不是牵头都"
    r"|牵头.{0,8}(?:配合|协办|参与).{0,14}[都全]部?(?:算|要|行|可以|列|数|包括)|(?:配合|协办).{0,8}牵头.{0,14}[都全]部?(?:算|要|行|可以|列|数|包括)"
    r"|牵头.{0,8}(?:参与|参加|涉及|有份)(?:了|的)?(?:几|多少|哪)"
    r"|\blead(?:ing)? or (?:not|otherwise|support(?:ing)?"
    r"|(?:merely |just |only |simply )?(?:listed|named|helping|taking part))\b"
    r"|\bwhether (?:or not )?(?:it|they)? ?leads?\b|\bin (?:any|whatever) role\b"
)
"""Roles named only to say that any of them will do."""


_OF_OTHERS = re.compile(
    r"(?<![给帮替为跟])(?:别人|旁人|别家|其他人|其余的?|别的(?:单位|部门|局))(?:都|也|就|则|只是?|仅|全|来|去|负责)*(?:打下手|打配合|配合|协办|协助|帮忙|搭手)"
    r"|\b(?:the )?(?:others?|rest|everyone else) (?:only |just |merely )?(?:help|support|assist)(?:s|ing)?\b"
)
"""A role said of everybody else, which is not asked of the body named."""


_WHO = re.compile(r"[谁哪]|\b(?:who|which)\b")


_SET_ASIDE: dict[str, re.Pattern[str]] = {
    cue: re.compile(
        rf"(?:{zh})(?:单位|部门)?的?(?:那些|那几项|部分|任务|工程|事项)?(?:先|就|暂时|都|则|一律)?(?:不用?(?:管|要|看|算|列|计|统计|包括|含|说)"
        rf"|别(?:管|算|列|说)|除外|略过|跳过)|(?:不用?(?:管|要|看|算|列|计|包括|含)|别(?:管|算|列)|去掉|剔除|扣除|撇开)"
        rf"(?:只是|光是|那些|我们|仅)?(?:{zh})"
        rf"|\b(?:not counting|ignor(?:e|ing)|leav(?:e|ing) out|skip(?:ping)?|exclud(?:e|ing)|never mind|forget)"
        rf" (?:(?:about|the|those|ones|where|it|we|they|is|are|only|merely|just|in|a) )*(?:{en})"
    )
    for cue, zh, en in (
        ("support", "协办|配合|参与|协助", r"support\w*|assist\w*|helping"),
        ("lead", "牵头|主办", r"lead\w*"),
    )
}
"""Roles named only to say that they are not asked for."""


_NOBODY_LEADS = re.compile(
    r"没有?(?:人|谁)牵头|没有?(?:被)?(?:指定|明确|设)(?:过|任何)?牵头|(?:没有|无|缺)牵头(?:单位|部门)"
    r"|\b(?:nobody|no one|no-one)\b"
    r"|\bno (?:designated |single )?lead\b|\bwithout (?:a |any )?(?:designated )?lead\b|\black(?:s|ing)? (?:a )?lead\b"
)


def roles_of(cues: frozenset[str], agency: bool, lowered: str) -> tuple[Role, ...]:
    if _ANY_ROLE.search(lowered):
        return ()
    if agency and "no_lead" in cues and _NOBODY_LEADS.search(lowered):
        cues -= {"lead"}  # rows without a lead that the body is listed in
    cues -= {cue for cue, pattern in _SET_ASIDE.items() if pattern.search(lowered)}
    if agency and _OF_OTHERS.search(lowered):
        cues -= {"support"}
    twice = bool(cues & {"support", "besides_lead"}) and len(_WHO.findall(lowered)) > 1  # 谁管，还有谁帮着管
    if (
        ("lead" in cues or twice)
        and not agency
        and lexicon.AND_OTHERS.search(lowered)
        and not lexicon.SET_ASIDE.search(lowered)
    ):
        return ()  # who leads, and who else there is
    if cues & {"support", "joint"} and lexicon.NOT_LEAD.search(lowered):
        return ("support",)
    if "besides_lead" in cues:
        rest = lexicon.CUES["besides_lead"].sub(" ", lowered)
        return () if lexicon.CUES["lead"].search(rest) else ("support",)
    if {"responsible", "support"} <= cues and "lead" not in cues and not agency:
        return ()  # who handles it, and who helps: everybody is asked for
    if "lead" in cues and (agency or "joint" in cues) and lexicon.LED_JOINTLY.search(lowered):
        return ("lead",)
    if {"responsible", "lead"} <= cues and lexicon.RESPONSIBLE_AND_LEAD.search(lowered):
        return ()  # who is responsible, and who leads: everybody is asked for
    table: tuple[tuple[str, Role], ...] = (("lead", "lead"), ("support", "support"), ("joint", "joint"))
    negated = {"no_lead", "several_leads"} & cues if not agency else set()
    return tuple(role for cue, role in table if cue in cues and not (role == "lead" and negated))
