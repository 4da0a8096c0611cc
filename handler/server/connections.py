"""How many may be connected, and for how long: who is slow or says nothing holds a socket, and no thread.

waitress hands a request to a thread once it is whole. By itself it takes 100 connections, keeps each for two minutes,
and can look at no more than 1024.
"""

import select
from contextlib import suppress
from typing import Any

from schema.validation.attachments import LARGEST

THREADS = 16
MOST = 8000
"""Connections, where the system lets us: a bureau's units, each with a browser that holds six, three times over."""
_FEW = 400
"""Where `poll` is missing (Windows), which leaves `select` and its 512."""
_OWN = 128
"""Files that the program itself has open: the store's, the listening sockets."""
SECONDS = 60
"""After so long without a byte a connection is closed; a browser opens another and nobody sees it."""


LARGEST_REQUEST = LARGEST + 2**20
"""Bytes: the largest attachment and its form around it; the server keeps what is larger out."""


def settings() -> dict[str, Any]:
    """What waitress is told of connections."""
    return {
        "threads": THREADS,
        "connection_limit": _room(),
        "channel_timeout": SECONDS,
        "cleanup_interval": 10,
        "asyncore_use_poll": True,
        "backlog": 1024,
        "max_request_body_size": LARGEST_REQUEST,
        "clear_untrusted_proxy_headers": False,  # `wsgi.sender` knows which proxy to believe
    }


def _room() -> int:
    if not hasattr(select, "poll"):
        return _FEW
    return min(MOST, _raise_open_files(MOST + _OWN) - _OWN)


def _raise_open_files(wanted: int) -> int:
    """How many files may now be open: up to as many as are wanted."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    if soft == unlimited or soft >= wanted:
        return wanted
    raised = wanted if hard == unlimited else min(wanted, hard)
    with suppress(ValueError, OSError):  # macOS allows fewer than it says
        resource.setrlimit(resource.RLIMIT_NOFILE, (raised, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
