"""Pure steps from record to record."""
