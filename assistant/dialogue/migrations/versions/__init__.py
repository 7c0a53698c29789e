"""One module for each version of the schema; written once, never changed afterwards."""
