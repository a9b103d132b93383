"""Contexts of the papers of commendation; their forms stand in core/paper/forms/commendations.py."""
