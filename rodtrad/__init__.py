"""Rødtråd: the open planning and governance system of a municipality."""

__version__ = "0.1.0"
