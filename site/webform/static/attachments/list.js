// The list of attachments: choosing, progress, retrying, removing. Loaded when the first file is chosen or given back.

import { drawRow, tellRow } from "./row.js";
import { UploadError, digestOf, upload } from "./upload.js";

const NO_UNIT = "请先填写“填报单位”，再选择附件。";
const NOT_YET = "“{name}”正在上传。请在上传完成后提交，或者移除后提交。";
const GONE = "本文件需要重新选择：请移除后再选一次。";

const NOT_TAKEN = "not_taken"; // before it was sent
const HOPELESS = [NOT_TAKEN, "too_large", "attachment_again", "attachment_content", "attachment_type", "attachment_name"]; // as long as it is this file

const sizeOf = (ticket) => Number(ticket.split(".")[1]);

export class Attachments {
  /** @param {object} page the form @param {HTMLElement} section where they stand */
  constructor(page, section) {
    this.page = page;
    this.section = section;
    this.rules = null; // asked for with the first file
    this.address = section.dataset.address;
    this.list = document.getElementById("attached");
    this.input = document.getElementById("_attachments");
    this.items = [];
    this.said = [];
    this.show(page.files.list); // a draft's, where they could not be drawn when it came
  }

  /** Says a sentence after those that were said since the clerk last did something: files end when they like. */
  showMessage(sentence) {
    this.said.push(sentence);
    document.getElementById("attachments-said").textContent = this.said.filter(Boolean).join(" ");
  }

  /** Shows what a draft, a file or an earlier filing has attached. */
  show(attached) {
    this.items.forEach((item) => this.drop(item));
    attached.forEach(({ name, ticket }) => this.draw({ name, ticket, size: sizeOf(ticket), sha256: ticket.split(".")[0] }));
  }

  /** Takes chosen files, each on its own: one that may not be attached says why, the others go on. Rejects without network. */
  async add(files) {
    this.said = [];
    this.rules = this.rules || (await (await fetch(this.section.dataset.rules)).json());
    if (!this.page.unit()) {
      this.showMessage(NO_UNIT);
      this.page.unitBlank.focus();
    } else {
      this.showMessage("");
      files.forEach((file) => this.take(file));
    }
  }

  /** Begins with a file. One that may not be attached stands in the list with the reason until it is removed. */
  take(file) {
    const why = this.objection(file);
    const item = this.draw({ name: file.name, size: file.size, file, refused: Boolean(why) });
    if (why) this.fail(item, new UploadError(why, false, NOT_TAKEN));
    else this.send(item, false);
  }

  /** Why a file may not be attached, by what can be seen of it; '' if it may. */
  objection(file) {
    const extension = file.name.split(".").slice(1).pop();
    const { sentences, extensions, largest, most } = this.rules;
    const sentenceOf = (rule) => sentences[rule].replace("{name}", () => file.name);
    if (this.items.filter(({ refused }) => !refused).length >= most) return sentenceOf("many");
    if (!extension || !extensions.includes(extension.toLowerCase())) return sentenceOf("type");
    if (file.size > largest) return sentenceOf("large");
    return file.size ? "" : sentenceOf("empty");
  }

  async send(item, looked) {
    if (looked) this.said = []; // 重试
    item.failed = "";
    item.ticket = "";
    item.stop = null;
    this.page.files.list = this.ready();
    tellRow(item, "正在准备");
    try {
      item.sha256 = item.sha256 || (await digestOf(item.file));
      const same = this.items.find((other) => other !== item && other.sha256 === item.sha256);
      if (same) {
        this.drop(item);
        this.showMessage(`“${item.name}”与“${same.name}”内容相同，未重复附上。`);
        return;
      }
      const { ticket, name } = await upload(this.address, this.requestOf(item), item.file, this.reportsOf(item), looked);
      if (!this.items.includes(item)) return; // removed meanwhile
      Object.assign(item, { ticket, name }); // the name as it is kept
      item.label.textContent = name;
      tellRow(item, "已传好");
      this.showMessage(`“${item.name}”已传好。`);
      this.keep();
    } catch (error) {
      if (this.items.includes(item)) this.fail(item, error);
    }
  }

  requestOf({ sha256, size, name }) {
    return { unit: this.page.unit(), code: this.page.code(), sha256, size: String(size), name };
  }

  reportsOf(item) {
    return {
      progress: (share) => tellRow(item, share < 1 ? `正在上传 ${Math.floor(share * 100)}%` : "正在校验", share),
      waiting: (seconds) => tellRow(item, `未能上传，${seconds} 秒后自动重试`),
      stop: (stops) => {
        item.stop = stops;
        if (!this.items.includes(item)) stops();
      },
    };
  }

  fail(item, error) {
    if (!(error instanceof UploadError)) console.warn("not attached", error.name);
    const gone = error.code === "not_uploaded" && !item.file;
    item.failed = gone ? GONE : error.message || "本文件无法读取，可能已被移动或删除。请移除后再选一次。";
    item.ticket = "";
    item.retry.hidden = gone || HOPELESS.includes(error.code);
    tellRow(item, item.failed);
    this.showMessage(`“${item.name}”未附上。${item.failed}`);
  }

  /** What is not stored yet, as problems that stand in the way of filing. */
  unready() {
    const waiting = this.items.filter((item) => !item.ticket);
    return waiting.map(({ name, failed }) => {
      const message = failed || NOT_YET.replace("{name}", () => name);
      return { blank: this.input.id, place: "附件", label: name, rule: "attachment_unready", message };
    });
  }

  /** The function did not take these tickets: their files can be looked at again, for the unit that is named now. */
  refused(problems) {
    this.items.forEach((item) => {
      const problem = problems.find(({ label, rule }) => label === item.name && rule === "attachment_ticket");
      if (problem) this.fail(item, new UploadError(problem.message, true));
    });
  }

  ready() {
    return this.items.filter(({ ticket }) => ticket).map(({ name, ticket }) => ({ name, ticket }));
  }

  /** The draft follows. */
  keep() {
    this.page.files.list = this.ready();
    this.page.changed();
  }

  drop(item) {
    this.items = this.items.filter((other) => other !== item);
    item.row.remove();
    this.list.hidden = !this.items.length;
    if (item.stop) item.stop();
  }

  remove(item) {
    this.said = [];
    this.drop(item);
    this.keep();
    this.showMessage(`已移除“${item.name}”。`);
    this.input.focus();
  }

  /** Adds an item to the list. */
  draw(item) {
    drawRow(
      item,
      () => this.send(item, true),
      () => this.remove(item),
    );
    this.items.push(item);
    this.list.append(item.row);
    this.list.hidden = false;
    return item;
  }
}
