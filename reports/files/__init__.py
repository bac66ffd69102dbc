"""What a machine opens of a report: its tables in several formats, what their columns mean, and a list of all files."""
