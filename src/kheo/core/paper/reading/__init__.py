"""From the text of a file to the parts of an official paper, each with its place."""
