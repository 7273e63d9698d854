"""The tables of a file: their figures by key, and the sums and equalities among them."""
