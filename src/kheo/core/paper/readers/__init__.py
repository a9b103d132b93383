"""One reader per kind of file. Each takes bytes that `kheo.core.paper.gate` has let in."""
