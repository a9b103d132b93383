"""Reading for review reports."""
