"""A running municipality with people, history and things that wait, as made by those who work there.

Run in a process of its own, on the data directory of the environment: `python -m tests.config.leaver_world`.
"""

from datetime import timedelta

from django.utils import timezone

from rodtrad.config.starting import prepare_program, tables_ready

LEAVER, ADDRESS = "Bård Enestad Bidragsyter", "bard@example.org"


def main() -> None:
    prepare_program()
    from django.conf import settings
    from django.test import Client, override_settings

    from rodtrad.accounts.models import Identity, User
    from rodtrad.exchange.models import DocumentReading, ImportBatch
    from rodtrad.goals.models import Element, Framework
    from rodtrad.goals.operations import change_element
    from rodtrad.goals.operations.reviews_comment import comment
    from rodtrad.goals.operations.reviews_draft_link import make_draft_link
    from rodtrad.goals.operations.reviews_propose import propose
    from rodtrad.organisations.models import Organisation, Role
    from rodtrad.organisations.operations import invite, make_token
    from tests.cast import PASSWORD, make_cast
    from tests.website.second_step import App

    with tables_ready():
        make_cast()
        bard = User.objects.get(email=ADDRESS)
        bard.name = LEAVER
        bard.save()
        home = Element.objects.get(root__slug="solvik", key="leksehjelp")
        root, unit = home.root, Organisation.objects.get(root__slug="solvik", key="skolekontoret")
        Role.objects.create(user=bard, root=root, organisation=unit, kind="editor")
        change_element(actor=bard, element=home, changes={"keywords": ["lekser"]})
        propose(actor=bard, subject=home)
        comment(actor=bard, subject=home, text="Ser dette riktig ut?")
        make_draft_link(actor=bard, subject=home, reader="Fylkeslegen", days=30)
        make_draft_link(
            actor=User.objects.get(email="randi@example.org"), subject=home, reader=LEAVER, days=30
        )
        invite(email="ny@example.org", organisation=unit, kind="reader", by=bard, address="203.0.113.9")
        invite(email=ADDRESS, organisation=unit, kind="reader", by=bard, address="203.0.113.9")
        later = (timezone.now() + timedelta(days=30)).date()
        make_token(user=bard, name=f"Uttrekket til {LEAVER}", scopes=["read-internal"], expires=later)
        Identity.objects.create(user=bard, issuer="https://id.example", subject=ADDRESS)
        App(bard)
        ImportBatch.objects.create(
            root=root, person=bard, file_name=f"{LEAVER}.xlsx", content=LEAVER.encode()
        )
        DocumentReading.objects.create(
            root=root,
            person=bard,
            framework=Framework.objects.get(root=root),
            file_name="plan.pdf",
            title="Plan",
        )
        Client().force_login(bard)
        # Nothing serves pages here, so that no static files have been gathered.
        plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
            Client(HTTP_HOST="localhost").post(
                "/konto/logg-inn/", {"username": ADDRESS, "password": f"ikke {PASSWORD}"}
            )


if __name__ == "__main__":
    main()
