"""Reads of bodies, meetings, cases and what the council asked for. Everything is shown for one viewer.

Bodies and meetings are as open as their root. What stands in a case follows the case.
"""
