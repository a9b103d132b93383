"""Khéo: the emulation movement “Dân vận khéo” from plan to registration list."""

__version__ = "0.1.0"
