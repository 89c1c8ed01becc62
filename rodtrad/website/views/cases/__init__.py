"""Pages of bodies, meetings, cases and what the council asked for."""
