"""Grids of foreign files -> what their cells say: figures by key, with the cell that each stands in."""
