"""The data that the program brings along."""
