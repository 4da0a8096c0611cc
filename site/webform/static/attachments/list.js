// The list of attachments: choosing, progress, retrying, removing. Loaded when the first file is chosen or given back.

import { el, quietButton } from "../lib/dom.js";
import { UploadError, digestOf, upload } from "./upload.js";

const NO_UNIT = "请先填写“填报单位”，再选择附件。";
const NOT_YET = "“{name}”正在上传。请在上传完成后提交，或者移除后提交。";
const GONE = "本文件需要重新选择：请移除后再选一次。";

const NOT_TAKEN = "not_taken"; // before it was sent
const HOPELESS = [NOT_TAKEN, "too_large", "attachment_again", "attachment_content", "attachment_type", "attachment_name"]; // as long as it is this file

const sizeOf = (ticket) => Number(ticket.split(".")[1]);
const inWords = (bytes) => (bytes < 1048576 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1048576).toFixed(1)} MB`);

const SEEN = 96; // pixels, the longer side of a picture as it is shown

/** A chosen picture, small, so that the right scan is sent; drawn, because the page's policy shows no local address. */
function thumbnailOf({ file, name }) {
  if (!file || !file.type.startsWith("image/") || !window.createImageBitmap) return [];
  const canvas = el("canvas", { width: SEEN, height: SEEN, role: "img", "aria-label": `“${name}”的缩略图` });
  const draw = (picture) => {
    const scale = SEEN / Math.max(picture.width, picture.height);
    Object.assign(canvas, { width: Math.ceil(picture.width * scale), height: Math.ceil(picture.height * scale) });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  };
  createImageBitmap(file).then(draw).catch(() => canvas.remove());
  return [canvas];
}

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
    this.tell(item, "正在准备");
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
      this.tell(item, "已传好");
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
      progress: (share) => this.tell(item, share < 1 ? `正在上传 ${Math.floor(share * 100)}%` : "正在校验", share),
      waiting: (seconds) => this.tell(item, `网络连接失败，${seconds} 秒后自动重试`),
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
    this.tell(item, item.failed);
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

  /** A row of the list: name, size, bar, state, 重试, 移除. */
  draw(item) {
    item.bar = el("progress", { max: 1, hidden: true, "aria-label": `“${item.name}”的进度` });
    item.state = el("span", { className: "state-of" }, "已传好");
    item.retry = this.button("重试", item, () => this.send(item, true));
    item.retry.hidden = true;
    const remove = this.button("移除", item, () => this.remove(item));
    item.label = el("span", { className: "name" }, item.name);
    item.row = el("li", {}, ...thumbnailOf(item), item.label, ` ${inWords(item.size)} `, item.bar, item.state, item.retry, remove);
    this.items.push(item);
    this.list.append(item.row);
    this.list.hidden = false;
    return item;
  }

  button(text, { name }, act) {
    const button = quietButton(text, act);
    button.setAttribute("aria-label", `${text}“${name}”`);
    return button;
  }

  tell(item, sentence, share) {
    const done = item.ticket || item.failed;
    item.state.textContent = sentence;
    item.row.classList.toggle("failed", Boolean(item.failed));
    item.bar.hidden = Boolean(done);
    if (share === undefined) item.bar.removeAttribute("value");
    else item.bar.value = share;
    if (!item.failed) item.retry.hidden = true;
  }
}
