"""A frozen plan as a page: its facts and elements as they read that day, and the list of a plan's versions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from rodtrad.goals.models import LinkKind
from rodtrad.organisations.models import Root
from rodtrad.planning.content import Content, ElementText
from rodtrad.plans.models import PlanType, Version, VersionLabel
from rodtrad.website.presenters.glossary import reader_language
from rodtrad.website.presenters.wording import Fact, Status, day, fact, known, label_of, years

TONES: dict[str, str] = {
    VersionLabel.DRAFT: "half",
    VersionLabel.HEARING: "watch",
    VersionLabel.ADOPTED: "ok",
}


@dataclass(frozen=True)
class VersionRow:
    """A version in a plan's list; `compare` leads to how it differs from the one before."""

    number: int
    name: str
    status: Status
    day: str
    url: str
    note: str
    case: str
    is_internal: bool
    compare: str


@dataclass(frozen=True)
class VersionEntry:
    """An element as it stood; `links` are the words for a kind of link, and the titles at the other end."""

    anchor: str
    number: str
    level: str
    title: str
    description: str
    origin: str
    carried_from: str
    links: tuple[tuple[str, str], ...]
    targets: tuple[str, ...]
    below: tuple["VersionEntry", ...]


def version_name(version: Version) -> str:
    """Name it as one speaks of it: «Høringsutkast 2. mars 2026»."""
    return f"{label_of(VersionLabel(version.label))} {day(version.date)}"


def version_status(version: Version) -> Status:
    return Status(TONES[version.label], label_of(VersionLabel(version.label)))


def version_url(root: Root, plan_key: str, number: int) -> str:
    return reverse("version", args=[root.slug, plan_key, number])


def compare_url(root: Root, plan_key: str, before: int, after: int) -> str:
    return reverse("compare_versions", args=[root.slug, plan_key]) + f"?fra={before}&til={after}"


def version_rows(root: Root, plan_key: str, versions: Sequence[Version]) -> list[VersionRow]:
    """Return the rows of a plan's versions, the last first as they come."""
    befores = [*(one.number for one in versions[1:]), *([None] if versions else [])]
    return [
        VersionRow(
            number=one.number,
            name=version_name(one),
            status=version_status(one),
            day=day(one.date),
            url=version_url(root, plan_key, one.number),
            note=one.note,
            case=f"{one.case.number} {one.case.title}" if one.case else "",
            is_internal=one.label == VersionLabel.DRAFT,
            compare=compare_url(root, plan_key, before, one.number) if before else "",
        )
        for one, before in zip(versions, befores, strict=True)
    ]


def version_facts(version: Version, content: Content) -> list[Fact]:
    told = content.plan
    case = told.get("case") or {}
    decided = date.fromisoformat(case["date"]) if case.get("date") else None
    return known(
        fact(
            _("Type"), label_of(PlanType(told["type"])) if told["type"] in PlanType.values else told["type"]
        ),
        fact(_("Nummer"), told.get("number")),
        fact(_("Arealplan-ID"), told.get("national_id")),
        fact(_("Periode"), years(told["from_year"], told["to_year"])),
        fact(_("Eier"), told["owner"]),
        fact(_("Utdyper"), told["elaborates"]),
        fact(_("Erstatter"), told["replaces"]),
        fact(_("Slår sammen"), *told.get("merges", ())),
        fact(_("Dokumenter"), *(one["title"] for one in told.get("documents", ()))),
        fact(
            _("Sak"),
            f"{case.get('number', '')} {case.get('title', '')}".strip(),
            ", ".join(part for part in (case.get("body"), day(decided)) if part),
            case.get("decision"),
        ),
        fact(_("Frosset"), moment(version.frozen_at)),
        fact(_("Merknad"), version.note),
    )


def moment(at: datetime) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT")


def version_entries(content: Content) -> list[VersionEntry]:
    """Return the elements as a tree, in the order they stood."""
    under: dict[str | None, list[ElementText]] = defaultdict(list)
    for one in content.elements:
        under[one.above if one.above in content.by_id else None].append(one)
    targets: dict[str, list[str]] = defaultdict(list)
    for target in content.targets:
        targets[target.element].append(target.name)

    def entries(above: str | None) -> tuple[VersionEntry, ...]:
        return tuple(entry(one) for one in under[above])

    def entry(one: ElementText) -> VersionEntry:
        return VersionEntry(
            anchor=one.key,
            number=one.number,
            level=str(capfirst(content.level_name(one.level, reader_language()))),
            title=one.title,
            description=one.description,
            origin=one.origin,
            carried_from=one.carried_over_from or "",
            links=tuple(_links(one)),
            targets=tuple(targets[one.id]),
            below=entries(one.id),
        )

    return list(entries(None))


def _links(one: ElementText) -> Iterator[tuple[str, str]]:
    """Yield each kind of link with its titles; what it stands under is seen already."""
    for kind in LinkKind:
        titles = [link.title for link in one.links if link.kind == kind and link.to != one.above]
        if titles:
            yield label_of(kind), ", ".join(titles)


@dataclass(frozen=True)
class ThreadEntry:
    """An element of the thread as it was on a day: where it read so, and what it contributed to."""

    title: str
    url: str
    plan: str
    links: tuple[tuple[str, str], ...]


def thread_entries(
    root: Root, read: Iterable[tuple[Version, Content]]
) -> list[tuple[str, list[ThreadEntry]]]:
    """Return the thread as it was: the elements of all plans in force, each once, by level as the plans have them.

    What a plan carries over from another reads as in the one it comes from, when that is in force too.
    """
    held: dict[str, tuple[str, ThreadEntry]] = {}
    for version, content in sorted(read, key=lambda one: _carries(one[1])):
        for one in content.elements:
            if one.id in held:
                continue
            level = str(capfirst(content.level_name(one.level, reader_language(), many=True)))
            url = f"{version_url(root, version.plan.key, version.number)}#{one.key}"
            held[one.id] = level, ThreadEntry(one.title, url, version.plan.title, tuple(_all_links(one)))
    levels: dict[str, list[ThreadEntry]] = defaultdict(list)
    for level, entry in held.values():
        levels[level].append(entry)
    return list(levels.items())


def _carries(content: Content) -> int:
    return sum(1 for one in content.elements if one.carried_over_from)


def _all_links(one: ElementText) -> Iterator[tuple[str, str]]:
    for kind in LinkKind:
        if titles := [link.title for link in one.links if link.kind == kind]:
            yield label_of(kind), ", ".join(titles)
