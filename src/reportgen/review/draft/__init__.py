"""A report goes round: its Word file with questions, its cover sheet, its rounds."""
