"""``python -m bot`` is ``cantine``."""

from bot.cli import main

main()
