"""Hostile and broken content, through the command: refused with a sentence, or printed as typed.

Whatever stands in the words or in the place of their file: the command ends soon and with a
status, a person reads sentences, nothing that was good is overwritten, nothing is fetched, and no
file outside the project is opened.
"""
