"""Amounts and quantities, as each language writes them."""

from decimal import Decimal

from babel.numbers import format_currency, format_decimal

from locales.translator import Translator


def euros(amount: Decimal, words: Translator) -> str:
    """``12,40 €``, ``€12.40``."""
    return format_currency(amount, "EUR", locale=words.locale)


def figures(quantity: Decimal, words: Translator) -> str:
    """``2``, ``1,5``."""
    return format_decimal(quantity, "#,##0.##", locale=words.locale)
