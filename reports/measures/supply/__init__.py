"""What offers teach, at what price, and the ways that lead through them (METHOD §3, §6, §7)."""
