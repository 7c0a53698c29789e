"""Questions about several bodies at once: rows they share, rows of one without another, and who is listed with whom.

Knows how conditions on bodies become rows, and counts bodies, not printed names; every answer says what was looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial

from assistant.answers import wording
from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.entries import Scope, bracketed, entries, judged, of_scope, scopes
from assistant.answers.responsibility import describe
from assistant.answers.select import holds, role_of
from assistant.answers.subject import on_subject
from assistant.core.agencies import AgencyMention
from assistant.core.answer import Coverage
from assistant.core.records import ROLES, Agency, Record, Role
from assistant.dialogue.bodies import Condition

_CITED = 20
_FEW = 5
_FEWEST = re.compile(r"最少|fewest|least")
_WITH = re.compile(r"(?:和|与|跟|同)\s*$|\bwith(?: the)?\s*$", re.IGNORECASE)
_Wanted = Sequence[tuple[Agency, Condition]]


def set_items(context: Context, sheet: Sheet) -> Draft | None:
    """Rows in which each body named holds the role asked of it, or does not."""
    scanned = matched = 0
    for scope in scopes(context, context.assigns):
        wanted = _wanted(context, scope.document)
        pool = [r for r in scope.records if r.responsibility is not None]
        if wanted is None or not scope.everything[0].responsibility:
            continue
        fitting = [r for r in pool if all(holds(r, body, one, context.agencies) for body, one in wanted)]
        hits = on_subject(context, sheet, scope, fitting)
        scanned, matched = scanned + scope.scanned, matched + len(hits)
        values = {
            "region": context.region(scope.document),
            "what": of_scope(context, scope),
            "condition": _words(context, scope.document, wanted),
            "scanned": scope.scanned,
        }
        sheet.add(context.say("set_head" if hits else "set_none", count=len(hits), **values))
        present = [body for body, one in wanted if not one.negated]
        entries(context, sheet, hits, partial(_tag, context, bodies=present))
        if "who" in context.question.cues and len(hits) <= _FEW:
            for row in hits:
                sheet.add(describe(context, sheet, row, context.question.roles))
        merged(context, sheet, scope.document, [body for body, _ in wanted], pool)
        _also(context, sheet, scope, wanted)
    judged(context, sheet, matched, scanned)
    return sheet.draft(coverage=Coverage(scanned=scanned, matched=matched, listed=matched)) if scanned else None


def _wanted(context: Context, document: str) -> list[tuple[Agency, Condition]] | None:
    """The bodies of a document with what is asked of each; ``None`` where one of them is no body of the document."""
    asked = context.question.conditions or (Condition(roles=context.question.roles),) * len(context.question.agencies)
    found = []
    for mention, condition in zip(context.question.agencies, asked, strict=False):
        body = next((a for a in mention.agencies if document in a.documents), None)
        if body is None:
            return None
        found.append((body, condition))
    return found


def _words(context: Context, document: str, wanted: _Wanted) -> str:
    """The conditions in words; bodies of whom the same is asked are named together."""
    parts = []
    alike = {one for _, one in wanted}
    if len(alike) == 1 and len(wanted) > 1 and not wanted[0][1].alone:
        names = context.names([body.name for body, _ in wanted], document)
        one = wanted[0][1]
        verb = wording.ROLE_VERBS[context.language][one.roles[0]] if len(one.roles) == 1 else ""
        denied = "_lacks" if one.negated else ""
        return context.say(f"set_all{denied}" if verb else f"set_named_all{denied}", agencies=names, role=verb)
    for body, one in wanted:
        name = context.names((body.name,), document)
        verb = wording.ROLE_VERBS[context.language][one.roles[0]] if len(one.roles) == 1 else ""
        if one.alone:
            parts.append(context.say("set_alone" if verb else "set_named_alone", agency=name, role=verb))
            continue
        key = (
            ("set_lacks" if one.negated else "set_holds") if verb else "set_named_lacks" if one.negated else "set_named"
        )
        parts.append(context.say(key, agency=name, role=verb))
    return ("、" if context.language == "zh" else "; ").join(parts)


def _tag(context: Context, row: Record, bodies: Sequence[Agency]) -> str:
    roles = [role_of(row, body, context.agencies) for body in bodies]
    gap = "" if context.language == "zh" else " "
    words = [
        f"{context.names((body.name,), row.document)}{gap}{role_word(context, role, row)}"
        for body, role in zip(bodies, roles, strict=True)
        if role
    ]
    return bracketed(context, words)


def role_word(context: Context, role: Role, row: Record) -> str:
    """A role as a tally names it, told apart where the source itself gives none."""
    form = row.responsibility.form if row.responsibility else "none"
    if role == "support" and form == "first_listed":
        return "其他责任单位" if context.language == "zh" else "other responsible"
    if role == "joint" and form == "list":
        return "并列未分工" if context.language == "zh" else "listed without roles"
    return wording.ROLE_TAGS[context.language][role]


def merged(context: Context, sheet: Sheet, document: str, bodies: Iterable[Agency], records: Sequence[Record]) -> None:
    """Names that are counted as one body, where the rows print more than one of them."""
    for body in bodies:
        printed = {
            name
            for r in records
            if r.responsibility
            for name in r.responsibility.everyone
            if context.agencies.of_printed(name, document) == body
        }
        if len(printed) > 1:
            sheet.add(context.say("of_one_body", names=wording.joined(sorted(printed), context.language)))


def _also(context: Context, sheet: Sheet, scope: Scope, wanted: _Wanted) -> None:
    """Rows of the other series, where 任务 was taken for the key tasks alone."""
    loose = "重点" not in context.question.normal and "key task" not in context.question.normal.lower()
    if scope.series != ("task",) or not loose or context.question.topic:
        return
    others = [r for r in context.rows(scope.document, ("project",)) if r.responsibility is not None]
    more = sum(all(holds(r, body, one, context.agencies) for body, one in wanted) for r in others)
    if more:
        sheet.assumptions.append(context.say("also_series", count=more))


def partners(context: Context, sheet: Sheet) -> Draft | None:
    """The bodies listed in the same rows as one body, by how often."""
    scanned = matched = 0
    for scope in scopes(context, context.assigns):
        bodies = [a for m in _counted(context) for a in m.agencies if scope.document in a.documents][:1]
        if not bodies:
            continue
        own, other = _roles(context)
        rows = [r for r in scope.records if role_of(r, bodies[0], context.agencies) in (own or ROLES)]
        scanned, matched = scanned + scope.scanned, matched + len(rows)
        _ranking(context, sheet, scope, bodies[0], rows, (own, other))
    if not scanned:
        return None
    return sheet.draft(coverage=Coverage(scanned=scanned, matched=matched, listed=len(sheet.evidence)))


def _counted(context: Context) -> list[AgencyMention]:
    """The bodies that are named for themselves, and not to be set aside (不算各区政府)."""
    question = context.question
    if len(question.conditions) != len(question.agencies):
        return list(question.agencies)
    return [m for m, c in zip(question.agencies, question.conditions, strict=True) if not c.negated]


def _roles(context: Context) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    """The role of the body named, and the role asked for of the others."""
    question = context.question
    with_it = _WITH.search(question.normal[: question.agencies[0].start])
    if with_it or "s_role_beside" not in question.cues or not question.conditions:
        # 和某局配合: the role is that of nobody; without such words it is asked for of the others.
        return (), () if with_it else question.roles
    own = question.conditions[0].roles
    return own, tuple(r for r in question.roles if r not in own)


def held_by(context: Context, records: Sequence[Record], roles: Sequence[Role]) -> dict[str, list[tuple[Role, Record]]]:
    """The rows of every body by its name, each with the body's role in it. A body counts once for a row."""
    found: dict[str, list[tuple[Role, Record]]] = {}
    for record in records:
        seen: set[str] = set()
        for role in ROLES:
            for printed in record.agencies(role):
                body = context.agencies.of_printed(printed, record.document)
                name = body.name if body else printed
                if name not in seen and role in roles:
                    found.setdefault(name, []).append((role, record))
                seen.add(name)
    return found


def set_aside(context: Context) -> tuple[str, ...]:
    """Names of the bodies that a ranking leaves out."""
    question = context.question
    denied = [m for m, c in zip(question.agencies, question.conditions, strict=False) if c.negated]
    return tuple(a.name for m in (*question.excluded, *denied) for a in m.agencies)


def _ranking(
    context: Context,
    sheet: Sheet,
    scope: Scope,
    body: Agency,
    rows: Sequence[Record],
    roles: tuple[tuple[Role, ...], tuple[Role, ...]],
) -> None:
    own, other = roles
    held = held_by(context, rows, other or ROLES)
    for name in (body.name, *set_aside(context)):
        held.pop(name, None)
    fewest = bool(_FEWEST.search(context.question.normal.lower()))
    ranking = sorted(held.items(), key=lambda pair: (len(pair[1]) if fewest else -len(pair[1]), pair[0]))
    values = {
        "region": context.region(scope.document),
        "agency": context.names((body.name,), scope.document),
        "role": wording.ROLE_VERBS[context.language][own[0] if len(own) == 1 else "any"],
        "partner": context.say(f"partner_{other[0]}" if len(other) == 1 else "partner_any"),
        "rows": len(rows),
        "what": of_scope(context, scope),
        "scanned": scope.scanned,
    }
    if not ranking:
        sheet.add(context.say("partners_none", **values))
        return
    best = len(ranking[0][1])
    top = [name for name, rows_of in ranking if len(rows_of) == best]
    names = context.names(top, scope.document)
    sheet.add(context.say("partners_fewest" if fewest else "partners", names=names, count=best, **values))
    for name, rows_of in ranking:
        marks = "".join(sheet.cite(r) for _, r in rows_of[:_CITED]) if name in top else ""
        sheet.add(body_line(context, scope.document, name, rows_of) + marks)
    agencies = [a for a in context.corpus.agencies if scope.document in a.documents and (a.name in held or a == body)]
    merged(context, sheet, scope.document, agencies, rows)


def body_line(context: Context, document: str, name: str, rows: Sequence[tuple[Role, Record]]) -> str:
    """One body with its number of rows, by role."""
    counts = Counter(role_word(context, role, row) for role, row in sorted(rows, key=lambda p: ROLES.index(p[0])))
    parts = [f"{word} {count}" for word, count in counts.items()]
    detail = bracketed(context, [wording.joined(parts, context.language)])
    colon = "：" if context.language == "zh" else ": "
    return f"- {context.names((name,), document)}{colon}{len(rows)}{detail}"
