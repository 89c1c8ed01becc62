"""Calendars as files (iCalendar, RFC 5545)."""
