"""Learns the model of spans: `python -m pipelines.training.spans`."""
