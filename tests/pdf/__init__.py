"""Tests of how PDFs are read."""
