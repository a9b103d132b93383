"""Writes: one verb, one function."""
