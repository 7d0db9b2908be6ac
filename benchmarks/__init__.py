"""What we claim about speed, as ratios and rates measured in one run: ``uv run python -m benchmarks``."""
