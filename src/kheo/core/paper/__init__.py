"""The official paper: what it is, by which rules it is set, how it is read and written."""
