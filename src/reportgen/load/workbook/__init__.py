"""A workbook that lies among the data -> the same nodes as YAML gives, each with its sheet and cell."""
