"""The API's path of the network: holders and what they have in common, as graph tools read it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from pipeline import queries
from pipeline.queries.kept import answered
from pipeline.web.answers import engine_of
from pipeline.web.api.asking import OF_STANCES
from pipeline.web.api.forms import as_json, unless_had
from pipeline.web.api.questions import PROBLEM
from pipeline.web.asked import MOST_ROWS, Asked, Parameters, only

LINK = {
    "source": "i12",
    "target": "i9",
    "agree": 2,
    "differ": 5,
    "agree_on": ["quarry"],
    "differ_on": ["bridge toll"],
}
EXAMPLE = {
    "directed": False,
    "nodes": [{"id": "i12", "name": "Mara Venn"}, {"id": "i9", "name": "Ada Rusk"}],
    "links": [LINK],
    "as_of": None,
}

router = APIRouter(prefix="/api/v1", tags=["questions"])


def network(request: Request, asked: Parameters) -> Response:
    """Answer with the pairs of most issues in common and who they are, as node-link data."""
    wanted = Asked(**{"limit": MOST_ROWS} | asked.model_dump(exclude_unset=True))
    filters = wanted.filters(limit=min(wanted.limit or MOST_ROWS, MOST_ROWS))
    question = queries.coalitions(filters, wanted.counted, wanted.least)
    found = answered(engine_of(request), question)
    nodes: dict[object, object] = {}
    links: list[dict[str, Any]] = []
    for row in found.rows:
        nodes[row["holder_identity"]] = row["holder_name"]
        nodes[row["other_identity"]] = row["other_name"]
        pair = {"source": row["holder_identity"], "target": row["other_identity"]}
        links.append(pair | {name: row[name] for name in LINK if name in row})
    told = {
        "directed": False,
        "nodes": [{"id": id_, "name": name} for id_, name in nodes.items()],
        "links": links,
        "as_of": found.as_of,
    }
    return unless_had(request, as_json(told))


network.__annotations__["asked"] = Annotated[only(("raw", "least", *OF_STANCES)), Query()]
router.add_api_route(
    "/network",
    network,
    methods=["GET"],
    summary="Who agrees and differs with whom, as nodes and links; /coalitions has the rows.",
    operation_id="network",
    response_class=Response,
    responses={
        200: {
            "description": "Nodes and links, as graph tools read them.",
            "content": {"application/json": {"example": EXAMPLE}},
        },
        304: {"description": "What you have (If-None-Match) is the same."},
        "4XX": PROBLEM,
        503: PROBLEM,
    },
)
