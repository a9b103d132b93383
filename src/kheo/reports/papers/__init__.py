"""The papers of this module."""
