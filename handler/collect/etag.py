"""The tag of a collection: the same as long as nothing that it is made of has changed, and cheap to find out.

Stored objects are created and never changed, so their names and sizes say what is there. It is made before they are
read: what comes in between makes the next tag another, never a new collection look old.
"""

import hashlib
from collections.abc import Iterator

from handler.records.keys import attachment_folder, folder, review_folder
from handler.stores import Store
from schema.edition.survey import Survey


def etag(store: Store, survey: Survey, before: Survey | None, form: str) -> str:
    """Of the edition's collection in this form, beside the year before. Weak: it may be sent packed. Raises StoreError."""
    digest = hashlib.sha256(form.encode())
    for line in _parts(store, survey, before):
        digest.update(f"\n{line}".encode())
    return f'W/"{digest.hexdigest()[:32]}"'


def _parts(store: Store, survey: Survey, before: Survey | None) -> Iterator[str]:
    """Attachments of this year alone: of the year before nobody is shown them."""
    for each in filter(None, (survey, before)):
        edition = each.edition
        yield f"{edition.id} {edition.digest} {edition.due} {each.roster}"
        prefixes = [folder(edition.id), review_folder(edition.id)]
        prefixes += [attachment_folder(edition.id)] if each is survey else []
        for prefix in prefixes:
            yield from (f"{key} {size}" for key, size in store.sizes(prefix))


def matches(tag: str, given: str) -> bool:
    """Whether an If-None-Match names it, by the weak comparison of RFC 9110."""
    tags = [each.strip().removeprefix("W/") for each in given.split(",")]
    return tag.removeprefix("W/") in tags or "*" in tags
