"""A bureau's list of findings: a workbook of any layout -> its problems, and what was left out."""
