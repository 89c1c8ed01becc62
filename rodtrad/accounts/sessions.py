"""Where sessions are kept: Django's table, with the person beside the content so that they can be listed and ended."""

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from rodtrad.accounts.models import Session


class SessionStore(DatabaseStore):
    #: When the browser was last noted; read together with the content.
    seen: datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Any:
        row = super()._get_session_from_db()  # type: ignore[misc]  # the stubs leave it out
        self.seen = row.seen if row else None
        return row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = super().create_model_instance(data)
        assert isinstance(row, Session)
        row.user_id = data.get(SESSION_KEY)
        return row

    def cycle_key(self) -> None:
        """Give the session a new key; its new row has noted no browser yet."""
        super().cycle_key()
        self.seen = None
