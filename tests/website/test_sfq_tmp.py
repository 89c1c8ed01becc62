import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rodtrad.goals.check_cache import cached_check
from rodtrad.organisations.models import Root
pytestmark = pytest.mark.django_db
def test_q():
    for a in ("oslo","osloregionen"):
        cached_check(Root.objects.get(slug=a), timezone.localdate())
        with CaptureQueriesContext(connection) as c:
            Client().get(f"/{a}/")
        print("=====", a, len(c))
        for q in c: 
            s=q["sql"]; i=s.find(" FROM "); print("-", s[:60], "...", s[i:i+330])
