"""The plan map and the annual wheel of a root with 2 000 plans and 20 000 events, beside a trivial page."""

import time
from collections.abc import Iterator
from datetime import timedelta
from statistics import median

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from bench.alone import Figures, Work, run_alone
from bench.databases import drop_database, fresh_database
from bench.table import Row, memory, seconds
from rodtrad.cases.models import Body, BodyKind, Meeting
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan, PlanStatus, PlanType

PLANS, EVENTS, TIMES = 2_000, 20_000, 7
SLUG, TRIVIAL = "oslo", "/ordliste/"
PAGES = {
    "/oslo/planer/kart/": f"the map of {PLANS} plans",
    "/oslo/arshjul/": f"the wheel of {EVENTS} events",
    "/oslo/kalender.ics": f"the calendar of {EVENTS} events",
}
LONGEST = 1.5
DATABASE = "bench_wheel"


def measure(_size: int) -> Iterator[Row]:
    fresh_database(DATABASE)
    run_alone("bench.part_wheel", "prepare", database=DATABASE)
    bare = run_alone("bench.part_wheel", "get", database=DATABASE, address=TRIVIAL)
    for address, what in PAGES.items():
        found = run_alone("bench.part_wheel", "get", database=DATABASE, address=address)
        spent, floor = found.figures["seconds"], bare.figures["seconds"]
        yield Row(
            what,
            seconds(spent),
            memory(found.peak, found.added),
            seconds(floor),
            f"{spent / floor:.1f}×",
            {f"≤ {LONGEST} s": spent <= LONGEST},
            f"{found.figures['bytes'] / 1024:.0f} kB; bare is {TRIVIAL}",
        )
    drop_database(DATABASE)


def prepare() -> Work:
    def work() -> Figures:
        call_command("collectstatic", interactive=False, verbosity=0)
        root = Root.objects.get(slug=SLUG)
        types = [one for one in PlanType if one != PlanType.PLANNING_STRATEGY]
        with transaction.atomic():
            Plan.objects.bulk_create(
                Plan(
                    root=root, key=f"benk-{at}", title=f"Plan nummer {at}", type=types[at % len(types)],
                    status=PlanStatus.UNDER_WAY, from_year=2015 + at % 15, to_year=2025 + at % 15,
                )
                for at in range(PLANS)
            )  # fmt: skip
            body = Body.objects.create(root=root, key="benk", name="Benken", kind=BodyKind.COMMITTEE)
            first = timezone.localdate() - timedelta(days=365)
            Meeting.objects.bulk_create(
                Meeting(root=root, body=body, date=first + timedelta(days=at % 1460)) for at in range(EVENTS)
            )
        return {}

    return work


def get(address: str) -> Work:
    """Prepare to ask for the page as somebody who is not logged in, made anew each time."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies[settings.SESSION_COOKIE_NAME] = "benk"  # whole answers are kept for those without one

    def work() -> Figures:
        spent, size = [], 0
        for _time in range(TIMES):
            begun = time.perf_counter()
            answer = client.get(address)
            spent.append(time.perf_counter() - begun)
            assert answer.status_code == 200, answer.status_code
            size = len(answer.content)
        return {"seconds": median(spent), "bytes": size}

    return work
