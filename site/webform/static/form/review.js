// What the bureau has said of a filing, to whoever has its receipt or the unit's code: returned with a note, at the blank
// that it names, or accepted. Loaded where this computer knows a filing, or a code was given.

import { callApi } from "../lib/api.js";
import { inWords } from "../lib/clock.js";
import { el, quietButton } from "../lib/dom.js";
import { filedHere } from "../receipt/receipts.js";
import { PLACES, controlsOf, goTo } from "../table/show_problems.js";
import { goOn } from "../drafts/filed.js";
import { fetchInto } from "../drafts/latest.js";
import { watchMark } from "../drafts/mark.js";
import { oneUnit } from "../drafts/ownership.js";
import { BUREAU } from "../lib/bureau.js";

const ASKED = 5; // filings that are asked about

/** Asks and shows; without an answer nothing is said. @param {Page} page */
export async function tellReviews(page) {
  watchMark(page);
  const old = document.getElementById("reviewed");
  if (old) old.remove();
  const found = (await Promise.all(page.code() && page.unit() ? [byCode(page)] : byReceipts(page))).filter(Boolean);
  if (!found.length) return;
  const place = el("div", { id: "reviewed", className: "notice", role: "status" }, ...found.map((each) => draw(page, each)));
  document.getElementById("main").prepend(place);
}

/** The newest filing of the unit, wherever it was made. */
async function byCode(page) {
  const { ok, document: shown } = await callApi(page.form.dataset.latest, { unit: page.unit(), code: page.code() });
  if (!ok || !shown || !shown.review || !shown.review.current) return null;
  return { unit: shown.receipt.unit.name, review: shown.review, amend: () => fetchInto(page) };
}

/** The filings that this computer knows, of the unit that is named, or of any. */
function byReceipts(page) {
  const meant = filedHere(page.edition.id).filter(({ receipt: { unit } }) => !page.unit() || oneUnit(page, unit, page.unit()));
  return meant.slice(0, ASKED).map(async (filed) => {
    const { ok, document: shown } = await callApi(new URL(`receipts/${filed.receipt.address}`, page.form.action).href);
    if (!ok || !shown || !shown.review) return null;
    return { unit: filed.receipt.unit, review: shown.review, amend: () => goOn(page, filed) };
  });
}

function draw(page, { unit, review: { kind, at, note, blank }, amend }) {
  const when = inWords(Date.parse(at), page.edition.due);
  if (kind === "accepted") return el("p", {}, `${BUREAU}已验收${unit}报送的表（${when}）。`);
  const mine = page.unit() && oneUnit(page, unit, page.unit());
  const [control] = controlsOf(blank);
  const mark = () => markBlank(page.form, control, note);
  if (mine) mark();
  const start = quietButton("在报送的内容上修改", async () => {
    await amend();
    mark();
    if (control) goTo(control);
  });
  const { label } = page.edition.blanks.find(({ id }) => id === blank) || {};
  const ways = mine && label ? [start, " ", quietButton("到这一格", () => goTo(control))] : [start];
  return el("p", {}, `${BUREAU}退回${unit}报送的表（${when}）${label ? `。“${label}”` : ""}：${note} `, ...ways);
}

/** Writes the note at the blank that it names, beside what the page itself says there. */
function markBlank(form, control, note) {
  if (!control || document.getElementById("returned")) return;
  const said = el("span", { id: "returned", className: "message" }, `${BUREAU}退回：${note}`);
  control.closest(PLACES).append(said);
  form.addEventListener("replaced", () => said.remove(), { once: true }); // another table is not meant
}
