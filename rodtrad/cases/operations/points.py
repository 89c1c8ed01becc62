"""Stores numbered points, and what minorities wanted instead."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.cases.models import Case, MinorityVote, Point, Treatment
from rodtrad.cases.operations import values as clean

MOST_POINTS = 200


def point_texts(points: Iterable[Point]) -> list[str]:
    return [one.text for one in sorted(points, key=lambda one: one.number)]


def cleaned_texts(given: Iterable[Any]) -> list[str]:
    """Return the points of a recommendation in order; an empty one is none."""
    return _few([found for one in given if (found := clean.text(one))])


def cleaned_points(given: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Return points as text, votes for, votes against; an empty row is none."""
    rows = []
    for number, (text, votes_for, votes_against) in enumerate(given, start=1):
        row = [clean.text(text), clean.votes(votes_for), clean.votes(votes_against)]
        if not row[0]:
            if row[1] is not None or row[2] is not None:
                raise ValueError(_("Punkt %d har stemmetall, men ingen tekst.") % number)
            continue
        rows.append(row)
    return _few(rows)


def cleaned_minorities(given: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Return minority votes as text, supporters, votes; an empty row is none."""
    rows = []
    for text, supporters, votes in given:
        row = [clean.text(text), clean.line(300)(supporters), clean.votes(votes)]
        if not row[0]:
            if row[1] or row[2] is not None:
                raise ValueError(_("Skriv hva mindretallet stemte for."))
            continue
        rows.append(row)
    return _few(rows)


def _few(rows: list[Any]) -> list[Any]:
    if len(rows) > MOST_POINTS:
        raise ValueError(_("Det kan være høyst %d punkter.") % MOST_POINTS)
    return rows


def put_points(case: Case, treatment: Treatment | None, rows: Sequence[Sequence[Any]]) -> None:
    """Let there be just these points, numbered from one; one that stays where it is keeps its row."""
    standing = list(Point.objects.filter(case=case, treatment=treatment).order_by("number"))
    for point in standing[len(rows) :]:
        point.delete()
    for number, (text, votes_for, votes_against) in enumerate(rows, start=1):
        point = standing[number - 1] if number <= len(standing) else Point()
        told = {
            "root_id": case.root_id,
            "case_id": case.pk,
            "treatment_id": treatment.pk if treatment else None,
            "number": number,
            "text": text,
            "votes_for": votes_for,
            "votes_against": votes_against,
        }
        _save(point, told)


def put_minorities(treatment: Treatment, rows: Sequence[Sequence[Any]]) -> None:
    """Let there be just these minority votes, in this order."""
    standing = list(MinorityVote.objects.filter(treatment=treatment).order_by("position"))
    for vote in standing[len(rows) :]:
        vote.delete()
    for position, (text, supporters, votes) in enumerate(rows, start=1):
        vote = standing[position - 1] if position <= len(standing) else MinorityVote(treatment=treatment)
        told = {"root_id": treatment.root_id, "position": position, "text": text}
        _save(vote, {**told, "supporters": supporters, "votes": votes})


def _save(row: Point | MinorityVote, told: Mapping[str, Any]) -> None:
    """Store the row when it differs from what is told, by attribute name."""
    differs = [name for name, value in told.items() if getattr(row, name) != value]
    for name in differs:
        setattr(row, name, told[name])
    if differs:
        row.save()
