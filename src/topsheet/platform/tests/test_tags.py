"""What templates print through ``{% load topsheet %}``."""

from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils.translation import override

from topsheet.kernel.figure import Quantity
from topsheet.kernel.money import Money


def said(source: str, **context: object) -> str:
    with override("en"):
        return Template("{% load topsheet %}" + source).render(Context(context))


def test_a_figure_opens_into_why():
    html = said(
        '{% figure amount "budget/3300/focus puller#fringe" %}',
        amount=Money(11800000, "EUR"),
        explain_url="/p/abc/explain/",
    )
    link = "/p/abc/explain/?address=budget/3300/focus%20puller%23fringe"
    assert html == f'<a class="fig" href="{link}" data-why>118,000</a>'


def test_a_figure_of_a_scenario_stays_in_it():
    html = said(
        '{% figure amount "budget" %}',
        amount=Money(100, "EUR"),
        explain_url="/p/abc/explain/?scenario=s2",
    )
    assert 'href="/p/abc/explain/?scenario=s2&amp;address=budget"' in html


def test_a_withheld_figure_is_no_link_and_says_so():
    html = said('{% figure amount "budget" %}', amount=None, explain_url="/p/abc/explain/")
    assert "<a" not in html
    assert "confidential" in html


def test_a_figure_without_a_production_is_plain():
    assert said('{% figure amount "x" %}', amount=Money(100, "EUR")) == "1"


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("", "1,235"),
        ("bare", "1,234.50"),
        ("money", "€\u00a01,234.50"),
        ("money_whole", "€\u00a01,235"),
    ],
)
def test_figure_styles(style, text):
    assert said("{% figure amount style=style %}", amount=Money(123450, "EUR"), style=style) == text


def test_a_quantity_is_a_figure_too():
    assert said("{% figure n %}", n=Quantity.of(31, "days")) == "31\u00a0days"


def test_counts_take_the_right_plural():
    assert said('{{ n|count:"scene" }}', n=1) == "1 scene"
    assert said('{{ n|count:"scene" }}', n=1870) == "1,870 scenes"
    assert said('{{ n|count:"category" }}', n=0) == "0 categories"


def test_a_text_is_escaped_in_a_figure():
    assert said("{% figure text %}", text="<b>") == "&lt;b&gt;"


def test_strips_take_the_colour_of_their_light():
    strip = SimpleNamespace(intext="INT/EXT", light="dusk")
    assert (
        said("{{ s|strip_class }} {{ s|fill_class }}", s=strip) == "strip-dusk-both fill-dusk-both"
    )


def test_nothing_is_a_dash_in_a_column():
    assert said("{{ a|bare_whole }}", a=Money(0, "EUR")) == "–"
