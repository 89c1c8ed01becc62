"""How Klass answers: versions, codes, changes and correspondences, in JSON.

The changes on 1 January 2024 are Statistics Norway's own (rodtrad/geography/data). Who is in which KOSTRA group is made
up, but for Oslo alone in group 13 and Haram in group 1.
"""

import csv
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files

import orjson

from tests.indicators.stub.pxweb import Reply

Change = tuple[str, str, str, str, str]  # old code, old name, new code, new name, day
Member = tuple[str, str, str, str | None]  # group, municipality, first day, first day after


def _rows(name: str) -> list[dict[str, str]]:
    text = files("rodtrad.geography").joinpath(f"data/{name}").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def changes_of_2024() -> list[Change]:
    names = {row["code"]: row["name"] for row in _rows("areas_2024.csv")}
    return [
        (row["from"], row["from_name"], row["to"], names.get(row["to"], ""), row["date"])
        for row in _rows("changes_2024.csv")
    ]


@dataclass
class Klass:
    changes: dict[str, list[Change]] = field(default_factory=lambda: {"131": changes_of_2024()})
    members: list[Member] = field(
        default_factory=lambda: [
            ("EKG13", "0301", "2020-01-01", None),
            ("EKG01", "1580", "2024-01-01", None),
            ("EKG11", "3201", "2024-01-01", None),
        ]
    )

    def reply(self, path: str, query: list[tuple[str, str]]) -> Reply:
        asked = dict(query)
        match path.strip("/").removesuffix(".json").split("/"):
            case ["classifications", ident, "changes"] if ident in self.changes:
                return self._changes(ident, asked)
            case ["classifications", "131", "codesAt"]:
                return self._codes(date.fromisoformat(asked["date"]))
            case ["classifications", "112", "correspondsAt"] if asked.get("targetClassificationId") == "131":
                return self._members(asked["date"])
            case ["classifications", ("131" | "112") as ident]:
                return _said({"name": "Standard for kommuneinndeling", "versions": [_version(ident)]})
            case ["versions", "2104"]:
                return _said({"name": "Kommuneinndeling 2024", "classificationItems": self._items()})
        return Reply(404, b'{"status":404,"error":"Not Found"}')

    def _changes(self, ident: str, asked: dict[str, str]) -> Reply:
        begins, ends = asked["from"], asked.get("to", "9999-12-31")
        told = [
            {
                "oldCode": old,
                "oldName": old_name,
                "oldShortName": "",
                "newCode": new,
                "newName": new_name,
                "newShortName": "",
                "changeOccurred": day,
            }
            for old, old_name, new, new_name, day in self.changes[ident]
            if begins <= day < ends
        ]
        return _said({"codeChanges": told})

    def _codes(self, day: date) -> Reply:
        return _said({"codes": self._items()}) if day >= date(2024, 1, 1) else _said({"codes": []})

    def _items(self) -> list[dict[str, object]]:
        return [
            {"code": row["code"], "parentCode": None, "level": "1", "name": row["name"], "validFrom": None}
            for row in _rows("areas_2024.csv")
            if row["kind"] == "municipality"
        ]

    def _members(self, day: str) -> Reply:
        found = [
            {
                "sourceCode": group,
                "sourceName": f"KOSTRA-gruppe {int(group[-2:])}",
                "sourceShortName": "",
                "targetCode": member,
                "targetName": "",
                "targetShortName": "",
                "validFrom": begins,
                "validTo": ends,
            }
            for group, member, begins, ends in self.members
            if begins <= day and (ends is None or day < ends)
        ]
        return _said({"correspondenceItems": found}) if found else Reply(404)


def _version(ident: str) -> dict[str, object]:
    return {
        "name": f"Versjon av {ident}",
        "validFrom": "2024-01-01",
        "_links": {"self": {"href": "https://data.ssb.no/api/klass/v1/versions/2104"}},
    }


def _said(told: dict[str, object]) -> Reply:
    return Reply(200, orjson.dumps(told))
