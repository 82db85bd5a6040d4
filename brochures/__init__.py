"""Brochures: a clinic's words in one file, rendered into accessible handouts."""
