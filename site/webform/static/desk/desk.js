// The bureau's desk: with the key it reads the collection and shows one of its views; while it is open it looks for what
// is new.

import { AskError, readCollection } from "./data/ask.js";
import { modelOf } from "./data/model.js";
import { byId } from "./data/parts.js";
import { lostSince } from "./data/seen.js";
import { momentText } from "./data/words.js";
import { listenToKey, lock } from "./lock.js";
import { chosenUnits } from "./progress/units_table.js";
import { showView } from "./views.js";
import { quietButton } from "../lib/dom.js";
import { copyText } from "../lib/clipboard.js";
import { recall, remember, thisTab } from "../lib/storage.js";

const EVERY = 60000; // milliseconds between two looks for what is new
const CHOSEN = "desk-edition";

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
  draw: () => showView(desk),
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
      if (unasked && desk.typed) tell("有新的数据。", quietButton("显示", desk.draw));
      else await desk.draw();
    } else {
      byId("as-of").textContent = `数据截至 ${desk.moment(desk.read)}`;
    }
    if (quietly !== true) tell("");
    return "";
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    if (error.wrongKey) lock(desk, error.message);
    else tell(error.message);
    return error.message;
  }
}

function listen() {
  byId("again").addEventListener("click", refresh);
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
      await desk.draw();
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
listenToKey(desk);
