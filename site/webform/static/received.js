// The receipt page: draws the receipt and the filled table of the filing that this tab has just made.

import { inWords } from "./clock.js";
import { recall, thisTab } from "./memory.js";

const received = document.getElementById("received");

const put = (id, text) => {
  document.getElementById(id).textContent = text;
};

function fill(edition, answers) {
  edition.blanks.forEach(({ id, kind, options }) => {
    const place = received.querySelector(`[data-blank="${id}"]`);
    if (kind === "yes_no") place.textContent = answers[id] ? "☑是 □否" : "□是 ☑否";
    else if (kind === "choice") place.textContent = options.map((option) => (option === answers[id] ? "☑" : "□") + option).join(" ");
    else place.textContent = answers[id];
  });
}

async function start() {
  const edition = await (await fetch(received.dataset.edition)).json();
  const kept = recall(thisTab, `receipt-${edition.id}`);
  if (!kept) return;
  const { receipt, table } = kept;
  put("reference", receipt.reference);
  put("checksum", receipt.checksum_short);
  put("unit-name", receipt.unit.name);
  const late = receipt.late ? "（逾期）" : "";
  put("received-at", receipt.received_at ? inWords(Date.parse(receipt.received_at), edition.due) + late : "以第一次的回执为准（这是重复提交，没有再存一份）");
  put("paper-reference", receipt.reference);
  put("paper-checksum", receipt.checksum_short);
  fill(edition, table.answers);
  document.getElementById("none").hidden = true;
  received.hidden = false;
  document.getElementById("print").addEventListener("click", () => window.print());
  received.querySelector("h1").focus();
}

start().catch((error) => console.warn("the receipt cannot be drawn", error));
