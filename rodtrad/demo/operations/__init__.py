"""Load what every installation has and the examples, and begin the work in them."""

from rodtrad.demo.operations.load import (
    ACCOUNTS,
    FILES,
    MEASURED,
    DemoAccount,
    demo_file,
    load_demo,
    load_indicators,
    load_reference,
)
from rodtrad.demo.operations.work import begin_work

__all__ = [
    "ACCOUNTS",
    "FILES",
    "MEASURED",
    "DemoAccount",
    "begin_work",
    "demo_file",
    "load_demo",
    "load_indicators",
    "load_reference",
]
