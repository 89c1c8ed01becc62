"""A frozen plan as a page: its facts and elements as they read that day, and the list of a plan's versions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from rodtrad.cases.permissions import seen_case
from rodtrad.goals.models import LevelRole, LinkKind
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.planning.content import Content, ElementText, title_in
from rodtrad.planning.queries.versions import mark_of
from rodtrad.plans.models import PlanType, Version, VersionLabel
from rodtrad.website.presenters.glossary import reader_language
from rodtrad.website.presenters.version_targets import version_target
from rodtrad.website.presenters.wording import (
    Fact,
    FactValue,
    Status,
    day,
    days,
    fact,
    known,
    label_of,
    years,
)

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
    error: "ErrorNote | None"


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
    facts: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    targets: tuple[str, ...]
    below: tuple["VersionEntry", ...]


def version_name(version: Version, among: Iterable[Version] = ()) -> str:
    """Name it as one speaks of it: «Høringsutkast 2. mars 2026»; by its number too where others are called the same."""
    name = f"{label_of(VersionLabel(version.label))} {day(version.date)}"
    if mark_of(version):
        name = _("%s, ført inn ved en feil") % name
    own = version.plan_id, version.label, version.date
    alike = any((one.plan_id, one.label, one.date) == own and one.number != version.number for one in among)
    return _("%(name)s (versjon %(number)d)") % {"name": name, "number": version.number} if alike else name


def version_status(version: Version) -> Status:
    if mark_of(version):
        return Status("off", _("ført inn ved en feil"))
    return Status(TONES[version.label], label_of(VersionLabel(version.label)))


@dataclass(frozen=True)
class ErrorNote:
    """That an adopted version was entered in error: which, when that was said, and why."""

    title: str
    name: str
    url: str
    day: str
    reason: str


def error_note(root: Root, plan_key: str, version: Version) -> ErrorNote | None:
    mark = mark_of(version)
    if mark is None:
        return None
    return ErrorNote(
        title=version.plan.title,
        name=f"{label_of(VersionLabel(version.label))} {day(version.date)}",
        url=version_url(root, plan_key, version.number),
        day=day(localtime(mark.marked_at).date()),
        reason=mark.reason,
    )


def error_notes(root: Root, versions: Iterable[Version]) -> list[ErrorNote]:
    return [note for one in versions if (note := error_note(root, one.plan.key, one))]


def version_url(root: Root, plan_key: str, number: int) -> str:
    return reverse("version", args=[root.slug, plan_key, number])


def compare_url(root: Root, plan_key: str, before: int, after: int) -> str:
    return reverse("compare_versions", args=[root.slug, plan_key]) + f"?fra={before}&til={after}"


def version_rows(root: Root, plan_key: str, versions: Sequence[Version], viewer: Viewer) -> list[VersionRow]:
    """Return the rows of a plan's versions as the viewer may see them, the last first as they come."""
    befores = [*(one.number for one in versions[1:]), *([None] if versions else [])]
    return [
        VersionRow(
            number=one.number,
            name=version_name(one, versions),
            status=version_status(one),
            day=day(one.date),
            url=version_url(root, plan_key, one.number),
            note=one.note,
            case=str(seen_case(viewer, one.case, root) or ""),
            is_internal=one.label == VersionLabel.DRAFT,
            compare=compare_url(root, plan_key, before, one.number) if before else "",
            error=error_note(root, plan_key, one),
        )
        for one, before in zip(versions, befores, strict=True)
    ]


def version_facts(root: Root, version: Version, content: Content, files: Collection[str]) -> list[Fact]:
    """Tell what the version says of the plan; `files` are the digests of the documents that can be fetched."""
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
        fact(_("Utdyper"), title_in(told["elaborates"])),
        fact(_("Erstatter"), title_in(told["replaces"])),
        fact(_("Slår sammen"), *map(title_in, told.get("merges", ()))),
        fact(_("Dokumenter"), *_documents(root, version, content, files)),
        fact(
            _("Sak"),
            f"{case.get('number', '')} {case.get('title', '')}".strip(),
            ", ".join(part for part in (case.get("body"), day(decided)) if part),
            case.get("decision"),
        ),
        fact(_("Frosset"), moment(version.frozen_at)),
        fact(_("Merknad"), version.note),
    )


def _documents(root: Root, version: Version, content: Content, files: Collection[str]) -> Iterator[FactValue]:
    for one in content.plan.get("documents", ()):
        address = [root.slug, version.plan.key, version.number, one["sha256"]]
        there = one["sha256"] in files
        yield FactValue(one["title"], reverse("version_document", args=address) if there else "")


def moment(at: datetime) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT")


def version_entries(content: Content) -> list[VersionEntry]:
    """Return the elements as a tree, in the order they stood."""
    under: dict[str | None, list[ElementText]] = defaultdict(list)
    for one in content.elements:
        under[one.above if one.above in content.by_id else None].append(one)
    targets: dict[str, list[str]] = defaultdict(list)
    for target in content.targets:
        targets[target.element].append(version_target(target))

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
            facts=tuple(_said(one)),
            links=tuple(_links(one)),
            targets=tuple(targets[one.id]),
            below=entries(one.id),
        )

    return list(entries(None))


def _said(one: ElementText) -> Iterator[tuple[str, str]]:
    """Yield what else it said, each with its word."""
    if period := _period(one):
        yield _("Periode"), period
    if one.responsible:
        yield _("Ansvarlig"), one.responsible
    if one.contributing:
        yield _("Medvirkende"), ", ".join(one.contributing)
    if one.areas:
        yield _("Sted"), ", ".join(one.areas)
    if sdg := [*(one.sdg_goals or ()), *one.sdg]:
        yield _("Bærekraftsmål"), ", ".join(sdg)
    if one.role == LevelRole.GUIDELINE and one.binding is not None:
        yield _("Føringen er"), binding_word(is_binding=one.binding)
    if one.handling:
        yield _("Slik følges den"), one.handling
    if one.keywords:
        yield _("Handler om"), ", ".join(one.keywords)
    if source := ", ".join(part for part in (one.source, one.place) if part):
        yield _("Kilde"), source


def binding_word(*, is_binding: bool) -> str:
    return _("bindende") if is_binding else _("veiledende")


def _period(one: ElementText) -> str:
    first, last = (date.fromisoformat(text) if text else None for text in (one.starts, one.ends))
    if first and last:
        return days(first, last)
    if first:
        return _("fra %s") % day(first)
    return _("til %s") % day(last) if last else ""


def _links(one: ElementText) -> Iterator[tuple[str, str]]:
    """Yield each kind of link with its titles; what it stands under is seen already. Then what links rest on."""
    for kind in LinkKind:
        titles = [link.title for link in one.links if link.kind == kind and link.to != one.above]
        if titles:
            yield label_of(kind), ", ".join(titles)
    for link in one.links:
        if link.reason:
            yield f"{_('Begrunnelse')}: {link.title}", link.reason


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
