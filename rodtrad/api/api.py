"""The API, assembled from the rooms' routers."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.operation import Operation
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder

from rodtrad.core.web.problems import as_problem, fault_of
from rodtrad.goals.api import router as goals
from rodtrad.organisations.api import router as organisations
from rodtrad.plans.api import router as plans
from rodtrad.sdg.api import router as sdg

DESCRIPTION = (
    "Read the plan hierarchies of municipalities, counties and regions as one red thread. "
    "You get what you may see: the public parts, and what your roles open when you are logged in."
)
#: What stands under each tag, for the document and for docs/api.md.
TAGS = {
    "organisations": "Municipalities, counties and regions.",
    "elements": "Challenges, goals, strategies, measures and more, and the thread of each.",
    "plans": "The plan register.",
    "findings": "What the thread check finds missing.",
    "sdg": "The sustainable development goals.",
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
for router in (organisations, goals, plans, sdg):
    api.add_router("", router)


@api.exception_handler(ValidationError)
def invalid_parameter(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer 422 with what is wrong with which parameter."""
    return as_problem(request, HttpResponse(status=422), [fault_of(one) for one in error.errors])
