"""The API, assembled from the rooms' routers."""

import json
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder

from rodtrad.api.refusals import refuse
from rodtrad.api.unknown_parameters import refuse_unknown_parameters
from rodtrad.cases.api import router as cases
from rodtrad.exchange.api import router as exchange
from rodtrad.goals.api import router as goals
from rodtrad.indicators.api import router as indicators
from rodtrad.organisations.api import router as organisations
from rodtrad.planning.api import router as planning
from rodtrad.plans.api import router as plans
from rodtrad.sdg.api import router as sdg
from rodtrad.search.api import router as search
from rodtrad.targets.api import router as targets

DESCRIPTION = (
    "Read the plan hierarchies of municipalities, counties and regions as one red thread. "
    "You get what you may see: the public parts, and what your roles open when you are logged in or send a personal "
    "token. With a token you also write: elements, links, placements, conflicts and targets."
)
#: What stands under each tag, for the document and for docs/api.md.
TAGS = {
    "organisations": "Municipalities, counties and regions.",
    "frameworks": "Each organisation's own levels, and what may stand under or link to what.",
    "elements": "Challenges, goals, strategies, measures and more, and the thread of each.",
    "links": "What contributes to, or addresses, what.",
    "placements": "Where elements stand in plans.",
    "plans": "The plan register.",
    "cases": "Bodies, meetings, cases on their way, and what the council asked for.",
    "versions": "Plans as they were when they were frozen, and how they differ.",
    "events": "What happens in a period, from every room: the annual wheel and the calendars.",
    "clocks": "What the law says about time for each plan, and whether it is kept.",
    "planning strategies": "What a council decides to do with each plan in its term.",
    "conflicts": "Where goals stand against one another, as chains of steps.",
    "indicators": "What is measured, how it is defined, and how old its figures are.",
    "observations": "Figures, as JSON, JSON-stat 2 or CSV.",
    "comparisons": "An indicator among peers, for the same period.",
    "targets": "What is wanted of indicators, and how it is going.",
    "findings": "What the thread check finds missing.",
    "sdg": "The sustainable development goals.",
    "search": "Words found in everything.",
    "tables": "Tables that organisations have themselves.",
}


class Utf8Renderer(BaseRenderer):
    """JSON with Norwegian letters as they are."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        return json.dumps(data, cls=NinjaJSONEncoder, ensure_ascii=False, separators=(",", ":"))


class Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name an operation by its function, so that clients made from the document read well."""
        return operation.view_func.__name__


api = Api(
    title="Rødtråd",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    renderer=Utf8Renderer(),
    openapi_extra={"tags": [{"name": name, "description": text} for name, text in TAGS.items()]},
)
refuse_unknown_parameters(api)
for router in (organisations, goals, plans, cases, planning, indicators, targets, sdg, search, exchange):
    api.add_router("", router)
refuse(api)
