"""What the manual (`/guide/`) takes its examples and its limits from: the newest edition, and the rules themselves."""

from datetime import timedelta

from schema.authoring.write_toml import checks_toml
from schema.edition.checks import Level
from schema.loading.catalogue import Catalogue
from schema.validation.attachments import LARGEST, MOST
from schema.validation.rules import SHORTEST_REASON


def guide_facts(catalogue: Catalogue) -> dict[str, object]:
    """By the names that `templates/guide.html` knows them by.

    edition, unit: the newest edition and the first of its roster. check: the first of its checks that asks for a
    reason, as the file says it; empty where there is none. eve: a day before its deadline, for a trial.
    """
    newest = next(iter(catalogue.values()))
    asking = [check for check in newest.edition.checks if check.level is Level.EXPLAIN]
    return {
        "editions": [survey.edition for survey in catalogue.values()],
        "edition": newest.edition,
        "unit": newest.roster.units[0],
        "check": checks_toml(asking[:1]).strip(),
        "eve": (newest.edition.due - timedelta(days=1)).isoformat(),
        "most": MOST,
        "largest": LARGEST >> 20,
        "shortest": SHORTEST_REASON,
    }
