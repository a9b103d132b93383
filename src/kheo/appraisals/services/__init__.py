"""Writes, one verb a function."""
