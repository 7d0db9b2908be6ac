"""Every sentence a person reads: Fluent files, one folder a language, and the translator that speaks them."""

from locales.translator import LOCALES, Translator, translator

__all__ = ["LOCALES", "Translator", "translator"]
