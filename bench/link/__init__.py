"""Benchmarks of link."""
