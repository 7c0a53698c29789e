"""How agencies are spoken of in a question: their roles and exceptions to them.

Knows the words around a name; refuses to know which names there are.
"""

from __future__ import annotations

from assistant.core.agencies import AgencyMention
from assistant.core.records import Role
from assistant.dialogue import lexicon


def negates(lowered: str, mention: AgencyMention) -> bool:
    """Whether a body is named as one that does not take part."""
    before, after = lowered[: mention.start], lowered[mention.end :]
    return bool(lexicon.NEGATED_BEFORE.search(before) or lexicon.NEGATED_AFTER.match(after))


def paired(lowered: str, mentions: tuple[AgencyMention, ...]) -> tuple[Role, ...]:
    """The role said right beside each of several agencies; empty unless every one has its own."""
    found: list[Role] = []
    for mention in mentions:
        after, before = lowered[mention.end : mention.end + 24], lowered[max(0, mention.start - 24) : mention.start]
        role = next((r for r, a, b in lexicon.ROLE_BESIDE if a.match(after) or b.search(before)), None)
        if role is None:
            return ()
        found.append(role)
    return tuple(found) if len(set(found)) > 1 else ()


def roles_of(cues: frozenset[str], agency: bool, lowered: str) -> tuple[Role, ...]:
    if "besides_lead" in cues or (cues & {"support", "joint"} and not agency and lexicon.NOT_LEAD.search(lowered)):
        return ("support",)
    if {"joint", "lead"} <= cues and lexicon.LED_JOINTLY.search(lowered):
        return ("lead",)
    if {"responsible", "lead"} <= cues and lexicon.RESPONSIBLE_AND_LEAD.search(lowered):
        return ()  # who is responsible, and who leads: everybody is asked for
    table: tuple[tuple[str, Role], ...] = (("lead", "lead"), ("support", "support"), ("joint", "joint"))
    negated = {"no_lead", "several_leads"} & cues if not agency else set()
    return tuple(role for cue, role in table if cue in cues and not (role == "lead" and negated))
