"""The application for a WSGI server of your own; `rodtrad serve` brings gunicorn along."""

import os

from django.core.wsgi import get_wsgi_application

from rodtrad.config.logs import set_up_logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodtrad.config.settings")

set_up_logs()
application = get_wsgi_application()
