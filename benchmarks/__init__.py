"""Measurements of the whole product, one file a question; figures and commands stand in `docs/benchmarks.md`."""
