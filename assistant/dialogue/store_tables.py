"""The tables of the database as this version of the program knows them.

Knows columns and keys; refuses to open, create or change anything. ``migrations`` leads older databases here.
"""

from __future__ import annotations

import sqlalchemy as sa

SCHEMA_VERSION = 2
"""What ``schema_info`` says of a database with these tables; every migration raises it."""
REVISION = "v0002"
"""What Alembic calls the same state, in its own table."""
ASKED, ANSWERED = "asked", "answered"
"""How far a turn has come."""

METADATA = sa.MetaData()
_KEY, _TIME = sa.String(64), sa.String(32)
SCHEMA_INFO = sa.Table("schema_info", METADATA, sa.Column("version", sa.Integer, primary_key=True))
ALEMBIC = sa.Table(
    "alembic_version",
    METADATA,
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
CONVERSATIONS = sa.Table(
    "conversations",
    METADATA,
    sa.Column("conversation_id", _KEY, primary_key=True),
    sa.Column("created_at", _TIME, nullable=False),
    sa.Column("updated_at", _TIME, nullable=False, index=True),
)
_OF_CONVERSATION = sa.ForeignKey("conversations.conversation_id", ondelete="CASCADE")
TURNS = sa.Table(
    "turns",
    METADATA,
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("conversation_id", _KEY, _OF_CONVERSATION, nullable=False),
    sa.Column("answer_id", _KEY, nullable=False, unique=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("asked_at", _TIME, nullable=False),
    sa.Column("progress", sa.String(16), nullable=False, server_default=ANSWERED),
    sa.Column("answered_at", _TIME),
    sa.Index("ix_turns_conversation_position", "conversation_id", "position"),
)
ANSWERS = sa.Table(
    "answers",
    METADATA,
    sa.Column("answer_id", _KEY, sa.ForeignKey("turns.answer_id", ondelete="CASCADE"), primary_key=True),
    sa.Column("answer", sa.Text, nullable=False),
)
FEEDBACK = sa.Table(
    "feedback",
    METADATA,
    sa.Column("feedback_id", _KEY, primary_key=True),
    sa.Column("answer_id", _KEY, sa.ForeignKey("turns.answer_id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("verdict", sa.String(16), nullable=False),
    sa.Column("comment", sa.Text, nullable=False),
    sa.Column("given_at", _TIME, nullable=False),
)
KEPT: tuple[sa.Table, ...] = (CONVERSATIONS, TURNS, ANSWERS, FEEDBACK)
"""What users would miss, each table after those it points at."""
