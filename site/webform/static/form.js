// The form page: judges while the clerk types, keeps the draft, files. Without it the plain form still files.

import { fillZero, goToNextEmpty, pasteColumns, showProgress, walkWithKeys } from "./comfort.js";
import { clockOf, stateOf } from "./clock.js";
import { keepCode } from "./code.js";
import { findDraft, keepDraft } from "./draft.js";
import { file, newKey } from "./filing.js";
import { makeJudge } from "./judge.js";
import { recall, remember, thisTab } from "./memory.js";
import { showAt, showSummary } from "./problems.js";
import { openFile, saveFile } from "./transfer.js";
import { asTyped, isEmpty, readTable, writeBlank, writeTable } from "./table.js";

const form = document.getElementById("form");
const summary = document.getElementById("summary");
const notice = document.getElementById("notice");
const zero = document.getElementById("fill-zero");
const submit = form.querySelector("button[type=submit]");
const AT_ONCE = ["check", "needs_reason", "bad_reason", "not_nil"];

class Page {
  constructor(edition) {
    this.edition = edition;
    this.judge = makeJudge(edition);
    this.left = new Set(); // blanks that the clerk has left: their own mistakes may be named
    this.tried = false; // after a first try to file everything is named
    this.sending = false;
    this.code = () => undefined; // a page that asks for no filing code
  }

  read() {
    return readTable(form, this.edition);
  }

  judged() {
    const { raw, reasons, nil } = this.read();
    return this.judge(raw, reasons, nil);
  }

  /** Shows what is to be said now at every blank: nothing about one that is empty or still being typed. */
  refresh() {
    const { problems, hints, explanations } = this.judged();
    const due = (problem) =>
      this.tried || AT_ONCE.includes(problem.rule) || (this.left.has(problem.blank) && problem.rule !== "missing");
    this.edition.blanks.forEach(({ id }) => {
      const here = (each) => each.blank === id;
      showAt(form, id, problems.filter(here).filter(due), hints.filter(here), id in explanations);
    });
    showProgress(form, this.edition, this.read().raw);
  }

  /** The clerk has left a blank: a right count is shown as it will be stored. */
  leave(name) {
    const blank = this.edition.blanks.find(({ id }) => id === name);
    if (blank) this.left.add(name);
    const answer = blank && this.judged().answers[name];
    if (blank && ["count", "amount"].includes(blank.kind) && answer !== undefined) writeBlank(form, name, String(answer));
    this.refresh();
  }

  changed() {
    form.dispatchEvent(new Event("input"));
    this.refresh();
  }

  async file(forget) {
    this.tried = true;
    this.refresh();
    const { answers, problems, explanations } = this.judged();
    const detail = problems.length ? `有 ${problems.length} 处需要改正，改好后再提交。` : "";
    showSummary(form, summary, detail, problems);
    if (detail) return;
    submit.textContent = "正在提交…";
    const wait = (seconds) => say(`没有连上，${seconds} 秒后自动再试。填好的内容都在，重复提交不会存成两份。`);
    const table = { answers, explanations, nil: this.read().nil };
    const outcome = await file(form.action, this.edition.id, table, this.code(), wait);
    submit.textContent = "提交";
    if (outcome.receipt) acknowledge(this.edition, outcome.receipt, table, forget);
    else this.refused(outcome);
  }

  refused({ detail, problems }) {
    notice.hidden = true;
    problems.forEach(({ blank }) => showAt(form, blank, problems.filter((each) => each.blank === blank), [], false));
    showSummary(form, summary, detail, problems);
  }
}

function acknowledge(edition, receipt, table, forget) {
  forget();
  if (remember(thisTab, `receipt-${edition.id}`, { receipt, table })) {
    window.location.assign(form.dataset.received);
    return;
  }
  // The browser does not remember the receipt for the next page, so it is shown here.
  say(`已收到。回执号 ${receipt.reference}，校验码 ${receipt.checksum_short}。请抄下。`);
  notice.scrollIntoView();
}

function say(sentence, ...controls) {
  notice.textContent = sentence;
  notice.append(...controls);
  notice.hidden = false;
}

/** Gives back a draft, or what this tab has just filed, and says so with a way out. */
function restore(page) {
  if (!isEmpty(page.read())) return;
  const draft = findDraft(page.edition);
  const sent = recall(thisTab, `receipt-${page.edition.id}`);
  if (draft) giveBack(page, draft.table, draftSentence(draft));
  else if (sent) {
    const { answers, explanations, nil } = sent.table;
    const sentence = `已填入刚才报送的内容（回执号 ${sent.receipt.reference}）。改好后再提交一次，以最后一次为准。`;
    giveBack(page, { raw: asTyped(answers), reasons: explanations, nil }, sentence);
  }
}

function draftSentence(draft) {
  const when = new Date(draft.saved).toLocaleString("zh-CN", { hour12: false });
  const changed = draft.same ? "" : "表格的文字后来有改动，请逐项核对。";
  return `已恢复上次在这台电脑上没有报完的内容（保存于 ${when}）。${changed}`;
}

function giveBack(page, table, sentence) {
  writeTable(form, table);
  const clear = quietButton("不要，全部清空", () => {
    Object.keys(table.raw).forEach((id) => writeBlank(form, id, ""));
    form.elements._nil.checked = false;
    notice.hidden = true;
    page.changed();
  });
  say(`${sentence} `, clear);
}

function quietButton(text, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = text;
  button.addEventListener("click", act);
  return button;
}

/** 其余数字填 0, and its undo. 零报告 does the same, and means it. */
function offerZero(page) {
  const words = zero.textContent;
  let undo = null;
  const set = (on) => {
    if (undo) undo();
    undo = on ? fillZero(form, page.edition, page.read().raw) : null;
    zero.textContent = undo ? "撤销填 0" : words;
    page.changed();
  };
  zero.hidden = false;
  zero.addEventListener("click", () => set(!undo));
  form.elements._nil.addEventListener("change", (event) => set(event.target.checked));
}

/** 存成文件 and 从文件打开. */
function offerFiles(page, clock) {
  form.querySelectorAll(".scripted").forEach((control) => {
    control.hidden = false;
  });
  document.getElementById("save-file").addEventListener("click", () => {
    saveFile(page.edition, page.read(), newKey(), clock());
  });
  document.getElementById("open-file").addEventListener("change", async (event) => {
    const [chosen] = event.target.files;
    if (!chosen) return;
    const { table, same, refused } = await openFile(page.edition, chosen);
    event.target.value = "";
    if (refused) say(refused);
    else {
      const changed = same ? "" : "表格的文字后来有改动，请逐项核对。";
      giveBack(page, table, `已从文件“${chosen.name}”打开。${changed}`);
      page.changed();
    }
    notice.scrollIntoView({ block: "center" });
  });
}

function watch(page, forget) {
  let last = "";
  form.addEventListener("focusin", (event) => {
    last = event.target.name || last;
  });
  form.addEventListener("input", () => showProgress(form, page.edition, page.read().raw));
  form.addEventListener("change", (event) => page.leave(event.target.name));
  window.addEventListener("pageshow", () => page.refresh());
  document.getElementById("next-empty").addEventListener("click", () => {
    goToNextEmpty(form, page.edition, page.read().raw, last);
  });
  walkWithKeys(form);
  pasteColumns(form, page.edition, () => page.changed());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (page.sending) return;
    page.sending = true;
    await page.file(forget);
    page.sending = false;
  });
}

/** Says how long there is, or that it is too late; by the server's clock. */
function showState(edition, clock) {
  const { state, sentence } = stateOf(edition, clock());
  const due = form.querySelector(".due");
  if (due.textContent !== sentence) due.textContent = sentence;
  form.dataset.state = state;
  submit.disabled = state === "not_open";
}

async function start() {
  const reply = await fetch(form.dataset.edition, { cache: "no-cache" }); // asked anew, for its Date
  const page = new Page(await reply.json());
  const clock = clockOf(reply);
  showState(page.edition, clock);
  setInterval(() => showState(page.edition, clock), 1000);
  let unsaved = false;
  const saved = (kept) => {
    unsaved = !kept;
  };
  const elsewhere = () => say("另一个标签页也在填这张表，那里的内容刚刚保存。请只在一个标签页里填，以免互相覆盖。");
  restore(page);
  page.code = keepCode(form, page.edition); // after it, because a link may name the unit
  const forget = keepDraft(form, page.edition, () => page.read(), saved, elsewhere);
  window.addEventListener("beforeunload", (event) => {
    if (!unsaved || page.sending) return;
    event.preventDefault();
    event.returnValue = "";
  });
  offerZero(page);
  offerFiles(page, clock);
  watch(page, () => {
    unsaved = false;
    forget();
  });
  page.refresh();
  if (navigator.serviceWorker) {
    navigator.serviceWorker.register(form.dataset.worker).catch((error) => console.warn("not kept for later", error.name));
  }
}

start().catch((error) => console.warn("the plain form is used", error));
