"""What `rodtrad doctor` says about settings that Django has read."""

import pytest
from django.conf import LazySettings

from rodtrad.config.environment import Environment
from rodtrad.config.examination import Verdict, examine_production


@pytest.mark.parametrize(("proxies", "verdicts"), [(0, [Verdict.WARNING]), (1, [])])
def test_a_site_behind_a_proxy_must_say_so(
    settings: LazySettings, proxies: int, verdicts: list[Verdict]
) -> None:
    settings.SECURE, settings.TRUSTED_PROXIES = True, proxies
    found = examine_production(Environment({"DATABASE_URL": "postgresql://db/rodtrad"}))
    assert [one.verdict for one in found if one.subject == "TRUSTED_PROXIES"] == verdicts
