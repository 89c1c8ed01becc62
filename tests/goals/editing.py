"""A municipality to edit in: an adopted plan, a draft plan, and a person in each role at the top and at one office."""

from dataclasses import dataclass, field

from rodtrad.accounts.models import User
from rodtrad.goals.models import Element, Framework, Level, Link, Placement
from rodtrad.organisations.models import Organisation, Role, RoleKind, Root
from rodtrad.plans.models import Plan
from tests.goals import factories as make


@dataclass
class Desk:
    """The adopted plan has a challenge, a goal and a theme under it; the draft a goal, two measures and an office's."""

    root: Root
    framework: Framework
    office: Organisation
    adopted: Plan
    draft: Plan
    challenge: Element
    goal: Element
    theme: Element
    draft_goal: Element
    first: Element
    second: Element
    people: dict[str, User] = field(default_factory=dict)

    def person(self, kind: str, at: Organisation | None = None) -> User:
        """Return the person who has the role at the place, the top unless told otherwise."""
        place = at or make.top(self.root)
        name = f"{kind}-{place.key}"
        if name not in self.people:
            user = User.objects.create_user(f"{name}@{self.root.slug}.example", name.title())
            Role.objects.create(root=self.root, user=user, organisation=place, kind=kind)
            self.people[name] = user
        return self.people[name]

    @property
    def editor(self) -> User:
        return self.person(RoleKind.EDITOR)

    @property
    def approver(self) -> User:
        return self.person(RoleKind.APPROVER)

    def level(self, key: str) -> Level:
        return make.level(self.framework, key)

    def place(self, element: Element, plan: Plan | None = None) -> Placement:
        return Placement.objects.get(element=element, plan=plan or element.plan)

    def linked(self, child: Element, parent: Element) -> bool:
        return Link.objects.filter(child=child, parent=parent).exists()

    def order(self, plan: Plan) -> list[str]:
        return list(
            Placement.objects.filter(plan=plan).order_by("position").values_list("element__key", flat=True)
        )


def make_desk(slug: str = "skrivebordet") -> Desk:
    root = make.make_root(slug=slug)
    framework = make.make_framework(
        root, rules=[*make.RULES, ("tiltak", "maal", "under"), ("tiltak", "tiltak", "under")]
    )
    office = make.make_organisation(root, key="kontoret")
    adopted = make.make_plan(root, key="vedtatt", framework=framework)
    draft = make.make_plan(root, key="utkast", framework=framework, status="under_way")
    challenge = make.make_element(adopted, "floke", key="floke")
    goal = make.make_element(adopted, "maal", "Et godt mål", key="maal", number="1", addresses=challenge)
    draft_goal = make.make_element(draft, "maal", "Et nytt mål", key="nytt-maal")
    return Desk(
        root=root,
        framework=framework,
        office=office,
        adopted=adopted,
        draft=draft,
        challenge=challenge,
        goal=goal,
        theme=make.make_element(adopted, "tema", key="tema", under=goal, contributes_to=goal),
        draft_goal=draft_goal,
        first=make.make_element(
            draft, "tiltak", "Bygge bro", key="bro", under=draft_goal, contributes_to=draft_goal
        ),
        second=make.make_element(
            draft,
            "tiltak",
            "Bygge vei",
            key="vei",
            under=draft_goal,
            contributes_to=draft_goal,
            responsible=office,
        ),
    )
