"""The tables of an edition in a file that somebody else made: recognised by its own definitions of them."""
