"""Intervals, tests and estimates over arrays: no market is known here."""
