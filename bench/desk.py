"""How soon the desk of three thousand units can be used: python -m bench.desk

From asking for the collection, which is ready and compressed, until the first view is painted and the browser idle; at full
and at a quarter of the speed, each the median of several.
"""

import gzip
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from statistics import median
from wsgiref.types import StartResponse

from playwright.sync_api import Browser, CDPSession, sync_playwright

from bench.bars import bar
from bench.page import slow_page  # which makes the pages' package importable
from handler.collect.exports.collected_json import for_desk
from handler.collect.read_and_merge import read_and_merge
from handler.server.wsgi import Application, Environ
from handler.stores.folder import FolderStore
from schema.edition.survey import Survey
from tests.support.collecting.desk import fill, many_units
from tests.support.http.origin import KEY, Origin, serve_origin

UNITS, RUNS, LIMITS = 3_000, 5, {1: 500, 4: 1_200}
"""Milliseconds, by how many times slower."""
PAINTED = """async () => {
  const rows = () => document.querySelectorAll(".units tbody tr").length;
  while (!rows()) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(resolve)));
  const [asked] = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".desk.json"));
  return { took: performance.now() - asked.startTime, came: asked.responseEnd - asked.startTime };
}"""


def surveys() -> dict[str, Survey]:
    """Two years of the same form, in ten groups."""
    survey = many_units(UNITS)
    units = tuple(
        replace(unit, group=f"第{place * 10 // UNITS + 1}片区")
        for place, unit in enumerate(survey.roster.units)
    )
    edition = survey.edition
    older = replace(edition, id="2020", due=edition.due.replace(year=2020))
    grouped = replace(survey, roster=replace(survey.roster, units=units))
    return {"2021": grouped, "2020": replace(grouped, edition=older)}


def collection_of(catalogue: dict[str, Survey], folder: Path) -> bytes:
    """As the desk asks for it, with suspects and the year before."""
    folder.mkdir()
    store = FolderStore(folder)
    for seed, survey in enumerate(catalogue.values(), 7):
        fill(store, survey, seed=seed)
    return b"".join(for_desk(read_and_merge(catalogue["2021"], store, catalogue["2020"])))


def ready(application: Application, body: bytes) -> Application:
    """The application, and the collection without the work of making it."""
    packed = gzip.compress(body)

    def answering(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").endswith("/collection.desk.json"):
            return application(environ, start_response)
        length = str(len(packed))
        start_response("200 OK", [("Content-Encoding", "gzip"), ("ETag", '"x"'), ("Content-Length", length)])
        return [packed]

    return answering


def open_desk(browser: Browser, origin: Origin, cpu: int) -> dict[str, float]:
    """Milliseconds; cpu: of the main thread's own, however busy the machine is."""
    with slow_page(browser, cpu=cpu, line=False) as (page, session):
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(f"{origin.address}/desk/")
        page.fill("#key", KEY)
        page.wait_for_timeout(300)
        before = _own(session)
        page.evaluate("() => document.querySelector('#lock button').click()")
        seen: dict[str, float] = page.evaluate(PAINTED)
        return {**seen, "cpu": _own(session) - before}


def _own(session: CDPSession) -> float:
    told = session.send("Performance.getMetrics")["metrics"]
    return next(1000 * float(each["value"]) for each in told if each["name"] == "TaskDuration")


def main() -> None:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        catalogue = surveys()
        body = collection_of(catalogue, Path(folder) / "store")
        packed = len(gzip.compress(body))
        print(
            f"desk of {UNITS:,} units and the year before: {len(body) / 1e6:.1f} MB, {packed / 1e3:.0f} kB compressed"
        )
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        with serve_origin(Path(folder) / "public", catalogue=catalogue) as origin:
            origin.open_on(Path(folder) / "empty")
            origin.application = ready(origin.application, body)
            for slower, limit in LIMITS.items():
                runs = [open_desk(browser, origin, slower) for _ in range(RUNS)]
                took, came, cpu = (median(run[each] for run in runs) for each in ("took", "came", "cpu"))
                bar(
                    f"{slower} × slower: the desk is usable (the bytes after {came:.0f} ms)",
                    took,
                    limit,
                    unit="ms",
                )
                print(f"{cpu:.0f} ms of the main thread's CPU")
        browser.close()


if __name__ == "__main__":
    main()
