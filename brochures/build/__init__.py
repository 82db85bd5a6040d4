"""One run: words in; handouts, the print desk and the record of the build out."""
