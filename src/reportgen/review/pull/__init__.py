"""A reviewed Word file -> the data: every edit is written where it belongs, refused with its reason, or noted."""
