// The form as it stands: what is typed, what is wrong with it, and filing it.

import { Attached } from "../attachments/attachments.js";
import { Session } from "../drafts/keep_draft.js";
import { makeKept, makeMending } from "./bar.js";
import { keepCode } from "./filing_code.js";
import { makeValidator } from "../validation/validate.js";
import { makeProgress } from "../table/keyboard.js";
import { clearNotice, showNotice } from "../lib/notice.js";
import { showAt, showSummary } from "../table/show_problems.js";
import { readTable, writeBlank } from "../table/table.js";

const UNLOADED = "网络连接失败，本次未提交。已填内容仍在，请检查网络后重新提交。";
const AT_ONCE = ["check", "needs_reason", "bad_reason", "not_nil"];

export class Page {
  /** @param {HTMLFormElement} form @param {object} edition edition.json */
  constructor(form, edition) {
    this.form = form;
    this.edition = edition;
    this.validate = makeValidator(edition);
    this.showProgress = makeProgress(edition);
    this.showMending = makeMending(edition);
    this.showKept = makeKept();
    this.summary = document.getElementById("summary");
    this.submit = form.querySelector("button[type=submit]");
    this.told = []; // blanks of which something is said
    this.left = new Set(); // blanks that the clerk has left: their own mistakes may be named
    this.tried = false; // after a first try to file everything is named
    this.sending = false;
    this.offline = false; // the last try to file did not reach the function
    this.filed = null; // what this page has filed last: receipt, table and key
    this.refusals = []; // problems that only the function sees, each with what stood in its blank
    this.unitBlank = form.querySelector("input.unit");
    this.code = keepCode(form, edition);
    this.files = new Attached(this);
    this.session = new Session(this);
  }

  /** All that is kept and filed: what is typed, and the attachments. */
  read() {
    return { ...readTable(this.edition), attachments: this.files.list };
  }

  /** The reporting unit as it is typed. */
  unit() {
    return this.unitBlank.value.trim();
  }

  validated() {
    const { raw, reasons, nil } = this.read();
    return this.validate(raw, reasons, nil);
  }

  /** Shows what is to be said now at every blank: nothing about one that is empty or still being typed. */
  refresh() {
    const { raw, reasons, nil } = this.read();
    const { problems, hints, explanations } = this.validate(raw, reasons, nil);
    const due = (problem) =>
      this.tried || AT_ONCE.includes(problem.rule) || (this.left.has(problem.blank) && problem.rule !== "missing");
    const [wrong, odd] = [byBlank(problems.filter(due)), byBlank(hints)];
    const now = Object.keys({ ...wrong, ...odd, ...explanations, ...reasons });
    new Set([...this.told, ...now]).forEach((id) => showAt(id, wrong[id] || [], odd[id] || [], id in explanations));
    this.told = now;
    window.dispatchEvent(new Event("shown")); // what the script wrote into a blank is to be seen whole
    this.showMending(problems.filter(due));
    this.showProgress(raw);
    const zeros = problems.filter(({ rule }) => rule === "not_nil").length;
    const said = document.getElementById("nil-said");
    said.className = zeros ? "message" : "";
    said.textContent = zeros ? `已填的 ${zeros} 项不是 0，零报告要求各项数字都是 0` : "";
    if (this.summary.querySelector("li")) import("../table/update_summary.js").then(({ updateSummary }) => updateSummary(this));
  }

  textOf(name) {
    return name === "_attachments" ? JSON.stringify(this.files.list) : String(new FormData(this.form).get(name));
  }

  keepRefusals(standing) {
    this.refusals = this.refusals.filter(standing);
  }

  /** The filing code is another one, or has just been taken: what was said of the old one is over. */
  codeChanged() {
    this.keepRefusals(({ problem }) => problem.blank !== "_code");
    showAt("_code", [], [], false);
    this.refresh();
  }

  /** The clerk has left a blank: a right number is shown as it will be stored. */
  leave(name) {
    const blank = this.edition.blanks.find(({ id }) => id === name);
    if (blank) this.left.add(name);
    if (name === "_code") this.codeChanged();
    const answer = blank && this.validated().answers[name];
    const folded = blank && ["count", "amount", "phone"].includes(blank.kind);
    if (folded && answer !== undefined) writeBlank(name, String(answer));
    this.refresh();
  }

  /** The script has written into the form: the draft and all that is shown follow. */
  changed() {
    this.form.dispatchEvent(new Event("input"));
    this.refresh();
  }

  /** What was filed is known as long as the page is open, whatever the browser keeps. */
  keepFiled(filed) {
    this.filed = filed;
  }

  /** A table as it is filed. */
  tableOf({ raw, reasons, nil, attachments }) {
    const { answers, explanations } = this.validate(raw, reasons, nil);
    return { answers, explanations, nil, ...((attachments || []).length ? { attachments } : {}) };
  }

  /** Files the table, unless that is under way already. Rejects where the script itself fails. */
  async file() {
    if (this.sending) return;
    this.sending = true;
    await this.attempt().finally(() => {
      this.sending = false;
    });
  }

  async attempt() {
    this.tried = true;
    this.offline = false;
    this.refusals = [];
    this.refresh();
    const problems = this.validated().problems.concat(this.files.unready());
    const detail = problems.length ? `有 ${problems.length} 处需要改正，改正后请重新提交。` : "";
    showSummary(this, detail, problems);
    if (detail) return;
    const filing = await import("./submit.js").catch((error) => console.warn("filing is not loaded", error.name));
    if (filing) {
      await filing.file(this, this.tableOf(this.read()));
      return;
    }
    clearNotice();
    this.refused([], true);
    showSummary(this, UNLOADED, []);
  }

  /** Filing again is left to the clerk, who may have changed the table meanwhile; an unchanged one keeps its key. */
  online() {
    if (!this.offline || this.sending) return;
    this.offline = false;
    showSummary(this, "", []);
    showNotice("网络已恢复，请重新提交。");
  }

  /** The table is not filed. @param {Problem[]} problems what the function has found @param {boolean} offline it was not reached */
  refused(problems, offline) {
    this.offline = offline;
    this.refusals = problems.map((problem) => ({ problem, text: this.textOf(problem.blank) }));
    this.told.push(...problems.map(({ blank }) => blank));
  }
}

/** Problems or hints by the blank that they are of. */
function byBlank(some) {
  const found = {};
  some.forEach((each) => (found[each.blank] = found[each.blank] || []).push(each));
  return found;
}
