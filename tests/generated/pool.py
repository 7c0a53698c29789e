"""A pool of questions of every kind, from the table of phrasings.

Knows the table; refuses to know any answer.
"""

from __future__ import annotations

from assistant.core.corpus import Corpus
from assistant.core.records import ROLES
from tests.generated import holdings, rows


def pool(corpus: Corpus) -> tuple[str, ...]:
    """All questions of the table: of other kinds one by one, about rows and bodies a share of them."""
    about_rows = [
        asked.words
        for document, series in rows.NUMBERED
        for ask in rows.ASKS
        for language in rows.LANGUAGES
        for asked in rows.questions(corpus, document, series, ask, language)
    ]
    about_bodies = [
        asked.words
        for document, series in holdings.HELD
        for role in ROLES
        for language in rows.LANGUAGES
        for asked in holdings.questions(corpus, document, series, role, language)
    ]
    general = rows.TABLE["general"]
    return (*general["zh"], *general["en"], *about_rows[::37], *about_bodies[::13])
