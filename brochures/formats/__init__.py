"""What each handout promises."""
