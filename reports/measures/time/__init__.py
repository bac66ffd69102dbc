"""Stock, flow, life, and what changed between two days and why (METHOD §0, §8)."""
