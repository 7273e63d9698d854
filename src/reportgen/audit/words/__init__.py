"""The running text of a file: what its sentences state, and what they contradict by themselves."""
