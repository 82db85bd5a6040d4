"""Tests of how handouts are composed and laid out."""
