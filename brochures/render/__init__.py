"""Content and a format -> pages -> PDF."""
