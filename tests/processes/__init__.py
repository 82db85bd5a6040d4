"""Tests of child processes and their limits."""
