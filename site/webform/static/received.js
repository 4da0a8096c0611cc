// The receipt page: draws the receipt and the filled table of the filing that this tab has just made, or that the address
// names; else the list of the receipts that this computer knows, or the only one.

import { showChanges, showRemarks } from "./receipt/changes.js";
import { offerByTime, wayToChange } from "./receipt/closing.js";
import { inWords } from "./lib/clock.js";
import { el, quietButton } from "./lib/dom.js";
import { canPrint, inWebview, lacking } from "./lib/able.js";
import { copyText } from "./lib/clipboard.js";
import { complete, filedHere, forgetTab, keptAgain, lastFiled, listFiled, overtakenBy, sayOthers } from "./receipt/receipts.js";
import { recall, remember, thisTab } from "./lib/storage.js";
import { drawReceiptCode } from "./receipt/receipt_code.js";
import { asTyped } from "./table/table.js";
import { copyTable, saveFile } from "./drafts/save_file.js";
import { BUREAU } from "./lib/bureau.js";

const received = document.getElementById("received");
const PATIENCE = 1000; // milliseconds for what the receipt leaves open; then it is drawn without
const NO_PRINT = "这里不能打印：请把表复制成文字，到电脑上打开本表，粘贴后打印";
const REPLAYED = "本次内容与此前报送一致，未重复入库，接收时间以首次为准";

/** The whole address, to be passed on. */
const addressOf = ({ unit, id }) => new URL(`${received.dataset.receipts}${unit.code}/${id}`, window.location.href).href;

const put = (id, text) => {
  document.getElementById(id).textContent = text;
};

/** The options of a choice, the chosen one ticked; a box is never parted from its word. */
function tick(place, options, chosen) {
  options.forEach((option) => {
    const piece = el("span", { className: "option" }, (chosen.includes(option) ? "☑" : "□") + option);
    place.append(...(place.firstChild ? [" "] : []), piece);
  });
}

/** What is chosen in a choice; in one that the paper did not have then, nothing. */
const chosenIn = ({ id, kind }, typed) => (kind === "several" ? (typed[id] || "").split("、") : [typed[id]]);

function fill(edition, answers) {
  const typed = asTyped(answers);
  edition.blanks.forEach((blank) => {
    const { id, kind, options } = blank;
    const place = received.querySelector(`[data-blank="${id}"]`);
    if (kind === "yes_no") tick(place, ["是", "否"], [typed[id]]);
    else if (options) tick(place, options, chosenIn(blank, typed));
    else place.textContent = typed[id];
  });
}

/** Whether the paper, which may have changed since, says all that was filed, and asks for no more. */
function isWhole({ blanks }, answers) {
  const typed = asTyped(answers);
  const words = (blank) => !blank.options || chosenIn(blank, typed).every((word) => !word || blank.options.includes(word));
  const fits = (blank) => (blank.id in answers ? (blank.kind === "yes_no") === (typeof answers[blank.id] === "boolean") && words(blank) : blank.optional);
  return blanks.every(fits) && Object.keys(answers).every((id) => answers[id] === "" || blanks.some((blank) => blank.id === id));
}

/** The roster's name beside the one that was typed, where it is another: what is typed is what the checksum is of. */
function nameUnit(name) {
  const place = document.getElementById("paper-unit");
  if (place.previousElementSibling.textContent !== name) place.textContent = `（${name}）`;
}

/** The receipt in words: 回执号, 校验码, 填报单位, 接收时间, and 报送次数 where it is known. */
function wordsOf(edition, receipt) {
  const late = receipt.late ? "（逾期）" : "";
  const time = receipt.received_at ? inWords(Date.parse(receipt.received_at), edition.due) + late : REPLAYED;
  const evidence = receipt.digest_short ? { digest: receipt.digest_short } : {};
  const words = { reference: receipt.reference, checksum: receipt.checksum_short, ...evidence, "unit-name": receipt.unit.name, "received-at": time };
  if (receipt.revision) words.revision = `第 ${receipt.revision} 次`;
  if (receipt.attachments) words.attachments = receipt.attachments.map(({ name }) => name).join("、");
  return words;
}

function show(words) {
  Object.keys(words).forEach((id) => {
    put(id, words[id]);
    document.getElementById(id).parentNode.hidden = false;
  });
  put("paper-reference", words.reference);
  put("paper-checksum", words.checksum);
  put("paper-digest", words.digest || "");
  document.getElementById("paper-digest").parentNode.hidden = !words.digest;
}

/** The receipt as it is known now, and what other computers, or later tabs, have filed. @returns {object} as lastFiled has it */
function tell(edition, { receipt, table, key, shared }) {
  show(wordsOf(edition, receipt));
  drawReceiptCode(document.getElementById("qr"), receipt);
  const known = shared ? { before: null, later: null } : lastFiled(edition, receipt, table, key); // of a shared computer it shall know nothing
  const said = sayOthers(edition, receipt, known);
  put("others", said);
  document.getElementById("others").hidden = !said;
  const later = overtakenBy(receipt, known);
  if (later && !document.getElementById("overtaken")) received.querySelector(".paper").prepend(el("p", { id: "overtaken", className: "draft-mark" }));
  if (later) put("overtaken", `此后又报送（回执号 ${later.reference}），以那一次为准`);
  return known;
}

/** Copy, save and print the receipt as it is known then. */
function offer(edition, kept) {
  const act = (id, action) => document.getElementById(id).addEventListener("click", action);
  const line = ([id, word]) => `${document.getElementById(id).previousElementSibling.textContent}：${word}`;
  act("copy", async () => {
    const lines = Object.entries(wordsOf(edition, kept.receipt)).map(line);
    const text = [edition.title.replace(/\n/g, ""), ...lines, `回执网址：${addressOf(kept.receipt)}`];
    const copied = await copyText(text.join("\n"));
    put("done", copied ? "已复制" : "未能复制，请记录回执号和校验码");
  });
  document.getElementById("save").hidden = !kept.key; // a file without it would be another filing
  const { answers, explanations, nil, attachments } = kept.table;
  const typed = { raw: asTyped(answers), reasons: explanations, nil, attachments };
  const copyWhole = () => copyTable(edition, typed, kept.receipt.unit.name, kept.key, kept.receipt);
  const tellCopied = async () => put("done", await copyWhole());
  act("save", () => {
    if (inWebview()) return tellCopied();
    const name = saveFile(edition, typed, kept.receipt.unit.name, kept.key, Date.now(), kept.receipt);
    return put("done", `“${name}”已交给浏览器保存，请在“下载”里核对`);
  });
  act("print", () => (canPrint() ? window.print() : put("done", NO_PRINT)));
  const missing = lacking();
  if (missing.length) import("./form/browser_limits.js").then(({ sayLacking }) => sayLacking(missing, kept.key && copyWhole, addressOf(kept.receipt)), console.warn);
}

function drawReceipt(edition, kept) {
  const { before } = tell(edition, kept);
  document.getElementById("address").href = addressOf(kept.receipt);
  fill(edition, kept.table.answers);
  if (!isWhole(edition, kept.table.answers)) {
    received.querySelector(".paper").prepend(el("p", { className: "draft-mark" }, `本表的项目后来有改动，报送的内容没有印全，不能用来盖章，${wayToChange("请修改后重新报送")}`));
  }
  nameUnit(kept.receipt.unit.name);
  showRemarks(edition, kept.table);
  showChanges(edition, before, kept.table);
  offer(edition, kept);
  received.hidden = false;
  document.documentElement.classList.remove("waiting");
  received.querySelector("h1").focus();
}

async function drawOwn(edition, kept) {
  const completed = complete(kept.receipt, received.dataset.receipts).then((receipt) => {
    kept.receipt = receipt;
  });
  const whole = kept.receipt.received_at && kept.receipt.revision;
  if (!whole) await Promise.race([completed, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  drawReceipt(edition, kept);
  await completed;
  tell(edition, kept); // with the time, where that came late
  if (kept.receipt.review) tellReview(edition, kept.receipt.review);
}

/** Says that the bureau has accepted the filing, or returned it and why. */
function tellReview(edition, { kind, at, note, blank }) {
  const when = inWords(Date.parse(at), edition.due);
  const { label } = edition.blanks.find(({ id }) => id === blank) || {};
  const returned = `${BUREAU}已退回（${when}）${label ? `。“${label}”` : ""}：${note.replace(/。$/, "")}。${wayToChange("请点“修改后重新报送”")}。`;
  put("reviewed", kind === "accepted" ? `${BUREAU}已验收（${when}）。` : returned);
  document.getElementById("reviewed").hidden = false;
}

/** Says that nothing stays on this computer, with the way to forget the receipt too. */
function offerForgetting(year) {
  const leave = quietButton("清除并离开", () => {
    forgetTab(year);
    window.location.replace("../../");
  });
  const sentence = "公用电脑：这份表未保存在本设备。打印、记下回执号以后，请点 ";
  document.getElementById("reviewed").after(el("p", { id: "shared", className: "reviewed" }, sentence, leave));
}

/** The filing that the address names, else this tab's, else the only one of this computer. */
function findKept(ofTab, filed) {
  const wanted = decodeURIComponent(window.location.hash.slice(1));
  if (ofTab && (!wanted || wanted === ofTab.receipt.reference)) return ofTab;
  const [named] = wanted ? filed.filter(({ reference }) => reference === wanted) : filed.slice(0, filed.length === 1 ? 1 : 0);
  return named && keptAgain(named);
}

async function start() {
  const { year, edition: address } = received.dataset;
  window.addEventListener("hashchange", () => window.location.reload());
  const filed = filedHere(year);
  const kept = findKept(recall(thisTab, `receipt-${year}`), filed);
  if (!kept && !filed.length) return;
  if (kept) remember(thisTab, `receipt-${year}`, kept); // the form goes on from it
  document.getElementById("none").hidden = Boolean(kept);
  const reply = await fetch(address);
  const edition = await reply.json();
  offerByTime(edition, reply);
  if (kept && kept.shared) offerForgetting(year);
  if (kept) await drawOwn(edition, kept);
  else listFiled(edition.due, filed);
}

start()
  .catch((error) => console.warn("the receipt cannot be drawn", error))
  .then(() => document.documentElement.classList.remove("waiting"));
