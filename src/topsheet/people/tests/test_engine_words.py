"""Rates, names and departments as people type them."""

import pytest

from topsheet.people.engine.departments import department, department_order
from topsheet.people.engine.names import same_name, sort_name
from topsheet.people.engine.rates import read_rate


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("1200", "1200"), ("1,200", "1200"), ("1.200,50", "1200.50"), ("1,200.50", "1200.50"),
        ("1 200,5", "1200.5"), ("€ 850", "850"), ("EUR 850.00", "850.00"), ("1'200.05", "1200.05"),
        ("1,200,000", "1200000"), ("0.045", "0.045"), ("12,5", "12.5"),
    ],
)  # fmt: skip
def test_a_rate_is_read_as_it_is_written(said, amount):
    rate = read_rate(said, "EUR")
    assert rate is not None
    assert str(rate.decimal) == amount


@pytest.mark.parametrize("said", ["abc", "-5", "1e9", "9" * 30, "1.2.3x", "0.0000001", "٣"])
def test_what_is_no_rate_is_refused_in_a_sentence(said):
    with pytest.raises(ValueError, match="rate"):
        read_rate(said, "EUR")


def test_nothing_is_no_rate():
    assert read_rate("  ", "EUR") is None


def test_a_surname_takes_its_particles_with_it():
    assert sort_name("Ludwig van Beethoven") == "van Beethoven, Ludwig"
    assert sort_name("Odile") == "Odile"


def test_names_are_the_same_in_any_order_and_accent():
    assert same_name("GROẞ Éva", "Eva Gross")
    assert not same_name("Eva Gross", "Eva Grossmann")


def test_departments_have_one_word_each_and_an_order():
    assert [department(said) for said in ("Wardrobe", "MASKE", "Drone unit")] == [
        "Costume", "Hair and make-up", "Drone unit",
    ]  # fmt: skip
    assert department("", "Art director") == "Art"
    assert department_order("Production") < department_order("Camera") < department_order("Zoo")
