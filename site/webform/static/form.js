// The form page: counts what is filled, judges, files, and shows what is wrong. Without it the plain form still files.

import { findDraft, keepDraft } from "./draft.js";
import { file } from "./filing.js";
import { makeJudge } from "./judge.js";
import { recall, remember, thisTab } from "./memory.js";
import { clearProblem, controlsOf, showProblem, showProblems } from "./problems.js";

const form = document.getElementById("form");
const summary = document.getElementById("summary");
const notice = document.getElementById("notice");

/** Blank id → what stands in it now, as text. */
function read(edition) {
  const data = new FormData(form);
  return Object.fromEntries(edition.blanks.map(({ id }) => [id, String(data.get(id) || "")]));
}

function write(id, value) {
  controlsOf(form, id).forEach((control) => {
    if (control.type === "radio") control.checked = control.value === value;
    else control.value = value;
  });
}

function showFilled(edition) {
  const values = Object.values(read(edition));
  const filled = values.filter((value) => value.trim()).length;
  document.getElementById("filled").textContent = `已填 ${filled} / ${values.length}`;
}

/** Judges one blank when the clerk has left it: normalised if right, explained if wrong, silent if empty. */
function settle(edition, judge, id) {
  const blank = edition.blanks.find((each) => each.id === id);
  if (!blank) return;
  const raw = read(edition);
  const { answers, problems } = judge(raw);
  const problem = problems.find((each) => each.blank === id);
  clearProblem(form, id);
  if (problem && problem.rule !== "missing") showProblem(form, problem);
  if (!problem && (blank.kind === "count" || blank.kind === "amount")) write(id, String(answers[id]));
}

/** Gives back a draft, or what this tab has just filed, and says so with a way out. */
function restore(edition) {
  if (Object.values(read(edition)).some((value) => value)) return;
  const draft = findDraft(edition);
  const sent = recall(thisTab, `receipt-${edition.id}`);
  if (draft) giveBack(draft.values, draftSentence(draft));
  else if (sent) giveBack(texts(sent.answers), `已填入刚才报送的内容（回执号 ${sent.receipt.reference}）。改好后再提交一次，以最后一次为准。`);
}

function draftSentence(draft) {
  const when = new Date(draft.saved).toLocaleString("zh-CN", { hour12: false });
  const changed = draft.same ? "" : "表格的文字后来有改动，请逐项核对。";
  return `已恢复上次在这台电脑上没有报完的内容（保存于 ${when}）。${changed}`;
}

/** Answers as they are typed: [blank id, text]. */
function texts(answers) {
  const word = (answer) => (answer === true ? "是" : answer === false ? "否" : String(answer));
  return Object.entries(answers).map(([id, answer]) => [id, word(answer)]);
}

function giveBack(values, sentence) {
  values.forEach(([id, value]) => write(id, value));
  notice.textContent = sentence;
  const clear = document.createElement("button");
  clear.type = "button";
  clear.className = "quiet";
  clear.textContent = "不要，全部清空";
  clear.addEventListener("click", () => {
    values.forEach(([id]) => write(id, ""));
    form.dispatchEvent(new Event("input"));
    notice.hidden = true;
  });
  notice.append(" ", clear);
  notice.hidden = false;
}

async function submit(edition, judge, forget, button) {
  const { answers, problems } = judge(read(edition));
  if (problems.length) {
    showProblems(form, summary, `有 ${problems.length} 处需要改正，改好后再提交。`, problems);
    return;
  }
  showProblems(form, summary, "", []);
  button.textContent = "正在提交…";
  const outcome = await file(form.action, edition.id, answers);
  button.textContent = "提交";
  if (!outcome.receipt) {
    showProblems(form, summary, outcome.detail, outcome.problems);
    return;
  }
  forget();
  const kept = remember(thisTab, `receipt-${edition.id}`, { receipt: outcome.receipt, answers });
  if (kept) window.location.assign(form.dataset.received);
  else showReference(outcome.receipt);
}

/** Where the browser refuses to remember the receipt for the next page, it is shown here. */
function showReference(receipt) {
  notice.textContent = `已收到。回执号 ${receipt.reference}，校验码 ${receipt.checksum_short}。请抄下。`;
  notice.hidden = false;
  notice.scrollIntoView();
}

async function start() {
  const edition = await (await fetch(form.dataset.edition)).json();
  const judge = makeJudge(edition);
  const button = form.querySelector("button[type=submit]");
  let sending = false;
  restore(edition);
  showFilled(edition);
  const forget = keepDraft(form, edition, () => read(edition));
  form.addEventListener("input", () => showFilled(edition));
  form.addEventListener("change", (event) => settle(edition, judge, event.target.name));
  window.addEventListener("pageshow", () => showFilled(edition));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    await submit(edition, judge, forget, button);
    sending = false;
  });
}

start().catch((error) => console.warn("the plain form is used", error));
