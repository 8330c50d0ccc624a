"""A part of a page that is kept is rendered again only when what it names changes."""

from __future__ import annotations

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from topsheet.platform.templatetags.kept import lazily


def rendered(template: Template, **context: object) -> str:
    return template.render(Context(context))


def test_it_is_rendered_once_for_one_revision():
    template = Template("{% load kept %}{% kept revision %}{{ words }}{% endkept %}")
    assert rendered(template, revision=(1,), words="first") == "first"
    assert rendered(template, revision=(1,), words="second") == "first"
    assert rendered(template, revision=(2,), words="second") == "second"


def test_each_language_has_its_own():
    template = Template("{% load kept %}{% kept revision %}{{ words }}{% endkept %}")
    rendered(template, revision=(7,), words="English")
    with translation.override("fr"):
        assert rendered(template, revision=(7,), words="français") == "français"


def test_what_is_lazy_is_not_made_for_a_kept_part():
    made = []
    template = Template("{% load kept %}{% kept revision %}{{ page.words }}{% endkept %}")
    for _ in range(2):
        page = lazily(lambda: made.append(1) or {"words": "here"})
        assert rendered(template, revision=("lazy",), page=page) == "here"
    assert len(made) == 1


def test_two_parts_of_a_page_are_told_apart():
    template = Template(
        '{% load kept %}{% kept revision "a" %}{{ a }}{% endkept %}{% kept revision "b" %}{{ b }}'
        "{% endkept %}"
    )
    assert rendered(template, revision=("parts",), a="A", b="B") == "AB"


def test_a_part_that_depends_on_nothing_is_a_mistake():
    with pytest.raises(TemplateSyntaxError):
        Template("{% load kept %}{% kept %}x{% endkept %}")
