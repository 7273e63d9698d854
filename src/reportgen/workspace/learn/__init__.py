"""A table that has codes and names -> what it adds to a department's list of subjects."""
