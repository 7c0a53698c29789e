"""The first schema: conversations, turns that are saved with their answers, and feedback."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table("schema_info", sa.Column("version", sa.Integer, primary_key=True))
    op.create_table(
        "conversations",
        sa.Column("conversation_id", sa.String(64), primary_key=True),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("updated_at", sa.String(32), nullable=False, index=True),
    )
    of_conversation = sa.ForeignKey("conversations.conversation_id", ondelete="CASCADE")
    op.create_table(
        "turns",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("conversation_id", sa.String(64), of_conversation, nullable=False, index=True),
        sa.Column("answer_id", sa.String(64), nullable=False, unique=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("asked_at", sa.String(32), nullable=False),
    )
    of_turn = sa.ForeignKey("turns.answer_id", ondelete="CASCADE")
    op.create_table(
        "answers",
        sa.Column("answer_id", sa.String(64), of_turn, primary_key=True),
        sa.Column("answer", sa.Text, nullable=False),
    )
    op.create_table(
        "feedback",
        sa.Column("feedback_id", sa.String(64), primary_key=True),
        sa.Column("answer_id", sa.String(64), of_turn.copy(), nullable=False, index=True),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("given_at", sa.String(32), nullable=False),
    )
    op.execute("INSERT INTO schema_info (version) VALUES (1)")
