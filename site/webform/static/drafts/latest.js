// What the unit filed last, fetched with its filing code: to go on from it on another computer. Loaded when it is asked for.

import { callApi } from "../lib/api.js";
import { inWords } from "../lib/clock.js";
import { showNotice } from "../lib/notice.js";
import { paperLink } from "./filed.js";
import { lastFiled } from "../receipt/receipts.js";
import { giveFiled } from "./restore.js";
import { BUREAU, CALL } from "../lib/bureau.js";

const OFFLINE = "网络连接失败，未取回。请检查网络后重试。";
const CROWDED = "当前取回人数较多，未取回。请过几分钟再试。";
const DAMAGED = `另有报送的内容无法读取，可能比这一次新：请逐项核对，并告知${BUREAU}${CALL}。`;

/** Puts the unit's newest filing into the page, to be kept as a new draft, or says why not. @param {Page} page */
export async function fetchInto(page) {
  const asked = { unit: page.unit(), code: page.code() };
  const reply = await callApi(page.form.dataset.latest, asked).catch((error) => console.warn("not fetched", error.name));
  const { ok, status, document } = reply || {};
  if (ok && document && document.answers) giveLatest(page, document);
  else showNotice((document && document.detail) || (status === 429 ? CROWDED : OFFLINE));
}

/** From then on this computer knows that filing. */
function giveLatest(page, { receipt, answers, explanations, nil, attachments: files, damaged }) {
  const attachments = files && files.map(({ name, ticket }) => ({ name, ticket })); // as the page files them
  const table = { answers, explanations, nil, attachments };
  lastFiled(page.edition, receipt, table);
  const when = inWords(Date.parse(receipt.received_at), page.edition.due);
  const number = receipt.revision ? `第 ${receipt.revision} 次` : "";
  const said = `已取回本单位${number}报送的内容（${when}，回执号 ${receipt.reference}）。`;
  giveFiled(page, table, `${said}${damaged ? DAMAGED : ""}`).append(" ", paperLink(page, receipt.reference));
  page.changed();
  page.codeChanged();
}
