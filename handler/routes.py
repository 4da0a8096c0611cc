"""Every address of the three functions, once. The functions, the server on one machine and `/openapi.json` read it here.

`infra/template.yaml`, which no program of ours reads, repeats it; a test holds the two together.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from schema.edition.period import ID

Function = Literal["submit", "lookup", "collect"]
Methods = tuple[str, ...]
READ: Methods = ("GET", "HEAD")
SEND: Methods = ("POST", "OPTIONS")
EXTENSIONS = ("", ".json", ".csv", ".outside.csv", ".long.csv", ".codebook.csv", ".xlsx", ".docx")
"""Of the collection; without one it is JSON."""
DESK = ".desk.json"
"""The same as the desk asks for it."""
PARAMETERS: Mapping[str, str] = {
    "edition": ID,
    "unit": "[0-9A-Za-z-]{1,40}",
    "id": "[0-9A-Z]{26}",
    "sha256": "[0-9a-f]{64}",
}
"""What may stand in an address for each name in braces."""
_ANYWHERE = ".*"
_FIT_FOR_A_COOKIE = "[/0-9A-Za-z_.~%-]*"


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """One address: `path` with names of PARAMETERS in braces, the function that answers it, and to which methods.

    name: of this address alone. below: the base paths under which it may stand.
    """

    name: str
    function: Function
    methods: Methods
    path: str
    below: str = _ANYWHERE
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        shape = re.sub(r"\{(\w+)\}", _group, self.path.replace(".", r"\."))
        object.__setattr__(self, "pattern", re.compile(self.below + shape))


def _group(name: re.Match[str]) -> str:
    return f"(?P<{name[1]}>{PARAMETERS[name[1]]})"


ROUTES = (
    Route(name="health", function="submit", methods=READ, path="/api/health"),
    Route(
        name="submissions",
        function="submit",
        methods=SEND,
        path="/api/{edition}/submissions",
        below=_FIT_FOR_A_COOKIE,
    ),
    Route(name="attachments", function="submit", methods=SEND, path="/api/{edition}/attachments"),
    Route(name="check", function="lookup", methods=SEND, path="/api/{edition}/attachments/check"),
    Route(name="receipt", function="lookup", methods=READ, path="/api/{edition}/receipts/{unit}/{id}"),
    Route(name="latest", function="lookup", methods=SEND, path="/api/{edition}/latest"),
    Route(
        name="attachment", function="collect", methods=READ, path="/api/{edition}/attachments/{unit}/{sha256}"
    ),
    Route(name="reviews", function="collect", methods=SEND, path="/api/{edition}/reviews"),
    *(
        Route(
            name=f"collection{each}",
            function="collect",
            methods=READ,
            path=f"/api/{{edition}}/collection{each}",
        )
        for each in (*EXTENSIONS, DESK)
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The route of an address, and what stands in the address for its parameters; `edition` empty where it has none."""

    route: Route
    values: Mapping[str, str]

    @property
    def edition(self) -> str:
        return self.values.get("edition", "")


def find_route(path: str) -> Found | None:
    """The route of an address, under whatever base path it may stand; None if there is none."""
    for route in ROUTES:
        found = route.pattern.fullmatch(path)
        if found:
            return Found(route=route, values=found.groupdict())
    return None
