"""Figures from registers: what is measured, where it comes from, and how old it is."""
