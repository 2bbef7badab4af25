"""Benchmarks of extract."""
