"""What a clerk does around a report: begin a year, see what is missing, look up, tidy, rebuild."""
