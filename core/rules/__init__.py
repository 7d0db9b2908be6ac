"""The booking rules: values and ``now`` in, a decision out. No clock, no I/O."""
