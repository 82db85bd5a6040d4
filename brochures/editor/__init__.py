"""The editor: words changed in a form, beside the pages that they make."""
