"""The examples in the kernel's docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

import topsheet.kernel

MODULES = [m.name for m in pkgutil.iter_modules(topsheet.kernel.__path__) if m.name != "tests"]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name):
    module = importlib.import_module(f"topsheet.kernel.{name}")
    assert doctest.testmod(module).failed == 0
