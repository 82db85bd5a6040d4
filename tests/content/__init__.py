"""Tests of how the words are read and what of them reaches the handouts."""
