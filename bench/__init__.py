"""Benchmarks: each takes the path of its gold, prints a table beside a naive baseline, and with --json the figures."""
