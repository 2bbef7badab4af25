"""Benchmarks of reconcile."""
