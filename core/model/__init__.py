"""The words of the trade: frozen values and enums, no rule and no I/O."""
