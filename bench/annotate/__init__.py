"""Benchmarks of annotate."""
