"""Writing: notes, reviews, proposals, decisions."""
