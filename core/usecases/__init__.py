"""What people and the scheduler may ask of Cantine: one module per capability.

A use case is a plain function on a unit of work: it loads, decides with ``core.rules``, and saves, in one transaction.
It checks its actor, and doing it twice is doing it once.
"""
