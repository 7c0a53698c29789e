"""Pure values and text: records, evidence, agencies, answers. Imports nothing of ours but ``errors``."""
