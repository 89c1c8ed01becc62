"""Calendars of meetings in (iCalendar, RFC 5545): read within bounds, expanded, told in words."""
