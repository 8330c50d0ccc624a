"""Topsheet: the open production office, from a script to a royalty statement."""

__version__ = "0.1.0"
