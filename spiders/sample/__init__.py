"""A fictional market with known truth, spoken in the real wire formats."""
