"""Writing: one verb, one function."""
