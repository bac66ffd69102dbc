"""A small network that finds spans of knowledge and skill, also those that no dictionary has."""
