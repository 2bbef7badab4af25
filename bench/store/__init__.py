"""Benchmarks of the store: a ledger of a million claims, and killing at random moments."""
