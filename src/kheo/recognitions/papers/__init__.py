"""Contexts of the papers of recognition; their forms stand in core/paper/forms/recognitions.py."""
