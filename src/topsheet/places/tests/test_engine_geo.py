"""Positions as people and maps write them, kept in whole millionths of a degree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet.places.engine.geo import position_text, read_position

BRANDENBURG_GATE = (52516300, 13377700)


@pytest.mark.parametrize(
    "said",
    [
        "52.5163, 13.3777", "52.5163 13.3777", "52,5163 13,3777", "52,5163; 13,3777",
        "geo:52.5163,13.3777", "52.5163°N 13.3777°E", "N 52.5163 E 13.3777", "52.5163N,13.3777E",
        "13.3777E 52.5163N", "52.5163°, 13.3777°", "  52.51630 ,  13.37770 ",
    ],
)  # fmt: skip
def test_decimal_degrees_in_any_manner(said):
    assert read_position(said) == BRANDENBURG_GATE


@pytest.mark.parametrize(
    ("said", "position"),
    [
        ("52°30′58.68″N 13°22′39.72″E", BRANDENBURG_GATE),
        ("52° 30.978' N, 13° 22.662' E", BRANDENBURG_GATE),
        ("33°51'36\"S 151°12'40\"E", (-33860000, 151211111)),
        ("N52 30 58.68 E013 22 39.72", BRANDENBURG_GATE),
        ("-33.86, −151.2", (-33860000, -151200000)),
        ("0, 0", (0, 0)),
    ],
)
def test_degrees_minutes_and_seconds(said, position):
    assert read_position(said) == position


@pytest.mark.parametrize(
    "said",
    ["", "Berlin", "52.5", "91, 0", "0, 181", "52°61′N 13°E", "N 52 N 13", "52.5163N", "1 2 3 4",
     "1e5, 2", "52°30′58″N 13°22′40″E extra", "٣, ٤"],
)  # fmt: skip
def test_what_is_no_position_is_refused_in_a_sentence(said):
    with pytest.raises(ValueError, match=r"position|degree|latitude|longitude"):
        read_position(said)


@given(st.integers(-90_000_000, 90_000_000), st.integers(-180_000_000, 180_000_000))
def test_what_is_written_is_read_back_to_the_millionth(latitude, longitude):
    assert read_position(position_text(latitude, longitude)) == (latitude, longitude)
