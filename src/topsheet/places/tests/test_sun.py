"""When it is light, against published tables; which clock a place goes by."""

from datetime import date

import pytest

from topsheet.kernel.errors import InvalidInput
from topsheet.places.models import Place
from topsheet.places.sun import span, sun_table
from topsheet.places.zones import guessed_zone, zone_of

# Sunrise and sunset as almanacs print them (US Naval Observatory), to the minute or two.
PUBLISHED = [
    ("London", 51_476_900, -500, "Europe/London", date(2026, 6, 21), "04:43", "21:21"),
    ("London", 51_476_900, -500, "Europe/London", date(2026, 12, 21), "08:04", "15:53"),
    ("Sydney", -33_868_800, 151_209_300, "Australia/Sydney", date(2026, 6, 21), "07:00", "16:54"),
    ("Honolulu", 21_306_900, -157_858_300, "Pacific/Honolulu", date(2026, 6, 21), "05:50", "19:16"),
    ("New York", 40_712_800, -74_006_000, "America/New_York", date(2026, 3, 8), "07:19", "18:56"),
]


@pytest.mark.parametrize(("city", "lat", "lon", "zone", "day", "rise", "set_"), PUBLISHED)
def test_sunrise_and_sunset_are_those_of_the_almanac(city, lat, lon, zone, day, rise, set_):
    (found,) = sun_table(lat, lon, zone, [day])
    assert found.sunrise == pytest.approx(_minutes(rise), abs=2)
    assert found.sunset == pytest.approx(_minutes(set_), abs=2)
    assert found.dawn < found.sunrise < found.noon < found.sunset < found.dusk


def test_where_the_sun_does_not_set_there_is_no_sunset():
    summer, winter = sun_table(
        69_649_000, 18_955_000, "Europe/Oslo", [date(2026, 6, 21), date(2026, 12, 21)]
    )
    assert (summer.sunrise, summer.sunset, summer.light) == (None, None, None)
    assert winter.sunrise is None
    assert winter.dawn is not None


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2027, 5, 2), date(2027, 5, 1)), (date(2027, 1, 1), date(2028, 1, 1)),
     (date(1, 1, 1), date(1, 1, 2))],
)  # fmt: skip
def test_a_span_that_is_none_is_refused(first, last):
    with pytest.raises(InvalidInput):
        span(first, last)


@pytest.mark.parametrize(
    ("country", "latitude", "longitude", "zone"),
    [
        ("FR", None, None, "Europe/Paris"), ("ES", None, None, "Europe/Madrid"),
        ("ES", 28_100_000, -15_400_000, "Atlantic/Canary"),
        ("US", None, None, "America/New_York"),
        ("US", 34_050_000, -118_240_000, "America/Los_Angeles"),
        ("", 48_850_000, 2_350_000, "Europe/Paris"), ("", None, None, "UTC"),
        ("XX", None, None, "UTC"),
    ],
)  # fmt: skip
def test_the_zone_is_guessed_by_country_and_position(country, latitude, longitude, zone):
    assert guessed_zone(country, latitude, longitude) == zone


def test_a_zone_is_assumed_until_somebody_says_it(production):
    place = Place(production=production(country="FR"), name="Café")
    assert zone_of(place).assumed
    place.zone = "Europe/Paris"
    assert not zone_of(place).assumed


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
