"""Faults in what is wanted of indicators."""

from tests.exchange.fault import MAL_B, Fault, fault

_LINEAR = "indicator: i, baseline: {year: 2020, value: 20}, year: 2030, value: 10"


def target(fields: str, says: str, remedy: str, *, place: str = "targets › i", more: str = "") -> Fault:
    """Return the small file with one target, on a line of its own, that has a fault."""
    line = f"          - {{{fields}}}\n"
    new = f"      - key: mal-b\n        level: mal\n        title: B\n        targets:\n{line}{more}"
    return fault(MAL_B, new, says, remedy, at=more or line, place=place)


TARGETS = {
    "unknown indicator": target(
        _LINEAR, "Indikatoren «i» finnes ikke", "rodtrad import indicators", place="mal-b › targets › i"
    ),
    "target without indicator": target(
        "year: 2030, value: 1", "Feltet «indicator» mangler", "Skriv", place=""
    ),
    "unknown method": target(
        f"{_LINEAR}, method: linaer", "«linaer» er ikke en kjent verdi for «method»", "Mente du «linear»?"
    ),
    "unknown path": target(f"{_LINEAR}, path: rett", "«rett» er ikke en kjent verdi for «path»", "linear"),
    "target without value": target(
        "indicator: i", "Metoden «fart mot målet» trenger en verdi og et år", "direction"
    ),
    "growth without value": target("indicator: i, method: cagr", "Metoden «vekst", "direction"),
    "value without year": target(
        "indicator: i, method: direction, value: 4", "har verdi eller år, men ikke begge", "Skriv både"
    ),
    "value that is no number": target(
        "indicator: i, year: 2030, value: ti", "«ti» er ikke et tall i «value»", "12.5"
    ),
    "value with a comma": target(
        'indicator: i, year: 2030, value: "12,5"', "«12,5» er ikke et tall i «value»", "Skriv det som 12.5."
    ),
    "year that is none": target("indicator: i, year: snart, value: 1", "«snart» går ikke i «year»", "2200"),
    "baseline after the year": target(
        "indicator: i, baseline: {year: 2031, value: 20}, year: 2030, value: 10",
        "Utgangspunktet er fra 2031, men målet skal være nådd i 2030",
        "Målåret må være etter basisåret",
    ),
    "baseline in the year": target(
        "indicator: i, baseline: {year: 2030, value: 20}, year: 2030, value: 10",
        "Utgangspunktet er fra 2030",
        "Rett det ene",
    ),
    "half a baseline": target(
        "indicator: i, baseline: {year: 2020}, year: 2030, value: 10",
        "Feltet «value» mangler",
        "Skriv",
        place="targets › i › baseline",
    ),
    "same percentage through zero": target(
        "indicator: i, baseline: {year: 2020, value: -2}, year: 2030, value: 10, path: geometric",
        "på samme side av null",
        "Velg en annen vei",
    ),
    "steps in the wrong order": target(
        f"{_LINEAR}, path: steps, steps: {{2026: 12, 2031: 11}}",
        "Trinnene må komme etter hverandre, mellom basisåret og målåret",
        "Rett årene",
    ),
    "steps after the year, without baseline": target(
        "indicator: i, year: 2030, value: 10, path: steps, steps: {2031: 11}",
        "Trinnene må komme etter hverandre",
        "Rett årene",
    ),
    "steps on a straight path": target(
        f"{_LINEAR}, steps: {{2026: 12}}", "Trinn hører bare til veien «trinn for trinn»", "steps"
    ),
    "path without its steps": target(f"{_LINEAR}, path: steps", "har ingen trinn", "linear"),
    "step that is no year": target(
        f"{_LINEAR}, path: steps, steps: {{i fjor: 1}}", "«i fjor» er ikke et år", "2026"
    ),
    "step that is no number": target(
        f"{_LINEAR}, path: steps, steps: {{2026: mye}}", "«mye» er ikke et tall i «steps»", "2026"
    ),
    "steps in a list": target(
        f"{_LINEAR}, path: steps, steps: [12, 11]", "Trinnene skal være år med verdi", "{2026: 12.5}"
    ),
    "path for a method without": target(
        "indicator: i, method: direction, path: geometric", "Bare metoden «fart mot målet»", "linear"
    ),
    "bands that overlap": target(
        "indicator: i, method: band, bands: {wanted: {from: 10}, accepted: [{from: 5, to: 10}]}",
        "To bånd overlapper",
        "«over» eller «under»",
    ),
    "a band backwards": target(
        "indicator: i, method: band, bands: {wanted: {from: 10, to: 5}}",
        "Et bånd går fra det laveste",
        "Bytt om",
    ),
    "bands without the wanted": target(
        "indicator: i, method: band, bands: {accepted: [{from: 5}]}", "Feltet «wanted» mangler", "Skriv"
    ),
    "a band without ends": target(
        "indicator: i, method: band, bands: {wanted: {}}", "Båndet har ingen ender", "{over: 70}"
    ),
    "a band with two low ends": target(
        "indicator: i, method: band, bands: {wanted: {from: 1, over: 2}}",
        "både «from» og «over»",
        "hører med",
    ),
    "band method without bands": target(
        "indicator: i, method: band", "Metoden «bånd» trenger bånd", "wanted"
    ),
    "bands for another method": target(
        f"{_LINEAR}, bands: {{wanted: {{from: 5}}}}", "Bånd hører bare til metoden «bånd»", "ta bort båndene"
    ),
    "unknown setting": target(
        f"{_LINEAR}, settings: {{on_track_fram: 0.9}}",
        "Feltet «on_track_fram» er ukjent her",
        "on_track_from",
        place="targets › i › settings",
    ),
    "setting of another method": target(
        f"{_LINEAR}, settings: {{base_year: 2015}}", "Feltet «base_year» er ukjent her", ""
    ),
    "setting that is no number": target(
        f"{_LINEAR}, settings: {{on_track_from: mest}}", "«mest» er ikke et tall", "12.5"
    ),
    "setting that is no choice": target(
        "indicator: i, method: direction, settings: {seen_by: sist}",
        "«sist» går ikke i innstillingen «seen_by»",
        "Se",
    ),
    "settings that do not go together": target(
        "indicator: i, method: direction, settings: {limit: 2}", "Innstillingene går ikke sammen", "Rett"
    ),
    "cuts in the wrong order": target(
        f"{_LINEAR}, settings: {{on_track_from: 0.5, behind_from: 0.9}}",
        "Innstillingene går ikke sammen",
        "Rett",
    ),
    "source that is not there, of a target": target(
        "indicator: i, year: 2030, value: 1, origin: quoted", "Det som er sitert, må ha en kilde", "source"
    ),
    "day that is none": target(f"{_LINEAR}, set_on: 1.2.2024", "er ikke en dato i «set_on»", "2024-02-01"),
}
