"""A file that somebody else made -> grids of cells and lines of text, each with its place."""
