"""Link codes, as people copy them from a sheet of paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.codes import ALPHABET, BITS, LENGTH, digest, new_code, normalise

randomness = st.integers(0, (1 << BITS) - 1)


def test_a_code_is_two_groups_of_five_symbols_nobody_confuses() -> None:
    code = new_code(0b00001_00010_00011_00100_00101_00110_00111_01000_01001_11111)
    assert code == "12345-6789Z"
    assert not set("ILOU") & set(ALPHABET)


@given(randomness, randomness)
def test_different_random_bits_give_different_codes(one: int, other: int) -> None:
    assert (new_code(one) == new_code(other)) is (one == other)


@given(randomness)
def test_a_code_is_read_back_however_it_is_written(bits: int) -> None:
    code = new_code(bits)
    symbols = normalise(code)
    assert symbols == code.replace("-", "")
    assert len(symbols) == LENGTH
    lazily = f"  {code.lower().replace('-', ' ')} ".replace("0", "o").replace("1", "l")
    assert normalise(lazily) == symbols
    assert digest(lazily) == digest(code)


@pytest.mark.parametrize(
    "between", ["", " ", "-", ".", "\u00a0", "\u202f", "\u2011", "\u2013", " \u2013 ", "\u202f-\u00a0"]
)
def test_what_phones_and_mails_put_between_the_symbols_does_not_matter(between: str) -> None:
    assert normalise(f"K7QF2{between}M9D4X") == normalise(between.join("K7QF2M9D4X")) == "K7QF2M9D4X"


@pytest.mark.parametrize(
    "text", ["", "bonjour", "12345-6789", "12345-67890-1", "12345-6789U", "12345-6789é", "١٢٣٤٥٦٧٨٩٠"]
)
def test_what_cannot_be_a_code_is_not_read_as_one(text: str) -> None:
    assert normalise(text) is None
    with pytest.raises(ValueError, match="not a link code"):
        digest(text)


@pytest.mark.parametrize("bits", [-1, 1 << BITS])
def test_a_code_takes_no_more_random_bits_than_it_shows(bits: int) -> None:
    with pytest.raises(ValueError, match="not 50 bits"):
        new_code(bits)


def test_what_is_stored_of_a_code_is_not_the_code() -> None:
    code = new_code(1)
    assert len(digest(code)) == 64
    assert normalise(code) not in (digest(code), None)
