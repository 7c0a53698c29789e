"""The words sent to a language model: one TOML file for each prompt, read by ``assistant.answers.prompting``."""
