"""Geometry of the drawings, as pure functions: no Django, no clock, no text measured."""
