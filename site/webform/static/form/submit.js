// Filing the table, once: the same table is sent with the same key until it is acknowledged, so that a double click, a
// retry, a reload or a closed tab meets the record that is already there. Loaded when something is typed.

import { ask } from "../lib/ask.js";
import { callApi } from "../lib/api.js";
import { clearNotice, showNotice } from "../lib/notice.js";
import { newKey, recall, remember, thisComputer, thisTab } from "../lib/storage.js";
import { showAt, showSummary } from "../table/show_problems.js";
import { contentOf } from "../validation/checksum.js";
import { loadWhose } from "../drafts/find_drafts.js";
import { knownFilings, watchMark } from "../drafts/mark.js";
import { forgetHere, lastFiled } from "../receipt/receipts.js";
import { BUREAU } from "../lib/bureau.js";

const PAUSES = [2, 5]; // seconds before trying again by itself
const LONGEST_PAUSE = 30; // seconds, where the server asks for more
const AGAIN = [408, 429]; // and what is wrong with the server
const MOST = 8; // acts of filing under way that are remembered
const KEPT = "已填内容仍在，";
const ONCE = "相同内容不会重复入库";
const SENTENCES = {
  offline: `网络连接失败，本次未取得回执。${KEPT}请检查网络后重新提交，${ONCE}；网络始终不通的，可点“导出文件”，将文件发送${BUREAU}。`,
  unclear: `未取得完整的接收结果，暂不能确认报送是否成功。${KEPT}请重新提交，${ONCE}。`,
  408: `网络速度过慢，本次未传送完毕。${KEPT}请稍后重新提交，${ONCE}。`,
  429: `当前提交人数较多，本次未取得回执。${KEPT}请过几分钟重新提交，${ONCE}。`,
};
const WHY = { 408: "网络速度过慢", 429: "当前提交人数较多" };

/** Wakes the function when the last blank is filled that must be: it may have to start, and nobody shall wait for that. @param {Page} page */
export function warm(page) {
  const look = () => {
    const { raw } = page.read();
    if (page.edition.blanks.some(({ id, optional }) => !optional && !raw[id])) return;
    page.form.removeEventListener("input", look);
    fetch(new URL("../health", page.form.action).href).catch((error) => console.warn("not awake", error.name));
  };
  page.form.addEventListener("input", look);
  look();
}

/**
 * Files a table that was judged, unless it is filed already and the clerk does not want it filed once more.
 * @param {Page} page
 * @param {{answers: object, explanations: object, nil: boolean, attachments?: object[]}} table
 * @returns {Promise<void>} rejects only where the engine lacks what sending needs
 */
export async function file(page, table) {
  if (!(await agreed(page, table))) return;
  const [since, whose, name] = [Date.now(), loadWhose(), page.edition.id];
  page.submit.textContent = "正在提交…";
  const before = underWay(page);
  const body = { ...table, key: await keyFor(page, table), code: page.code() };
  const outcome = await sendAgain(page.form.action, body);
  page.submit.textContent = "提交";
  if (outcome.receipt || (outcome.refused && before.every(({ key }) => key !== body.key))) forget(page, [body]);
  if (!outcome.receipt) {
    sayRefused(page, outcome);
    return;
  }
  const shared = document.getElementById("_shared").checked;
  const filed = { receipt: outcome.receipt, table, key: body.key, ...(shared ? { shared } : {}) };
  page.keepFiled(filed);
  if (!shared) lastFiled(page.edition, outcome.receipt, table, body.key); // whatever becomes of this tab now
  watchMark(page);
  const kept = remember(thisTab, `receipt-${name}`, filed);
  const settle = async () => {
    forget(page, await actsOf(page, table));
    return (await whose).settle(page, table, since);
  };
  const tellChanged = await settle().catch((error) => console.warn("the drafts stay as they are", error)); // the receipt comes first
  if (shared && !tellChanged) forgetHere(page, outcome.receipt.unit.code);
  if (tellChanged) tellChanged(outcome.receipt, kept);
  else if (kept) window.location.assign(page.form.dataset.received);
  else (await import("./unkept.js")).showReceipt(page, filed);
}

/**
 * Says what the function has refused. It judges as the page does: what it alone finds wrong with a blank belongs to an
 * edition that has changed since the page was opened, and can be mended only there.
 */
function sayRefused(page, { detail, problems, offline }) {
  clearNotice();
  page.refused(problems, Boolean(offline));
  page.files.refused(problems);
  problems.forEach(({ blank }) => showAt(blank, problems.filter((each) => each.blank === blank), [], false));
  const whole = problems.every(({ blank }) => blank.startsWith("_"));
  showSummary(page, whole ? detail : "表格内容已更新，请先点“导出文件”，刷新页面后再提交。", whole ? problems : []);
}

/**
 * Whether a table that was filed as it stands, here, in another tab or on another day, is to be filed once more: not asked
 * where other figures of the unit may have been stored since.
 */
async function agreed(page, table) {
  const last = knownFilings(page).find((filed) => contentOf(filed.table) === contentOf(table));
  if (!last || (await actsOf(page, table)).length) return true;
  return ask(`表格内容与已报送的（回执号 ${last.receipt.reference}）一致，是否重新报送？`, "重新报送", "不报送");
}

/** Sends, and again by itself where the network, the store or the crowd was in the way. What may have been stored then is not refused. */
async function sendAgain(address, body) {
  let outcome = await send(address, body);
  for (const pause of PAUSES) {
    if (!outcome.again) break;
    const seconds = Math.min(Math.max(pause, outcome.after), LONGEST_PAUSE);
    showNotice(`${outcome.why}，${seconds} 秒后自动重试。${KEPT}${ONCE}。`);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    outcome = { ...(await send(address, body)), refused: false };
  }
  return outcome;
}

async function send(address, body) {
  try {
    const { ok, status, after, document } = await callApi(address, body);
    if (ok && document && document.reference) return { receipt: document };
    const known = !ok && document && document.detail;
    const detail = known ? document.detail : SENTENCES[status] || SENTENCES.unclear;
    const again = status >= 500 || AGAIN.includes(status);
    return { again, refused: known && !again, after, why: WHY[status] || "系统暂时没有响应", detail, problems: (known && document.problems) || [] };
  } catch (error) {
    if (error instanceof ReferenceError) throw error; // the engine lacks something: the plain form files
    console.warn("not sent", error.name);
    return { again: true, after: 0, offline: true, why: "网络连接失败", detail: SENTENCES.offline, problems: [] };
  }
}

const nameOf = (page) => `filing-${page.edition.id}`;

let inMemory = []; // where the browser keeps nothing

/** The acts of filing that no receipt has come for, the newest first. */
const underWay = (page) => recall(thisComputer, nameOf(page)) || inMemory;

function keep(page, acts) {
  inMemory = acts;
  remember(thisComputer, nameOf(page), acts.length ? acts : null);
}

/**
 * The key of this act of filing: kept while the table stays the same and no receipt has come. Once other figures of its unit
 * were sent it is another act: a replay of the first would leave those counting.
 */
async function keyFor(page, table) {
  const content = contentOf(table);
  const isIt = (act) => act.content === content;
  const [last] = underWay(page).some(isIt) ? await actsOf(page, table) : [];
  if (last && isIt(last)) return last.key;
  const key = newKey();
  keep(page, [{ content, key }, ...underWay(page).filter((act) => !isIt(act))].slice(0, MOST));
  return key;
}

const forget = (page, acts) => keep(page, underWay(page).filter((act) => acts.every(({ key }) => key !== act.key)));

/**
 * Those of the table's unit. With its receipt they are over: their figures, filed again, are a new revision and no replay
 * of what may have been stored before.
 */
async function actsOf(page, { answers }) {
  const { oneUnit } = await loadWhose();
  const unitOf = (filed) => filed[page.unitBlank.name];
  return underWay(page).filter(({ content }) => oneUnit(page, unitOf(JSON.parse(content.split("\n")[0])), unitOf(answers)));
}
