// The views of the desk, each but the first a script of its own, loaded when it is opened; and the one that the address
// names, drawn.

import { byId, loadSheet } from "./data/parts.js";
import { showProgress } from "./progress/progress.js";
import { el } from "../lib/dom.js";

const VIEWS = {
  progress: { name: "进度", show: async (desk) => showProgress(desk) },
  suspects: { name: "待核实", show: async (desk) => (await import("./suspects.js")).showSuspects(desk) },
  statistics: { name: "各项统计", show: async (desk) => (await import("./statistics.js")).showStatistics(desk) },
  files: { name: "下载和上报", show: async (desk) => (await import("./files/files.js")).showFiles(desk) },
  roster: { within: "files", show: async (desk) => (await import("./files/roster.js")).showRoster(desk) },
  workbench: { name: "制表", show: async (desk, code) => (await import("./workbench/workbench.js")).showWorkbench(desk, code) },
  report: { within: "files", show: async (desk) => (await import("./files/report.js")).showReport(desk) },
  unit: { within: "progress", show: async (desk, code) => (await import("./unit.js")).showUnit(desk, code) },
};
if (!byId("view").dataset.workbench) delete VIEWS.workbench; // where only functions answer, nothing can be made

/** Where the address says: the view, and the unit's code. */
function where() {
  const [view, code] = window.location.hash.slice(1).split("/");
  return { view: VIEWS[view] ? view : "progress", code: code && decodeURIComponent(code) };
}

/** Draws the view anew. What was typed and where the focus stood is found again by its id. */
export async function showView(desk) {
  const { view, code } = where();
  const focus = document.activeElement && document.activeElement.id;
  if (view !== "progress") await loadSheet(desk, "views");
  const shown = await VIEWS[view].show(desk, code);
  if (where().view !== view || where().code !== code) return; // another was asked for meanwhile
  drawTabs(desk, view);
  const place = byId("view");
  desk.typed = false;
  place.dataset.view = view;
  document.documentElement.dataset.view = view; // what is printed depends on it
  place.textContent = "";
  place.append(...shown.filter(Boolean));
  byId("as-of").textContent = `数据截至 ${desk.moment(desk.read)}`;
  if (focus && byId(focus) && place.contains(byId(focus))) byId(focus).focus();
}

function drawTabs(desk, view) {
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
