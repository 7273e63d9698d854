"""Parts, sections, contents and tables of a file beside those of its edition."""
