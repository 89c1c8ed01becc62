import click
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver

from rodtrad.config.command_words import TranslatedCommand
from rodtrad.config.environment import Environment
from rodtrad.config.starting import say, tables_ready
from rodtrad.config.static_files import gather_static_files
from rodtrad.config.web_server import bind_address, run_web_server
from rodtrad.core.words import gettext as _
from rodtrad.search.words import dictionary


@click.command(
    cls=TranslatedCommand,
    help=_(
        "Kjør nettstedet.\n\n"
        "Leser BIND, PORT og WEB_CONCURRENCY fra miljøet. Nekter å starte når databasen mangler endringer."
    ),
)
def command() -> None:
    environment = Environment()
    with tables_ready():
        if gather_static_files():
            say(_("Statiske filer er gjort klare."))
        # Made only now: the middleware lists the gathered files when it is made.
        application = get_wsgi_application()
        get_resolver().url_patterns  # noqa: B018  # loads every view now, so that a fault stops us here
        dictionary.load()  # before workers are forked, so that they share it
        connections.close_all()  # a connection must not be shared by forked workers
        if environment.is_embedded:
            text = _("Database: innebygd, i %(directory)s. Sett DATABASE_URL for å bruke en annen.")
            say(text % {"directory": environment.data_dir})
        if not bind_address(environment).startswith("fd://"):
            say(_("Svarer på %(address)s") % {"address": bind_address(environment)})
        run_web_server(application, environment)
