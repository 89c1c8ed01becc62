"""`/{root}/tabeller/`: a file is sent, its columns told of once, looked at and taken in; next year's goes in by itself."""

import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rodtrad.core.models import Visibility
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.models import Batch, BatchState, Dataset, ImportRun, Indicator, Observation, Vintage
from rodtrad.indicators.tasks import take_in
from rodtrad.website.views.own_tables import proposal
from tests.cast import Cast
from tests.indicators.table.files import csv_file, workbook
from tests.security.test_uploads import LIES

pytestmark = pytest.mark.django_db
LIST, NEW = "/oslo/tabeller/", "/oslo/ny-tabell/"
LONG = (["Bydel", "År", "Antall unge", "Merknad"], ["Gamle Oslo", 2024, 1200, "telt i mai"], ["Frogner", 2024, 900, None])


@pytest.fixture
def editor() -> Client:
    return client_of("redaktor")


def client_of(name: str) -> Client:
    from rodtrad.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(email=f"{name}@example.org"))
    return client
