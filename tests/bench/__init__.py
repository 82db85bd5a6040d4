"""Measurements: figures as ratios within one run. Nothing here is a test."""
