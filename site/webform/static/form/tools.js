// The tools beside the table: 未填数字填 0, 零报告, 导出文件, 导入文件, 取回上次报送的内容.

import { fillZero } from "../table/keyboard.js";
import { inWebview, lacking } from "../lib/able.js";
import { quietButton } from "../lib/dom.js";
import { showNotice } from "../lib/notice.js";
import { leadOf, namesIn, newKey, thisComputer } from "../lib/storage.js";

/** 未填数字填 0, and its undo. 零报告 does the same, and means it. @param {Page} page */
export function offerZero(page) {
  const zero = document.getElementById("fill-zero");
  const words = zero.textContent;
  let undo = null;
  const show = () => {
    zero.textContent = undo ? "撤销填 0" : words;
  };
  page.form.addEventListener("replaced", () => {
    undo = null;
    show();
  });
  const set = (on) => {
    if (undo) undo();
    undo = on ? fillZero(page.edition, page.read().raw) : null;
    show();
    page.changed();
  };
  zero.addEventListener("click", () => set(!undo));
  page.form.elements._nil.addEventListener("change", (event) => set(event.target.checked));
}

/** 导出文件, or where nothing can be downloaded its text. @param {Page} page @param {() => number} clock */
export function offerSaving(page, clock) {
  const copy = async () => (await import("../drafts/save_file.js")).copyTable(page.edition, page.read(), page.unit());
  const tell = async () => showNotice(await copy());
  document.getElementById("save-file").addEventListener("click", async () => {
    if (inWebview()) return tell();
    const script = await import("../drafts/save_file.js").catch((error) => console.warn("not saved", error.name));
    if (!script) return showNotice("网络连接失败，未导出。请检查网络后重新导出。");
    const name = script.saveFile(page.edition, page.read(), page.unit(), newKey(), clock());
    const said = script.savedInWords(name, page.files.opened && page.files.opened.unready().length);
    return showNotice(said, quietButton("复制成文字", tell));
  });
  const missing = lacking();
  if (missing.length) import("./browser_limits.js").then(({ sayLacking }) => sayLacking(missing, copy), console.warn);
}

const OFFICE = /\.(docx?|xlsx?|csv|wps|et)$/i; // what is read as a filled table; any other file as one that was saved here

/** 导入文件; a file may be dropped on the page too, or pasted as the text that was copied here. @param {Page} page */
export function offerOpening(page) {
  const open = async (chosen) => {
    const script = OFFICE.test(chosen.name) ? import("../table/open_table.js") : import("../drafts/open_file.js");
    const loaded = await script.catch((error) => console.warn("not opened", error.name));
    if (loaded) await loaded.openInto(page, chosen);
    else showNotice(`网络连接失败，“${chosen.name}”未导入。请检查网络后重新导入。`);
  };
  document.getElementById("open-file").addEventListener("change", async ({ target }) => {
    if (!target.files.length) return;
    await open(target.files[0]);
    target.value = "";
  });
  window.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
  window.addEventListener("drop", (event) => {
    if (event.defaultPrevented || !event.dataTransfer.files.length) return;
    event.preventDefault();
    open(event.dataTransfer.files[0]);
  });
  const pasted = async (event) => {
    const text = event.clipboardData.getData("text");
    if (!text.includes('"kind":"yearly-form-table"')) return;
    event.preventDefault();
    event.stopPropagation();
    await open(new File([text], "粘贴的内容"));
  };
  window.addEventListener("paste", pasted, true); // before it is taken for cells
}

/** 取回本单位上次报送的内容, where there is a filing code to ask with. @param {Page} page */
export function offerLatest(page) {
  const button = document.getElementById("fetch-latest");
  if (!button) return;
  button.addEventListener("click", async () => {
    const script = await import("../drafts/latest.js").catch((error) => console.warn("not fetched", error.name));
    if (script) script.fetchInto(page);
    else showNotice("网络连接失败，未取回。请检查网络后重试。");
  });
}

/** What the bureau has said of a filing that this computer knows, or that the code opens. @param {Page} page */
export function offerReviews(page) {
  const ask = async () => {
    if (!page.code() && !namesIn(thisComputer, leadOf("filed", page.edition.id)).length) return;
    await (await import("./review.js")).tellReviews(page);
  };
  const asked = () => ask().catch((error) => console.warn("reviews are not known", error.name));
  page.form.addEventListener("change", ({ target }) => [page.unitBlank, page.form.elements._code].includes(target) && asked());
  asked();
}
