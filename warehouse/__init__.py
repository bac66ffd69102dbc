"""What we know, and where it is kept."""
