"""Complete lists and counts of what an agency leads, supports or shares.

Every list says how many records were scanned, matched and listed, and cites every entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.answers import wording
from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.entries import Scope, bracketed, entries, judged, of_scope, scopes
from assistant.answers.responsibility import describe
from assistant.answers.select import printed_as, role_of
from assistant.answers.subject import on_subject
from assistant.core.answer import Coverage
from assistant.core.records import ROLES, Agency, Form, Record, Role

_SHOWN_ELSEWHERE = 5
_TOLD = 12


def agency_items(context: Context, sheet: Sheet) -> Draft:
    """Everything an agency leads, supports or shares, in every document that assigns it something."""
    groups = _bodies(context)
    matched = sum(_agency_scope(context, sheet, bodies, scope) for bodies, scope in groups)
    scanned = sum({scope.document: scope.scanned for _, scope in groups}.values())
    if not groups:
        return _assigns_nothing(context, sheet)
    judged(context, sheet, matched, scanned)
    if "share" in context.question.cues and scanned:
        percent = f"{100 * matched / scanned:.1f}%"
        sheet.add(context.say("share_of", count=matched, scanned=scanned, percent=percent))
    return sheet.draft(coverage=Coverage(scanned=scanned, matched=matched, listed=matched))


def _bodies(context: Context) -> list[tuple[tuple[Agency, ...], Scope]]:
    """Which bodies to list in which documents; several named bodies asked about together form one group."""
    found: list[tuple[tuple[Agency, ...], Scope]] = []
    several = len(context.question.agencies) > 1
    together = several and ("together" in context.question.cues or bool(context.question.paired))
    for scope in scopes(context, context.assigns):
        here = [next((a for a in m.agencies if scope.document in a.documents), None) for m in context.question.agencies]
        bodies = list(dict.fromkeys(a for a in here if a is not None))
        if not any(r.responsibility for r in scope.records) or not bodies:
            continue
        if together and len(bodies) == len(context.question.agencies):
            found.append((tuple(bodies), scope))
        elif not together:
            found.extend(((a,), scope) for a in bodies)
    return found


def _agency_scope(context: Context, sheet: Sheet, bodies: tuple[Agency, ...], scope: Scope) -> int:
    others = _asks_others(context)
    roles = (context.question.conditions[0].roles if others else context.question.roles) or ROLES
    records = scope.records
    held = [(r, [role_of(r, body, context.agencies) for body in bodies]) for r in records]
    # Several bodies asked about together must each hold a role that was asked for.
    allowed = (
        [(role,) for role in context.question.paired]
        if len(context.question.paired) == len(bodies)
        else [roles] * len(bodies)
    )
    negated = "negated" in context.question.cues
    if negated and len(bodies) == 1 and len(context.question.conditions) == 1:
        roles = context.question.conditions[0].roles or ROLES
        allowed = [roles]
    fitting = [r for r, mine in held if all(role in fit for role, fit in zip(mine, allowed, strict=True)) != negated]
    hits = on_subject(context, sheet, scope, fitting)
    name = wording.joined([context.names((body.name,), scope.document) for body in bodies], context.language)
    verb = wording.ROLE_VERBS[context.language][roles[0] if len(roles) == 1 else "any"]
    say_values = {
        "region": context.region(scope.document),
        "agency": name,
        "role": verb,
        "what": of_scope(context, scope),
        "scanned": scope.scanned,
    }
    if not hits:
        key = "agency_none_not" if negated else "agency_none_topic" if fitting else "agency_none"
        sheet.add(context.say(key, topic=" ".join(context.question.subject), **say_values))
        _elsewhere(context, sheet, bodies, scope)
        _notes(context, sheet, bodies[0], scope, records, hits)
        return 0
    sheet.add(
        context.say(
            "agency_list_not" if negated else "agency_list",
            count=len(hits),
            detail=_detail(context, hits, bodies[0]),
            **say_values,
        )
    )
    tags = wording.ROLE_TAGS[context.language]
    mine_of = {r.record_id: mine for r, mine in held}
    show = (len(context.question.roles) != 1 or bool(context.question.paired)) and not negated

    def tag(record: Record) -> str:
        words = "/".join(dict.fromkeys(_tag(role, record, tags, context) for role in mine_of[record.record_id] if role))
        return (f"（{words}）" if context.language == "zh" else f" ({words})") if show else ""

    entries(context, sheet, hits, tag)
    if len(hits) == 1 and not negated and not others:
        sheet.add(describe(context, sheet, hits[0], ()))
    if others and len(hits) <= _TOLD:
        for record in hits:
            sheet.add(describe(context, sheet, record, others))
    if len(bodies) == 1 and not negated:
        _notes(context, sheet, bodies[0], scope, records, hits)
    return len(hits)


def _asks_others(context: Context) -> tuple[Role, ...]:
    """The roles asked of others where a body only tells which rows are meant (X牵头的工程谁配合); empty otherwise."""
    question = context.question
    if not question.cues & {"who", "s_bodies"} or "choice" in question.cues or len(question.conditions) != 1:
        return ()
    own = question.conditions[0]
    return () if own.negated else tuple(r for r in question.roles if r not in own.roles)


def _elsewhere(context: Context, sheet: Sheet, bodies: tuple[Agency, ...], scope: Scope) -> None:
    """Where bodies without a row of the kind asked for do stand: the proof that nothing was overlooked."""
    tags = wording.ROLE_TAGS[context.language]

    def role(record: Record) -> Role | None:
        return next((r for body in bodies if (r := role_of(record, body, context.agencies))), None)

    def tag(record: Record) -> str:
        held = role(record)
        return bracketed(context, [_tag(held, record, tags, context)]) if held else ""

    rows = [r for r in context.rows(scope.document) if role(r)]
    if rows:
        sheet.add(context.say("agency_only_here"))
        entries(context, sheet, rows[:_SHOWN_ELSEWHERE], tag)


def _tag(role: Role, record: Record, tags: dict[Role, str], context: Context) -> str:
    if role == "support" and record.responsibility and record.responsibility.form == "first_listed":
        return "其他责任单位" if context.language == "zh" else "other responsible"
    if role == "joint" and record.responsibility and record.responsibility.form == "list":
        return "并列，未分牵头协办" if context.language == "zh" else "listed, no roles"
    return tags[role]


def _detail(context: Context, hits: Sequence[Record], agency: Agency) -> str:
    """Counts by series and by role behind a total."""
    roles = Counter(role_of(r, agency, context.agencies) for r in hits)
    series = Counter(r.series for r in hits)
    parts = []
    if len(series) > 1:
        parts.append(
            wording.joined((wording.series_count(s, n, context.language) for s, n in series.items()), context.language)
        )
    if len(roles) > 1:
        tags = wording.ROLE_TAGS[context.language]
        counts = (f"{_tag(role, hits[0], tags, context)} {roles[role]}" for role in ROLES if roles[role])
        parts.append(wording.joined(counts, context.language))
    return bracketed(context, parts)


def _notes(
    context: Context, sheet: Sheet, agency: Agency, scope: Scope, pool: Sequence[Record], hits: Sequence[Record]
) -> None:
    """What a reader must know to trust the count: merged names, joint entries left out, the other series."""
    printed = Counter(printed_as(r, agency, context.agencies) for r in hits)
    main = printed.most_common(1)[0][0] if printed else agency.name
    for other, count in printed.items():
        if other != main:
            sheet.add(context.say("merged", count=count, other=other, name=main))
    roles = context.question.roles
    shown = context.names((agency.name,), scope.document)
    if roles and "joint" not in roles:
        forms = Counter(
            r.responsibility.form for r in pool if r.responsibility and role_of(r, agency, context.agencies) == "joint"
        )
        notes: tuple[tuple[Form, str], ...] = (("joint", "also_joint"), ("list", "bare_list_too"))
        for form, key in notes:
            if forms[form]:
                sheet.assumptions.append(context.say(key, count=forms[form], agency=shown))
    loose = "重点" not in context.question.normal and "key task" not in context.question.normal.lower()
    if scope.series == ("task",) and (loose or not hits):
        more = sum(
            role_of(r, agency, context.agencies) in (roles or ROLES) for r in context.rows(scope.document, ("project",))
        )
        if more:
            sheet.assumptions.append(context.say("also_series", count=more))


def _assigns_nothing(context: Context, sheet: Sheet) -> Draft:
    names = wording.joined((m.words for m in context.question.agencies), context.language)
    homes = {d for m in context.question.agencies for a in m.agencies for d in a.documents}
    for info in (d for d in context.documents if context.question.documents or d.document in homes):
        if context.assigns(info.document):
            sheet.add(context.say("agency_elsewhere", title=context.title(info.document), agency=names))
        else:
            sheet.add(context.say("unassigned_document", title=context.title(info.document)))
    return sheet.draft(status="refused", reason="not_stated")
