"""Migrations of the database's schema, applied by ``assistant.dialogue.store_schema`` when an older one is opened."""
