"""Procrastinate's worker on Django's database settings."""

import asyncio

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException


def run_worker(*, name: str, concurrency: int, wait: bool = True) -> None:
    """Do jobs until told to stop; running jobs get ten seconds to finish."""
    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    with app.replace_connector(connector.get_worker_connector()):
        try:
            asyncio.run(_run(name=name, concurrency=concurrency, wait=wait))
        except ConnectorException as error:
            # It says only "database error"; what happened, and can be told, is what caused it.
            raise (error.__cause__ or error) from error


async def _run(*, name: str, concurrency: int, wait: bool) -> None:
    async with app.open_async():
        await app.run_worker_async(
            name=name,
            concurrency=concurrency,
            wait=wait,
            delete_jobs="successful",
            shutdown_graceful_timeout=10,
        )
