"""A database as the first version of the program left it, statement by statement."""

from __future__ import annotations

FIRST = (
    "CREATE TABLE schema_info (version INTEGER NOT NULL, PRIMARY KEY (version))",
    "CREATE TABLE conversations (conversation_id VARCHAR(64) NOT NULL, created_at VARCHAR(32) NOT NULL, "
    "updated_at VARCHAR(32) NOT NULL, PRIMARY KEY (conversation_id))",
    "CREATE INDEX ix_conversations_updated_at ON conversations (updated_at)",
    "CREATE TABLE turns (position {serial}, conversation_id VARCHAR(64) NOT NULL, "
    "answer_id VARCHAR(64) NOT NULL, question TEXT NOT NULL, state TEXT NOT NULL, asked_at VARCHAR(32) NOT NULL, "
    "PRIMARY KEY (position), FOREIGN KEY(conversation_id) REFERENCES conversations (conversation_id) "
    "ON DELETE CASCADE, UNIQUE (answer_id))",
    "CREATE INDEX ix_turns_conversation_id ON turns (conversation_id)",
    "CREATE TABLE answers (answer_id VARCHAR(64) NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (answer_id), "
    "FOREIGN KEY(answer_id) REFERENCES turns (answer_id) ON DELETE CASCADE)",
    "CREATE TABLE feedback (feedback_id VARCHAR(64) NOT NULL, answer_id VARCHAR(64) NOT NULL, "
    "verdict VARCHAR(16) NOT NULL, comment TEXT NOT NULL, given_at VARCHAR(32) NOT NULL, PRIMARY KEY (feedback_id), "
    "FOREIGN KEY(answer_id) REFERENCES turns (answer_id) ON DELETE CASCADE)",
    "CREATE INDEX ix_feedback_answer_id ON feedback (answer_id)",
    "INSERT INTO schema_info VALUES (1)",
    "INSERT INTO conversations VALUES ('c1', '2026-01-01T00:00:00.000000+00:00', '2026-01-01T00:02:00.000000+00:00')",
    "INSERT INTO conversations VALUES ('c2', '2026-01-02T00:00:00.000000+00:00', '2026-01-02T00:00:00.000000+00:00')",
    "INSERT INTO turns (conversation_id, answer_id, question, state, asked_at) VALUES "
    "('c1', 'a1', '第58项由谁牵头？', '{{\"number\": 58}}', '2026-01-01T00:01:00.000000+00:00'), "
    "('c1', 'a2', '那59项呢？', '{{\"number\": 59}}', '2026-01-01T00:02:00.000000+00:00')",
    "INSERT INTO answers VALUES ('a1', '{{\"answer\": \"市住房建设局\"}}'), ('a2', '{{\"answer\": \"第59项\"}}')",
    "INSERT INTO feedback VALUES ('f1', 'a1', 'right', '好', '2026-01-01T00:01:30.000000+00:00')",
)


def statements(serial: str = "INTEGER NOT NULL") -> tuple[str, ...]:
    """The statements for a database that writes a counted column in its own way."""
    return tuple(statement.format(serial=serial) for statement in FIRST)
