"""StratML in, by the plan file's way: as a plan of a root that stands, all of it or nothing."""

from rodtrad.accounts.models import User
from rodtrad.exchange.operations import ImportReport, store_plan_file
from rodtrad.exchange.plan_file.dump import entries_of
from rodtrad.exchange.stratml.entries import with_plan
from rodtrad.exchange.stratml.read import read_stratml
from rodtrad.organisations.models import Root


def import_stratml(
    *, root: Root, content: bytes, plan: str = "", dry_run: bool = False, actor: User | None = None
) -> tuple[ImportReport, list[str]]:
    """Store the file as a plan with the key `plan`, or its name's; return the report and what was mended.

    Everything from it is internal until someone opens it. Raises ExchangeError.
    """
    found = read_stratml(content)
    file = with_plan(entries_of(root), found, plan)
    return store_plan_file(file=file, dry_run=dry_run, actor=actor), found.mended
