// The steps after the questions: the rules to confirm, the dates.

import { el, quietButton } from "../../lib/dom.js";

/** @returns {Node[]} */
export function checksStep(bench) {
  const all = bench.work.rules.map((each, at) => ({ ...each, at: at + 1 }));
  const rules = all.filter(({ fits }) => fits);
  const away = all.filter(({ fits }) => !fits).map(({ message }) => el("li", {}, message));
  const asked = rules.filter(({ on }) => on === null);
  const rest = rules.filter(({ on }) => on !== null);
  const title = el("h2", {}, asked.length ? `要确认的规则 ${asked.length} 条` : "规则都定了");
  const every = asked.length ? [el("p", { className: "do" }, quietButton("都照用", () => bench.change("rules", { numbers: asked.map(({ at }) => at), on: true })))] : [];
  return [title, ...every, ...alike(asked).map((each) => ruleCard(bench, each)), el("h2", {}, `其余 ${rest.length} 条`), ...alike(rest).map((each) => ruleCard(bench, each)), ...(away.length ? [el("details", { className: "card" }, el("summary", {}, `去年有、今年用不上的 ${away.length} 条`), el("ul", {}, ...away))] : [])];
}

/** Rules that say the same of several columns or rows are one to who confirms them. */
function alike(rules) {
  const groups = new Map();
  rules.forEach((each) => {
    const key = [each.said, each.message, each.on].join();
    const so = groups.get(key) || { numbers: [] };
    groups.set(key, { ...each, numbers: [...so.numbers, each.at], fill: so.fill || each.fill, fills: so.fills || each.fills });
  });
  return Array.from(groups.values());
}

function ruleCard(bench, { numbers, level, said, message, why, on, fill, fills }) {
  const set = (value) => () => bench.change("rules", { numbers, on: value });
  const ways = [el("button", { type: "button", className: on === true ? "" : "quiet", onclick: set(true) }, "照用"), el("button", { type: "button", className: on === false ? "" : "quiet", onclick: set(false) }, "不要")];
  const typed = level === "explain" ? "不相等要写说明" : "不相等就不能提交";
  if (fills && on !== false) ways.push(quietButton(fill ? "改为自己填" : "改为自动算", () => bench.change("fills", { numbers, on: !fill })), el("span", { className: "remark" }, fill ? "现在：合计由网页算出，填报的可以改" : `现在：合计自己填，${typed}`));
  return el("div", { className: `card ${on === null ? "" : "settled"}` }, el("b", {}, said), ` ${message}`, el("span", { className: "remark" }, ` ${why}${numbers.length > 1 ? `，${numbers.length} 处` : ""}`), el("p", { className: "do" }, ...ways));
}

/** @returns {Node[]} */
export function datesStep(bench) {
  const { dates, dated } = bench.work;
  const fields = [["opens", "开始填报（可不填）"], ["due", "截止"], ["closes", "停止接收（可不填）"]].map(([name, label]) => {
    const [day, time] = (dates[name] || "T").split("T");
    const at = { day: el("input", { type: "date", id: `bench-${name}`, value: day }), time: el("input", { type: "time", id: `bench-${name}-time`, value: time, "aria-label": `${label}，几点` }) };
    return { name, at, node: el("p", {}, el("label", {}, el("span", { className: "field" }, label), at.day), " ", at.time) };
  });
  const said = () => fields.reduce((all, { name, at }) => ({ ...all, [name]: at.day.value ? `${at.day.value}T${at.time.value}` : "" }), {});
  const done = el("button", { type: "button", onclick: async () => (await bench.change("dates", said())) && bench.go("roster") }, "时间就是这样");
  const hint = "截止以前报的算按时；截止以后、停止接收以前补报的照常接收，标注“逾期报送”。";
  return [el("h2", {}, dated ? "时间（已定）" : "时间"), el("p", { className: "remark" }, hint), ...fields.map(({ node }) => node), el("p", { className: "do" }, done)];
}
