"""What goes out to reviewers and comes back from them: drafts with their questions, edited Word files, comments."""
