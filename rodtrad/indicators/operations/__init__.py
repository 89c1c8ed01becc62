"""Writes of indicators and their figures."""
