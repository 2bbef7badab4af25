"""Benchmarks of telling: timelines of long stories, and updates from one moment to the next."""
