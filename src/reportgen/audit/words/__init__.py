"""What the sentences of a file contradict: its tables, its forms, each other, themselves."""
