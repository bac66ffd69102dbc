"""Learns what linking reads: `python -m pipelines.training.linking`."""
