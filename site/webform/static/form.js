// The form page: validates while the clerk types, keeps the draft, files. Without it the plain form still files.

import { goToNextEmpty, pasteCells, walkWithKeys } from "./table/keyboard.js";
import { clockOf, localTime, stateOf } from "./lib/clock.js";
import { showNotice } from "./lib/notice.js";
import { form } from "./table/show_problems.js";
import { Page } from "./form/page.js";
import { afterPress } from "./form/after_press.js";
import { offerLatest, offerOpening, offerReviews, offerSaving, offerZero } from "./form/tools.js";
import { recall, remember, thisComputer } from "./lib/storage.js";
import { watchUnit } from "./form/units.js";

const root = document.documentElement;
const PATIENCE = 1000; // milliseconds for the server's time; then the table can be filled without
const UNREAD = "网络连接失败，草稿暂未读出，仍然保留。请检查网络后刷新页面。";

function watch(page) {
  form.addEventListener("focusin", ({ target }) => target.matches(".heading .date") && fillToday(page, target));
  form.addEventListener("input", () => afterPress(() => page.showProgress(page.read().raw)));
  form.addEventListener("change", ({ target }) => afterPress(() => page.leave(target.name)));
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) loadRestore().then(({ tellFiled }) => tellFiled(page), console.warn);
    page.refresh();
  });
  window.addEventListener("online", () => page.online());
  document.getElementById("next-empty").addEventListener("click", () => goToNextEmpty(page.edition, page.read().raw));
  const fetchAhead = () => Promise.all([import("./form/submit.js"), import("./drafts/save_file.js"), import("./lib/repeat_notice.js"), loadRestore()]).then(([{ warm }]) => warm(page), console.warn);
  form.addEventListener("focusin", fetchAhead, { once: true }); // there when they are needed
  walkWithKeys();
  pasteCells(page);
  form.addEventListener("submit", async (event) => {
    if (!root.classList.contains("ready")) return; // the plain form files
    event.preventDefault();
    await page.file().catch((error) => giveUp(page, error));
  });
}

const loadRestore = () => import("./drafts/restore.js");

/** Gives back what this browser has kept. @param {Page} page @param {Promise} told whether anything is still taken */
async function giveKept(page, told) {
  try {
    await (await loadRestore()).restore(page, told);
  } catch (error) {
    console.warn("not restored", error.name);
    showNotice(UNREAD);
  }
}

/** The day of filing is today, by the server's clock, until the clerk says otherwise. */
function fillToday(page, field) {
  if (!form.dataset.state || field.value || field.validity.badInput) return;
  field.value = localTime(clock(), page.edition.due).toISOString().slice(0, 10);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The script has failed while filing: from now on the form is the plain one. */
function giveUp(page, error) {
  console.warn("the plain form is used", error);
  root.classList.remove("ready");
  page.submit.textContent = "提交";
  showNotice("网页脚本发生错误。已填内容仍在，请重新提交。").scrollIntoView();
}

/** Says how long there is, or that it is too late; by the server's clock. */
function showState(page, asked) {
  const [state, told] = stateOf(page.edition, clock());
  const sentence = asked ? told : `${told}（网络连接失败，按本设备时间）`;
  const due = form.querySelector(".due");
  if (due.textContent !== sentence) due.textContent = sentence;
  if (asked) form.dataset.state = state; // what rests on it must not rest on this computer's clock
  page.submit.disabled = asked && ["not_open", "closed"].includes(state);
}

/** Warns who leaves, only where something really is unsaved. */
function warnWhoLeaves(page) {
  window.addEventListener("beforeunload", (event) => {
    if (!page.session.unsaved || page.sending) return;
    event.preventDefault();
    event.returnValue = "";
  });
}

/** The edition as the page holds it; a blank's label is the name of its field, its place by itself that of the one before. */
function readEdition() {
  const edition = JSON.parse(document.getElementById("edition").textContent);
  let place = "";
  edition.blanks.forEach((blank) => {
    place = blank.place || place;
    blank.place = place;
    blank.label = document.getElementById(blank.id).getAttribute("aria-label");
  });
  return edition;
}

let clock = Date.now; // until the server has been asked

/**
 * Says by the server's clock how long there is. While the server cannot be asked, by this computer's, which is not behind
 * what the server's was when it was asked last; then that is said, nothing is refused by it, and the server is asked again
 * when there is a network.
 */
async function keepTime(page, asked) {
  const reply = await asked;
  const last = recall(thisComputer, "server-time") || 0;
  clock = reply ? clockOf(reply) : () => Math.max(Date.now(), last);
  if (reply) remember(thisComputer, "server-time", clock());
  showState(page, reply);
  const timer = setInterval(showState, 1000, page, reply);
  if (reply) return;
  const again = () => {
    clearInterval(timer);
    keepTime(page, window.askTime());
  };
  window.addEventListener("online", again, { once: true });
}

async function start() {
  if (!root.classList.contains("js")) await new Promise((loaded) => window.addEventListener("load", loaded)); // before_paint.js is late
  if (!Object.fromEntries) throw new Error("too old"); // scripts that are loaded on use could not run
  const page = new Page(form, readEdition());
  window.page = page; // for what only some editions have
  const told = Promise.race([keepTime(page, window.serverTime), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  if (root.classList.contains("kept")) await giveKept(page, told);
  page.session.watch();
  if (window.typed) page.session.saveSoon();
  warnWhoLeaves(page);
  offerZero(page);
  offerSaving(page, () => clock());
  offerOpening(page);
  offerLatest(page);
  watch(page);
  watchUnit(page);
  page.refresh();
  await told;
  offerReviews(page);
  root.classList.add("ready");
  if (navigator.serviceWorker) {
    navigator.serviceWorker.register(form.dataset.worker).catch(console.warn);
  }
}

start()
  .catch((error) => console.warn("the plain form is used", error))
  .then(() => root.classList.remove("waiting"));
