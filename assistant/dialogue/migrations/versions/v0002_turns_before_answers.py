"""A turn is saved before it is answered: how far it has come, when it was answered, and a faster way to the last one.

Columns are added, nothing is copied: making SQLite's table anew would carry off answers and feedback by their foreign
keys. There is no way back but a backup, for an older program would show unanswered turns as none.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0002"
down_revision = "v0001"


def upgrade() -> None:
    """Every turn that an older program saved was answered when it was saved."""
    op.add_column("turns", sa.Column("progress", sa.String(16), nullable=False, server_default="answered"))
    op.add_column("turns", sa.Column("answered_at", sa.String(32)))
    op.execute("UPDATE turns SET answered_at = asked_at")
    op.create_index("ix_turns_conversation_position", "turns", ["conversation_id", "position"])
    op.drop_index("ix_turns_conversation_id", "turns")
    op.execute("UPDATE schema_info SET version = 2")
