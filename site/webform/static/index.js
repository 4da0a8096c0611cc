// The list of editions: whether each is open now, by the server's clock, and what this computer has of it: receipts and
// drafts. Without it the list names the dates alone.

import { clockOf, inWords, stateOf } from "./lib/clock.js";
import { el } from "./lib/dom.js";
import { leadOf, namesIn, recall, remember, thisComputer, thisTab } from "./lib/storage.js";
import { filedHere, filingInWords, paperAddress } from "./receipt/receipts.js";

const WORDS = { not_open: "尚未开始", open: "正在填报", late: "已过报送截止时间，仍可补报，将标注“逾期报送”", closed: "已经结束" };

/** The moment that `serve --at` pins, else the server's, else this computer's. */
async function now(list) {
  if (list.dataset.at) return Date.parse(list.dataset.at);
  return clockOf(await fetch(window.location.href, { method: "HEAD", cache: "no-store" }))();
}

/** Lists what was filed and what was begun on this computer, each with the way there. */
function listHere(place) {
  const { year, due, form } = place.dataset;
  filedHere(year).forEach((each) => {
    const link = el("a", { href: paperAddress(`${form}received/`, each.reference) }, "查看和打印");
    place.append(el("li", {}, `已报送：${filingInWords(each, due)}　`, link));
  });
  namesIn(thisComputer, leadOf("draft", year)).forEach((name) => {
    const draft = recall(thisComputer, name);
    const filled = Object.values((draft && draft.table && draft.table.raw) || {}).filter(Boolean).length;
    if (!filled) return;
    const saved = inWords(draft.saved, due);
    const onclick = () => remember(thisTab, `draft-${year}`, name); // which of several it is
    place.append(el("li", {}, `草稿：${draft.unit || "（未写单位）"}，已填 ${filled} 项，保存于 ${saved}　`, el("a", { href: form, onclick }, "继续填报")));
  });
  place.hidden = !place.firstChild;
}

async function start() {
  const list = document.getElementById("editions");
  list.querySelectorAll(".here").forEach(listHere);
  const moment = await now(list).catch(() => Date.now());
  list.querySelectorAll(".state").forEach((place) => {
    const [state] = stateOf(place.dataset, moment);
    place.textContent = WORDS[state];
    place.dataset.state = state;
  });
}

start();
