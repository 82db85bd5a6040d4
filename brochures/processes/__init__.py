"""Child processes: what they share with their parent, and what they may take."""
