"""Tables that a reviewer pasted or typed anew: recognised by the edition's own tables, compared with the data."""
