"""The editor: words changed in a form, and seen on the page."""
