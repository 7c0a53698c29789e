"""Rankings: which agency has how many entries in a role, and which entries have the most agencies.

Counts bodies, not printed names, and shows the whole ranking so that every count can be checked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.answers import wording
from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.entries import Scope, entries, of_scope, scopes, what, with_records
from assistant.answers.responsibility import describe
from assistant.answers.select import role_of
from assistant.answers.sets import set_aside
from assistant.answers.subject import on_subject
from assistant.core.answer import Coverage
from assistant.core.records import ROLES, Agency, Record, Role
from assistant.dialogue.sizes import Size

_OF_ROWS = re.compile(
    r"(?P<role>牵头|协办|责任)(?:的)?(?:单位|部门)(?:数量|个数|数)?最[多少]"
    r"|(?:most|fewest) (?P<role_en>lead|support|responsible)"
)
_NAMED: dict[str, tuple[Role, ...]] = {
    "牵头": ("lead",),
    "lead": ("lead",),
    "协办": ("support",),
    "support": ("support",),
}
_TOLD = 3
"""So few entries are told with their bodies."""
_CITED = 20
_SUBHEADING = re.compile(r"小节|(?<!章)节|小标题|\bsubsections?\b|\bsections?\b")
_FEWEST = re.compile(r"最少|fewest|least")


def tally(context: Context, sheet: Sheet) -> Draft:
    """Agencies by the number of entries they hold, or entries by the number of their agencies."""
    by_rows = bool(_OF_ROWS.search(context.question.normal.lower()))
    found = scopes(context, context.assigns)
    count = _rows if by_rows else _agencies
    matched = sum(count(context, sheet, scope) for scope in found)
    if not sheet.lines:
        return sheet.draft(text=context.say("not_stated"), status="refused", reason="not_stated")
    scanned = sum(s.scanned for s in found)
    return sheet.draft(coverage=Coverage(scanned=scanned, matched=matched, listed=matched))


def _asked(context: Context) -> tuple[Role, ...]:
    return context.question.roles or ROLES


def _agencies(context: Context, sheet: Sheet, scope: Scope) -> int:
    """The ranking, every count with the entries it counts; how many the bodies at its head hold."""
    scope = with_records(scope, on_subject(context, sheet, scope, scope.records))
    aside = set_aside(context)
    bodies = [a for a in context.corpus.agencies if scope.document in a.documents and a.name not in aside]
    held: dict[str, list[Record]] = {}
    if context.question.sizes.of_body:
        return _of_size(context, sheet, scope, bodies, context.question.sizes.of_body)
    for body in bodies:
        rows = [r for r in scope.records if role_of(r, body, context.agencies) in _asked(context)]
        if rows:
            held[body.name] = rows
    counts = Counter({name: len(rows) for name, rows in held.items()})
    fewest = bool(_FEWEST.search(context.question.normal.lower()))
    ranking = sorted(counts.items(), key=lambda pair: (pair[1] if fewest else -pair[1], pair[0]))
    if not ranking:
        return 0
    best = ranking[0][1]
    roles = context.question.roles
    verb = wording.ROLE_VERBS[context.language][roles[0] if len(roles) == 1 else "any"]
    top = [name for name, count in ranking if count == best]
    values = {
        "region": context.region(scope.document),
        "what": of_scope(context, scope),
        "verb": verb,
        "scanned": scope.scanned,
    }
    key = "tally_fewest" if fewest else "tally_most"
    if ranks := context.question.sizes.ranks:
        top, values = _of_ranks(ranking, ranks), values | {"ranks": "–".join(str(n) for n in dict.fromkeys(ranks))}
        key = "tally_ranks"
    sheet.add(context.say(key, names=context.names(top, scope.document), count=best, **values))
    for name, count in ranking:
        marks = "".join(sheet.cite(r) for r in held[name][:_CITED])
        sheet.add(f"- {context.names((name,), scope.document)}：{count}{marks}")
    for body in bodies:
        printed = {
            n for r in held.get(body.name, []) for n in r.agencies("lead") + r.agencies("support") + r.agencies("joint")
        }
        several = sorted(n for n in printed if context.agencies.of_printed(n, scope.document) == body)
        if len(several) > 1:
            sheet.add(context.say("of_one_body", names=wording.joined(several, context.language)))
    return len({r.record_id for name in top for r in held[name]})


def compare(context: Context, sheet: Sheet) -> Draft | None:
    """How many entries each of several bodies holds, and by how many they differ."""
    scanned = matched = 0
    for scope in scopes(context, context.assigns):
        bodies = [
            next((a for a in m.agencies if scope.document in a.documents), None) for m in context.question.agencies
        ]
        named = [body for body in dict.fromkeys(bodies) if body]
        if len(named) < 2:
            continue
        rows = {b.name: [r for r in scope.records if role_of(r, b, context.agencies) in _asked(context)] for b in named}
        roles = context.question.roles
        ranking = sorted(rows.items(), key=lambda pair: -len(pair[1]))
        (most, top), (least, low) = ranking[0], ranking[-1]
        values = {
            "region": context.region(scope.document),
            "what": of_scope(context, scope),
            "verb": wording.ROLE_VERBS[context.language][roles[0] if len(roles) == 1 else "any"],
            "scanned": scope.scanned,
            "most": context.names((most,), scope.document),
            "least": context.names((least,), scope.document),
            "top": len(top),
            "low": len(low),
            "more": len(top) - len(low),
        }
        sheet.add(context.say("compare_bodies" if len(top) > len(low) else "compare_bodies_equal", **values))
        for name, found in ranking:
            marks = "".join(sheet.cite(r) for r in found)
            sheet.add(f"- {context.names((name,), scope.document)}：{len(found)}{marks}")
        scanned += scope.scanned
        matched += len({r.record_id for found in rows.values() for r in found})
    if not scanned:
        return None
    return sheet.draft(coverage=Coverage(scanned=scanned, matched=matched, listed=matched))


def by_heading(context: Context, sheet: Sheet) -> Draft | None:
    """How many rows stand under each heading, in order, and under which the most do."""
    level = 1 if _SUBHEADING.search(context.question.normal.lower()) else 0
    found = [s for s in scopes(context, context.assigns) if all(len(r.path) > level for r in s.records)]
    scanned = 0
    for scope in found:
        for series in scope.series:
            rows = [r for r in scope.records if r.series == series]
            groups: dict[str, list[Record]] = {}
            for row in rows:
                groups.setdefault(row.path[level], []).append(row)
            fullest = max(groups, key=lambda heading: len(groups[heading]))
            values = {"region": context.region(scope.document), "what": what(context, (series,)), "scanned": len(rows)}
            sheet.add(
                context.say("by_heading", heading=fullest, count=len(groups[fullest]), parts=len(groups), **values)
            )
            for heading, under in groups.items():
                sheet.add(f"- {heading}：{len(under)}{sheet.cite(under[0])}{sheet.cite(under[-1])}")
            scanned += len(rows)
    if not scanned:
        return None
    return sheet.draft(coverage=Coverage(scanned=scanned, matched=scanned, listed=scanned))


def _of_ranks(ranking: Sequence[tuple[str, int]], ranks: tuple[int, int]) -> list[str]:
    """The bodies at some ranks; bodies with the same number share a rank, and the next one comes after them."""
    place = {name: 1 + sum(other > count for _, other in ranking) for name, count in ranking}
    return [name for name, _ in ranking if ranks[0] <= place[name] <= ranks[1]]


def _of_size(context: Context, sheet: Sheet, scope: Scope, bodies: Sequence[Agency], size: Size) -> int:
    """The bodies whose number of entries in a role is the one asked for; how many there are."""
    roles = (size.role,) if size.role else _asked(context)
    rows = {b.name: [r for r in scope.records if role_of(r, b, context.agencies) in roles] for b in bodies}
    seen = {b.name: [r for r in scope.everything if role_of(r, b, context.agencies)] for b in bodies}
    fitting = [b.name for b in bodies if seen[b.name] and size.fits(len(rows[b.name]))]
    fitting.sort(key=lambda name: (-len(rows[name]), name))
    key = "range_least" if size.high is None else "range_exactly" if size.low == size.high else "range_most"
    values = {
        "region": context.region(scope.document),
        "what": of_scope(context, scope),
        "verb": wording.ROLE_VERBS[context.language][roles[0] if len(roles) == 1 else "any"],
        "range": context.say(key, low=size.low, high=size.high),
        "scanned": scope.scanned,
    }
    sheet.add(context.say("tally_held" if fitting else "tally_held_none", count=len(fitting), **values))
    for name in fitting:
        proof = rows[name][:_CITED] or seen[name][:1]
        marks = "".join(sheet.cite(r) for r in proof)
        sheet.add(f"- {context.names((name,), scope.document)}：{len(rows[name])}{marks}")
    return len({r.record_id for name in fitting for r in rows[name]})


def _rows(context: Context, sheet: Sheet, scope: Scope) -> int:
    """The entries with the most or fewest agencies; how many they are."""
    said = _OF_ROWS.search(context.question.normal.lower())
    named = _NAMED.get((said["role"] or said["role_en"]) if said else "", ())
    asked = named or _asked(context)  # of rows with several leads the one with most leads: its leads count
    sizes = {r.record_id: sum(len(r.agencies(role)) for role in asked) for r in scope.records}
    sizes = {key: size for key, size in sizes.items() if size}
    if not sizes:
        return 0
    best = (min if _FEWEST.search(context.question.normal.lower()) else max)(sizes.values())
    hits = [r for r in scope.records if sizes.get(r.record_id) == best]
    sheet.add(
        context.say(
            "tally_rows",
            region=context.region(scope.document),
            what=of_scope(context, scope),
            size=best,
            count=len(hits),
            scanned=scope.scanned,
        )
    )
    entries(context, sheet, hits)
    for record in hits if len(hits) <= _TOLD else ():
        sheet.add(describe(context, sheet, record, named))
    return len(hits)
