"""A workbook of somebody else's -> a plan of what it becomes, and then a department-year begun or completed with it."""
