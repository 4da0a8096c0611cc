// What has become of a filing since, to whoever has its receipt or the unit's code: another computer has filed in its place,
// or the bureau has returned it with a note, at the blank that it names, or accepted it. Loaded where this computer knows a
// filing, or a code was given.

import { callApi } from "../lib/api.js";
import { inWords } from "../lib/clock.js";
import { el, quietButton } from "../lib/dom.js";
import { filedHere } from "../receipt/receipts.js";
import { PLACES, controlsOf, goTo } from "../table/show_problems.js";
import { goOn } from "../drafts/filed.js";
import { fetchInto } from "../drafts/latest.js";
import { markOvertaken, watchMark } from "../drafts/mark.js";
import { oneUnit } from "../drafts/ownership.js";
import { BUREAU, wayOn } from "../lib/bureau.js";

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
  if (!ok || !shown) return null;
  const { receipt, review } = shown;
  const [known] = filedHere(page.edition.id).filter(({ receipt: { unit } }) => oneUnit(page, unit, receipt.unit.name));
  const later = known && known.reference !== receipt.reference && Date.parse(known.receipt.at) < Date.parse(receipt.received_at) ? receipt : null;
  if (later) markOvertaken(page, known.reference, later);
  const current = review && review.current;
  return later || current ? { unit: receipt.unit.name, later, review: current ? review : null, amend: () => fetchInto(page) } : null;
}

/** The filings that this computer knows, of the unit that is named, or of any. */
function byReceipts(page) {
  const meant = filedHere(page.edition.id).filter(({ receipt: { unit } }) => !page.unit() || oneUnit(page, unit, page.unit()));
  return meant.slice(0, ASKED).map(async (filed) => {
    const { ok, document: shown } = await callApi(new URL(`receipts/${filed.receipt.address}`, page.form.action).href);
    if (!ok || !shown || !(shown.later || shown.review)) return null;
    const { later, review } = shown;
    if (later) markOvertaken(page, filed.reference, later);
    return { unit: filed.receipt.unit, later, review: later ? null : review, amend: () => goOn(page, filed) }; // what was said of it is over
  });
}

const isClosed = ({ form }) => form.dataset.state === "closed";
const whenOf = ({ edition }, moment) => inWords(Date.parse(moment), edition.due);

function draw(page, { unit, later, review, amend }) {
  const place = el("div", {});
  if (later) {
    const said = `${unit}此后又报送（回执号 ${later.reference}，${whenOf(page, later.received_at)}），以那一次为准，本设备没有那一次的内容。`;
    place.append(el("p", {}, `${said}${wayOn(isClosed(page), "在本设备的内容上修改的，报送前请逐项核对")}。`));
  }
  if (review) place.append(drawReview(page, { unit, review, amend }));
  return place;
}

function drawReview(page, { unit, review: { kind, at, note, blank }, amend }) {
  const when = whenOf(page, at);
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
  const ways = [isClosed(page) ? `${wayOn(true)}。` : start, ...(mine && label ? [" ", quietButton("到这一格", () => goTo(control))] : [])];
  return el("p", {}, `${BUREAU}退回${unit}报送的表（${when}）${label ? `。“${label}”` : ""}：${note} `, ...ways);
}

/** Writes the note at the blank that it names, beside what the page itself says there. */
function markBlank(form, control, note) {
  if (!control || document.getElementById("returned")) return;
  const said = el("span", { id: "returned", className: "message" }, `${BUREAU}退回：${note}`);
  control.closest(PLACES).append(said);
  form.addEventListener("replaced", () => said.remove(), { once: true }); // another table is not meant
}
