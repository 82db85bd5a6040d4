"""The words of a clinic: their shape, and how they are read."""
