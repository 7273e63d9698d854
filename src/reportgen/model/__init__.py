"""The nouns of the field: dimensions, amounts and the records a clerk states. They know no stage."""
