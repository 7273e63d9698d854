"""Figures, templates and an edition -> one document."""
