"""`rodtrad import table`: next year's file in a terminal, tried first or taken in."""

from pathlib import Path

import pytest

from rodtrad.config.commands.imports import command
from rodtrad.geography.models import Area
from rodtrad.indicators.models import Dataset, ImportRun, Observation, RunState
from rodtrad.indicators.sources.table.mapping import TableMapping
from tests.cast import Cast
from tests.indicators.factories import make_dataset, make_indicator
from tests.indicators.table.files import csv_file
