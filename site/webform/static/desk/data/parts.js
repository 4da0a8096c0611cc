// Small parts that several views of the desk have.

import { AskError, readFile } from "./ask.js";
import { STATUS } from "./model.js";
import { el } from "../../lib/dom.js";
import { download } from "../../lib/download.js";

export const byId = (id) => document.getElementById(id);

/** A telephone number to press. @param {string} phone @returns {Node|string} */
export const phoneLink = (phone) => (phone ? el("a", { className: "call", href: `tel:${phone.replace(/[^+\d]/g, "")}` }, phone) : "");

/** The status of a unit: a word in a frame of its own, never a colour alone. */
export const statusMark = (status) => el("span", { className: `mark ${status}` }, STATUS[status]);

/** @param {string} heading @param {...(Node|string)} children */
export const panelOf = (heading, ...children) => el("section", { className: "panel" }, el("h2", {}, heading), ...children);

/** Fetches a file with the key and gives it to the officer, or says why not. @param {string} path below the edition */
export async function saveAsked(desk, name, path, file) {
  desk.tell(`正在取“${name}”…`);
  try {
    download(await readFile(desk, path), file);
    desk.tell(`“${name}”已下载，请在浏览器的“下载”里打开。`);
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    desk.tell(error.message);
  }
}

/** A sheet that the first view does without, once. @param {string} name as the template has it @returns {Promise<void>} */
export async function loadSheet({ sheets }, name) {
  if (sheets[name]) return;
  sheets[name] = true;
  const sheet = el("link", { rel: "stylesheet", href: document.getElementById("view").dataset[name] });
  const all = document.querySelectorAll("link[rel=stylesheet]");
  all[name === "paper" ? 0 : all.length - 1].after(sheet); // what the paper shares with the receipt gives way to the desk's
  await new Promise((resolve) => ["load", "error"].forEach((kind) => sheet.addEventListener(kind, resolve)));
}

/** Pixels of width below which the desk is drawn for a phone. */
export const isNarrow = () => window.innerWidth < 740;
