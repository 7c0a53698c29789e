"""Documents to records to an index. Nothing under ``assistant`` imports this package when it answers a question."""
