"""Reads of indicators and their figures."""
