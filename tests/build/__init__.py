"""Tests of how handouts are built: in parallel, again, for many clinics, and published."""
