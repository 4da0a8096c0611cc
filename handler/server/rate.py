"""How fast one address may ask, so that one sender does not take the time of all.

Generous: a bureau's clerks may sit behind one address. Whoever is refused is told when to come again, and the page
keeps what was typed.
"""

import time
from collections.abc import Callable
from ipaddress import ip_address
from math import ceil
from threading import Lock

from handler.http.html import refuse
from handler.http.message import Request, Responder, Response
from handler.http.refusals import TOO_FAST, refused

A_SECOND = 20.0
BURST = 400
"""Requests at once, before they are held to so many a second."""
_REMEMBERED = 10_000
"""Addresses; those that have rested are forgotten first."""


class Rate:
    """Counts by address. An address of IPv6 counts by its network, of which a house has one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._rested: dict[str, float] = {}

    def wait(self, address: str) -> int:
        """Seconds until the address may ask; 0 where it may now, which is counted."""
        name = _network(address)
        with self._lock:
            now = self._clock()
            if len(self._rested) >= _REMEMBERED:
                self._rested = {each: at for each, at in self._rested.items() if at > now}
            at = max(self._rested.get(name, now), now) + 1 / A_SECOND
            over = round(at - now - BURST / A_SECOND, 6)
            if over <= 0:
                self._rested[name] = at
            return max(0, ceil(over))


def _network(address: str) -> str:
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return ""  # no proxy says so: all of them together
    return str(known) if known.version == 4 else known.exploded[:19]


def limited(respond: Responder, rate: Rate, shell: str) -> Responder:
    """The same responder, for as many requests as an address may send; one that is not known may send any number."""

    def responding(request: Request) -> Response:
        seconds = rate.wait(request.address) if request.address else 0
        if seconds:
            return refuse(shell, request, refused(TOO_FAST, seconds=str(seconds)).refusal)
        return respond(request)

    return responding
