// The bureau's desk: asks for the key, reads the collection, and shows one of its views; while it is open it looks for
// what is new. Each view but the first is a script of its own, loaded when it is opened.

import { AskError, readCollection } from "./data/ask.js";
import { foundKey, keepKey } from "./data/key.js";
import { modelOf } from "./data/model.js";
import { forgetSeen, lostSince } from "./data/seen.js";
import { loadSheet } from "./data/parts.js";
import { showProgress } from "./progress.js";
import { chosenUnits } from "./units_table.js";
import { el, quietButton } from "../lib/dom.js";
import { copyText } from "../lib/clipboard.js";
import { recall, remember, thisTab } from "../lib/storage.js";
import { momentText } from "./data/words.js";

const EVERY = 60000; // milliseconds between two looks for what is new
const CHOSEN = "desk-edition";
const byId = (id) => document.getElementById(id);

const VIEWS = {
  progress: { name: "进度", show: async () => showProgress(desk) },
  suspects: { name: "待核实", show: async () => (await import("./suspects.js")).showSuspects(desk) },
  statistics: { name: "各项统计", show: async () => (await import("./statistics.js")).showStatistics(desk) },
  files: { name: "下载和上报", show: async () => (await import("./files/files.js")).showFiles(desk) },
  roster: { within: "files", show: async () => (await import("./files/roster.js")).showRoster(desk) },
  workbench: { name: "制表", show: async (code) => (await import("./workbench/workbench.js")).showWorkbench(desk, code) },
  report: { within: "files", show: async () => (await import("./files/report.js")).showReport(desk) },
  unit: { within: "progress", show: async (code) => (await import("./unit.js")).showUnit(desk, code) },
};

const desk = {
  key: "",
  edition: null, // {id, title, due, api, base, at, then, now} as the list of editions has it
  model: null,
  lost: [], // records that were there and are gone or changed
  tag: null, // of the collection as it is shown
  clock: Date.now,
  read: 0, // when it was read, by the server's clock
  chosen: { text: "", status: "", group: "", sort: "", rows: 100 },
  sheets: {}, // those that are loaded, by name
  typed: false, // whether the view holds what a new drawing would lose
  wholeTable: () => {}, // draws every row; set by the table of units
  listed: () => chosenUnits(desk),
  address: (view, code) => `#${view}${code ? `/${encodeURIComponent(code)}` : ""}`,
  go: (view, code) => {
    window.location.hash = desk.address(view, code);
  },
  called: (id) => Array.from(byId("edition").options).find(({ value }) => value === id).dataset.words,
  moment: (at, exact) => momentText(at, desk.edition.due, exact),
  tell,
  draw: show,
  refresh,
  copy: async (text, said) => tell((await copyText(text)) ? said || "已复制，可直接粘贴" : "未能复制，请选中文字后按 Ctrl+C"),
};

/** Says what has been done, until the next is said, with a way out where there is one. */
function tell(sentence, ...ways) {
  byId("said").textContent = sentence;
  byId("said").append(...ways);
  byId("said").hidden = !sentence;
}

function chooseEdition() {
  const list = byId("edition");
  const kept = recall(thisTab, CHOSEN);
  if (Array.from(list.options).some(({ value }) => value === kept)) list.value = kept;
  const [option] = list.selectedOptions;
  desk.edition = { id: option.value, ...option.dataset };
}

/** Where the address says: the view, and the unit's code. */
function where() {
  const [view, code] = window.location.hash.slice(1).split("/");
  return { view: VIEWS[view] ? view : "progress", code: code && decodeURIComponent(code) };
}

/** Draws the view anew. What was typed and where the focus stood is found again by its id. */
async function show() {
  const { view, code } = where();
  const focus = document.activeElement && document.activeElement.id;
  if (view !== "progress") await loadSheet(desk, "views");
  const shown = await (VIEWS[view] || VIEWS.progress).show(code);
  if (where().view !== view || where().code !== code) return; // another was asked for meanwhile
  drawTabs(view);
  const place = byId("view");
  desk.typed = false;
  place.dataset.view = view;
  document.documentElement.dataset.view = view; // what is printed depends on it
  place.textContent = "";
  place.append(...shown.filter(Boolean));
  byId("as-of").textContent = `数据截至 ${desk.moment(desk.read)}`;
  if (focus && byId(focus) && place.contains(byId(focus))) byId(focus).focus();
}

function drawTabs(view) {
  const tabs = byId("tabs");
  tabs.textContent = "";
  Object.entries(VIEWS).filter(([, { name }]) => name).forEach(([key, { name }]) => {
    const link = el("a", { href: desk.address(key) }, name);
    if (key === view || key === VIEWS[view].within) link.setAttribute("aria-current", "page");
    const many = desk.model.suspects.length;
    if (key === "suspects" && many) link.append(el("span", { className: "badge" }, String(many)));
    tabs.append(link);
  });
}

/**
 * Looks for what is new; `quietly` where nobody asked for it. What somebody is writing in is not drawn anew.
 * @returns {Promise<string>} why it could not be had, which is told too; '' where it could
 */
async function refresh(quietly, unasked) {
  if (quietly !== true) tell("正在汇总…");
  try {
    const read = await readCollection(desk);
    desk.read = desk.edition.at ? Date.parse(desk.edition.at) : (read ? read.clock : desk.clock)();
    if (read) {
      Object.assign(desk, { model: modelOf(read.data), lost: lostSince(read.data), tag: read.tag, clock: read.clock });
      if (unasked && desk.typed) tell("有新的数据。", quietButton("显示", show));
      else await show();
    } else {
      byId("as-of").textContent = `数据截至 ${desk.moment(desk.read)}`;
    }
    if (quietly !== true) tell("");
    return "";
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    if (error.wrongKey) lock(error.message);
    else tell(error.message);
    return error.message;
  }
}

/** Asks for the key; the collection is gone from the page. */
function lock(sentence) {
  keepKey("");
  Object.assign(desk, { key: "", model: null, lost: [], tag: null });
  byId("view").textContent = "";
  byId("tabs").textContent = "";
  byId("as-of").textContent = "";
  tell("");
  setOpen(false);
  byId("refused").textContent = sentence || "";
  byId("key").value = "";
  byId("key").focus();
}

function setOpen(open) {
  byId("lock").hidden = open;
  byId("open").hidden = !open;
  document.querySelectorAll(".opened").forEach((button) => {
    button.hidden = !open;
  });
}

async function unlock() {
  byId("refused").textContent = "正在汇总，请稍候…";
  desk.tag = null;
  const refused = await refresh(true);
  byId("refused").textContent = refused;
  if (refused) return;
  keepKey(desk.key);
  setOpen(true);
}

function listen() {
  if (!byId("view").dataset.workbench) delete VIEWS.workbench; // where only functions answer, nothing can be made
  byId("lock").addEventListener("submit", (event) => {
    event.preventDefault();
    desk.key = byId("key").value.trim();
    if (desk.key) unlock();
  });
  byId("again").addEventListener("click", refresh);
  byId("leave").addEventListener("click", () => {
    lock("已退出，本标签页不再记着密钥。");
    byId("refused").append(" ", quietButton("清除本设备记着的存证码清单", () => {
      forgetSeen();
      byId("refused").textContent = "已清除。";
    }));
  });
  byId("view").addEventListener("input", ({ target }) => {
    desk.typed = desk.typed || target.matches("textarea, [type=text], .report *, .bench *, #bench-like");
  });
  byId("edition").addEventListener("change", () => {
    remember(thisTab, CHOSEN, byId("edition").value);
    window.location.reload();
  });
  window.addEventListener("hashchange", async () => {
    if (/^#key=/.test(window.location.hash)) window.location.reload();
    else if (desk.model) {
      tell("");
      await show();
      window.scrollTo(0, 0);
    }
  });
  window.addEventListener("beforeprint", () => desk.wholeTable());
  setInterval(() => {
    const busy = document.hidden || document.querySelector("dialog[open]");
    if (desk.model && desk.tag && !busy) refresh(true, true);
  }, EVERY);
}

chooseEdition();
listen();
document.documentElement.classList.add("ready");
desk.key = foundKey();
if (desk.key) unlock();
else setOpen(false);
