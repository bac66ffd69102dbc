"""Exact matching of surface forms, compiled."""
