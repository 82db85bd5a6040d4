"""The print desk."""
