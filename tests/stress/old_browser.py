"""The whole road in Chromium 78, the oldest browser that the page promises to work in; and the plain form in 69 and 64,
whose engines cannot run the form's script: python -m tests.stress.old_browser

The engines come from npm (so npm must be there). Each step leaves a picture in var/old-browser/<version>/.
"""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "site"))  # a source folder: Python owns the name `site`

from schema.edition.checks import explained
from tests.stress.old_engine import KEPT, Tab, old_tab
from tests.support.browser.typing import PUT, as_typed
from tests.support.builders import the_2021, valid_answers
from tests.support.collecting.desk import fill
from tests.support.http.origin import KEY, Origin, serve_origin

ATTACH = """
const chosen = new DataTransfer(), field = document.getElementById("_attachments");
chosen.items.add(new File(["%PDF-1.4 for the oldest browser"], "活动总结.pdf"));
field.files = chosen.files;
field.dispatchEvent(new Event("change"));
"""
LONG = {"study_attendance": "123456", "screenings_attendance": "999999999", "contact": "欧阳小明、王小红"}
"""What was cut on paper and on the screen."""


def travel(tab: Tab, origin: Origin) -> None:
    """Empty, wrong, sent with an attachment: each looked at wide and narrow."""
    edition = the_2021()
    typed = {id_: as_typed(answer) for id_, answer in valid_answers(edition).items()}
    tab.open(origin.form)
    tab.wait("document.documentElement.classList.contains('ready')")
    for width in (1280, 360):
        tab.look("form", width)
    tab.run(f"({PUT})({json.dumps({**typed, 'drills': '十二'})})")
    tab.run("document.querySelector('button[type=submit]').click()")
    tab.wait("document.querySelector('#summary li')")
    tab.look("wrong", 1280)
    tab.run(f"({PUT})({json.dumps(typed)})")
    tab.run(ATTACH)
    tab.wait("document.getElementById('attached').textContent.includes('已传好')")
    tab.run("document.querySelector('button[type=submit]').click()")
    tab.wait(
        "location.pathname.endsWith('/received/') && (document.getElementById('reference') || {}).textContent"
    )
    for width in (1280, 360):
        tab.look("received", width)
    [record] = origin.records()
    shown = tab.run("document.getElementById('reference').textContent")
    assert (shown, record["answers"]) == (record["reference"], valid_answers(edition))
    assert [file["name"] for file in record["attachments"]] == ["活动总结.pdf"]  # type: ignore[attr-defined]  # a list
    choices = sum(bool(blank.kind.words) for blank in edition.blanks)
    print(f"filed {len(typed)} blanks, {choices} of them choices: {shown}; pictures in {KEPT}")
    assert tab.complaints == []


def travel_desk(tab: Tab, origin: Origin) -> None:
    """Every view of the bureau's desk, looked at wide and narrow."""
    fill(origin.store, origin.catalogue["2021"])
    tab.open(f"{origin.address}/desk/#key={KEY}")
    tab.wait("document.querySelector('#view .panel')")
    for view in ("progress", "suspects", "statistics", "unit/330206", "files", "report"):
        tab.run(f"location.hash = {json.dumps(view)}")
        name = view.partition("/")[0]
        tab.wait(f"document.getElementById('view').dataset.view === {json.dumps(name)}")
        for width in (1280, 360):
            tab.look(f"desk-{name}", width)
    assert tab.run("location.search + sessionStorage.length") == "1"
    assert tab.complaints == []
    print("the desk: every view drawn")


def travel_plain(tab: Tab, origin: Origin) -> None:
    """A no is filed with its reason, by the form alone; what is long is whole on the paper."""
    edition = the_2021()
    reason = {"reason.plan_made": "方案尚在会签，预计七月印发"}
    tab.open(origin.form)
    time.sleep(2)
    assert not tab.run("document.documentElement.classList.contains('ready')")
    boxes = tab.run("document.querySelectorAll('.reasons input').length")
    assert boxes == len(explained(edition.checks))
    typed = {id_: as_typed(answer) for id_, answer in valid_answers(edition, plan_made=False).items()}
    tab.run(f"({PUT})({json.dumps({**typed, **LONG, **reason})})")
    for width in (1280, 360):
        tab.look("plain", width)
    paper = tab.paper()
    assert all(text in paper for text in LONG.values()), paper
    tab.run(f"({PUT})({json.dumps({**typed, **reason})})")
    tab.run("document.querySelector('button[type=submit]').click()")
    tab.wait("(document.querySelector('h1') || {}).textContent === '报送成功'")
    record = origin.records()[-1]
    assert record["explanations"] == {"plan_made": reason["reason.plan_made"]}
    print(f"filed as a plain form, with the reason for a no: {record['reference']}")


def main() -> None:
    with serve_origin(KEPT / "public") as origin:
        for version, journey in ((64, travel_plain), (69, travel_plain), (78, travel), (78, travel_desk)):
            with old_tab(version) as tab:
                origin.open_on(KEPT / f"store-{time.time_ns()}")
                journey(tab, origin)


if __name__ == "__main__":
    main()
