"""Makes the tables, and puts the demo into them."""

from django.core.management import call_command

from bench.alone import Figures, Work
from rodtrad.demo.operations import load_demo


def fill_demo() -> Work:
    def work() -> Figures:
        call_command("migrate", interactive=False, verbosity=0)
        load_demo()
        return {}

    return work
