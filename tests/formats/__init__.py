"""Tests of the finished handouts: what each format promises."""
