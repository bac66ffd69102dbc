"""Demand beside supply: gaps, classes, opportunities, and what a new offer would meet (METHOD §4)."""
