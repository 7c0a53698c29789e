"""Rows that name a year: what runs until 2030, what is due by 2023.

Knows how a year stands in a row; refuses to know targets.
"""

from __future__ import annotations

import re

from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.entries import entries, series_of, what
from assistant.core.answer import Coverage

_ANYTHING = re.compile(
    r"(?:硬|具体|明确|长期|远期|短期|其他|别的)*(?:性)?(?:指标|要求|目标|任务|工程|事项|内容|安排|规定|项目|东西|事|时间|节点|日期|年份|管到|写到|提到|说到|时限|期限)*"
    r"|(?:targets?|goals?|requirements?|deadlines?|anything|something|dates?|hard|binding|mention|until|beyond|due)"
)


def dated(context: Context, sheet: Sheet) -> Draft | None:
    """The rows that name the years asked about, where nothing else is asked of them; ``None`` where none does."""
    years = context.question.years
    if not years or not context.question.documents or not all(_ANYTHING.fullmatch(p) for p in context.question.topic):
        return None
    wanted = re.compile(rf"(?:{'|'.join(map(str, years))})\s*年")
    scanned = matched = 0
    for info in context.documents:
        pool = context.rows(info.document, series_of(context, info.document))
        found = [r for r in pool if wanted.search(r.text)]
        scanned, matched = scanned + len(pool), matched + len(found)
        if not found:
            continue
        asked = "、".join(map(str, years))
        values = {"region": context.region(info.document), "count": len(found), "scanned": len(pool), "years": asked}
        sheet.add(context.say("dated", what=what(context, tuple(dict.fromkeys(r.series for r in found))), **values))
        entries(context, sheet, found)
        for record in found if len(found) <= _FEW else ():
            sheet.add(f"“{' '.join(record.text.split())}”{sheet.cite_text(record)}")
    if not matched:
        return None
    return sheet.draft(coverage=Coverage(scanned=scanned, matched=matched, listed=matched))


_FEW = 3
