"""Small plan files for tests: one that is right, and what can be put in its place."""

HEAD = """\
format: rodtrad/plan-file/1
root: {slug: prove, name: Prøve kommune, kind: municipality, governance: executive_committee}
"""
FRAMEWORKS = """\
frameworks:
  - key: prove
    name: Målene i Prøve
    levels:
      - {key: utfordring, role: challenge, names: {nb: {one: utfordring, many: utfordringer}}}
      - {key: mal, role: goal, names: {nb: {one: mål, many: mål}}}
      - {key: tiltak, role: measure, names: {nb: {one: tiltak, many: tiltak}}}
    rules:
      - {child: mal, parent: utfordring, kind: addresses}
      - {child: mal, parent: mal, kind: contributes}
      - {child: tiltak, parent: mal, kind: contributes}
"""
PLANS = """\
plans:
  - key: plan
    type: social_element
    title: Samfunnsdelen
    framework: prove
    elements:
      - {key: utfordring-a, level: utfordring, title: Flere eldre}
      - key: mal-a
        level: mal
        title: Prøve er trygg
        addresses: [utfordring-a]
        elements:
          - {key: tiltak-a, level: tiltak, title: Bygge gangvei}
      - {key: mal-b, level: mal, title: Prøve er grønn}
"""
SMALL = HEAD + FRAMEWORKS + PLANS


def small(old: str = "", new: str = "", *, more: str = "") -> bytes:
    """Return the small file with one piece changed and something added at the end."""
    assert not old or SMALL.count(old) == 1, f"{old!r} stands {SMALL.count(old)} times"
    return (SMALL.replace(old, new) + more if old else SMALL + more).encode()
