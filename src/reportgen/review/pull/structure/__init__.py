"""What became of paragraphs, items and rows as wholes: found by what they say, never by their number."""
