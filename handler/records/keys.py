"""The names of stored objects: records, reviews and attachments, each below its edition and its unit."""


def folder(edition: str) -> str:
    """The prefix of every record of an edition."""
    return f"submissions/{edition}/"


def object_key(edition: str, code: str, record_id: str) -> str:
    """The name of a record in the store. It carries the unit, so that a listing shows who filed."""
    return f"{folder(edition)}{code}/{record_id}.json"


def attachment_key(edition: str, unit: str, sha256: str) -> str:
    """The name of a file in the store. It is named by its content: sent again it is the same object."""
    return f"{attachment_folder(edition)}{unit}/{sha256}"


def attachment_folder(edition: str) -> str:
    """The prefix of every attachment of an edition."""
    return f"attachments/{edition}/"


def review_folder(edition: str) -> str:
    """The prefix of every review of an edition."""
    return f"reviews/{edition}/"


def review_key(edition: str, unit: str, review_id: str) -> str:
    """The name of a review in the store: one for each act, so that two officers never write the same one."""
    return f"{review_folder(edition)}{unit}/{review_id}.json"
