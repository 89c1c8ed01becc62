"""Comparing figures of several areas: pure functions on figures, nothing of the database."""

from rodtrad.indicators.comparing.direction import Direction

__all__ = ["Direction"]
