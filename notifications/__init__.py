"""What the service sends of its own accord: ``notifications.wiring.build`` puts it together.

``notifications.gate`` is for everybody who calls Telegram, and imports no library.
"""
