"""The API's bodies, meetings, cases and what the council asked for."""

from rodtrad.cases.api.cases import router as router
