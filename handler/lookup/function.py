"""The lookup function: a receipt for whoever has its address, a unit's newest filing for whoever has its code.

The submit function may only put, so that whoever takes it over can read nothing of the store. What a unit wants to
see again is read here, by a function of its own, which writes nothing.
"""

from functools import partial

from handler.http.dispatch import Answer, Function, dispatch
from handler.http.html import NOT_SHOWN, refuse
from handler.http.message import Responder
from handler.http.refusals import NOT_READ
from handler.lookup.check_upload import check_attachment
from handler.lookup.show import show_latest, show_receipt
from handler.stores import Store
from handler.submit.settings import Settings


def make_responder(settings: Settings, store: Store) -> Responder:
    """The function that answers every request; it never raises but for a defect."""
    answers = {"receipt": show_receipt, "latest": show_latest, "check": check_attachment}
    return dispatch(
        Function(
            name="lookup",
            catalogue=settings.catalogue,
            answers={
                name: Answer(answer=partial(answer, settings, store), failed=NOT_READ)
                for name, answer in answers.items()
            },
            refuse=partial(refuse, settings.shell, undone=NOT_SHOWN),
            own=settings.own,
            origins=settings.origins,
        )
    )
