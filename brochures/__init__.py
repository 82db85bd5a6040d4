"""Brochures: a clinic's words in one file, rendered into accessible handouts."""

__version__ = "0.1.0"
