"""The running text of a file as letters, lines, paragraphs and stated numbers."""
