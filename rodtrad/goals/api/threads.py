from django.http import HttpRequest

from rodtrad.core.models import LifeCycle, Origin
from rodtrad.goals.api.elements import element_or_404
from rodtrad.goals.api.routing import router
from rodtrad.goals.api.schemas import ThreadInFull, ThreadLink, ThreadNode
from rodtrad.goals.models import Judgement, LevelRole, LinkKind, Progress
from rodtrad.goals.queries import ThreadNode as Node
from rodtrad.goals.queries import thread_of
from rodtrad.goals.queries.lookup import ThreadNames, names_on
from rodtrad.organisations.api import named_organisation, page_address


@router.get(
    "/elements/{id}/thread", response=ThreadInFull, tags=["elements"], summary="The thread of one element"
)
def thread(request: HttpRequest, id: str) -> ThreadInFull:
    """Tell what stands above the element (why) and below it (how), with the links between."""
    found, viewer = element_or_404(request, id)
    whole = thread_of(found, viewer)
    names = names_on(whole)
    links = sorted(whole.links, key=lambda link: (link.child, link.parent))
    return ThreadInFull(
        element=found.id,
        involves_example=whole.involves_example,
        nodes=[_node(request, node, names) for node in whole.nodes.values()],
        links=[
            ThreadLink(
                child=link.child,
                parent=link.parent,
                kind=LinkKind(link.kind),
                origin=Origin(link.origin),
                reason=link.reason,
            )
            for link in links
        ],
    )


def _node(request: HttpRequest, node: Node, names: ThreadNames) -> ThreadNode:
    slug = names.roots[node.root_id].slug
    level = names.levels[node.level_id]
    unit = names.organisations.get(node.responsible_id) if node.responsible_id else None
    return ThreadNode(
        id=node.id,
        key=node.key,
        organisation=slug,
        level=level.key,
        level_name=level.one,
        role=LevelRole(level.role),
        origin=Origin(node.origin),
        title=node.title,
        number=node.number,
        depth=node.depth,
        life_cycle=LifeCycle(node.life_cycle),
        progress=Progress(node.progress),
        judgement=Judgement(node.judgement) if node.judgement else None,
        responsible=named_organisation(unit),
        url=page_address(request, "element", slug, node.key),
    )
