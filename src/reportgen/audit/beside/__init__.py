"""A file beside a report of ours: the one of its data, or the one that its own tables make."""
