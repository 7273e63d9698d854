"""Two versions of a report: what a person names, what changed and why, and Word files with tracked changes."""
