// The steps after the questions: the rules to confirm, the dates, publishing.

import { el, quietButton } from "../../lib/dom.js";

/** @returns {Node[]} */
export function checksStep(bench) {
  const rules = bench.work.rules.map((each, at) => ({ ...each, at: at + 1 }));
  const asked = rules.filter(({ on }) => on === null);
  const rest = rules.filter(({ on }) => on !== null);
  const title = el("h2", {}, asked.length ? `要确认的规则 ${asked.length} 条` : "规则都定了");
  const all = asked.length ? [el("p", { className: "do" }, quietButton("都照用", () => bench.change("rules", { numbers: asked.map(({ at }) => at), on: true })))] : [];
  return [title, ...all, ...alike(asked).map((each) => ruleCard(bench, each)), el("h2", {}, `其余 ${rest.length} 条`), ...alike(rest).map((each) => ruleCard(bench, each))];
}

/** Rules that say the same of several columns or rows are one to who confirms them. */
function alike(rules) {
  const groups = new Map();
  rules.forEach((each) => {
    const key = [each.said, each.message, each.on].join();
    groups.set(key, { ...each, numbers: [...(groups.has(key) ? groups.get(key).numbers : []), each.at] });
  });
  return Array.from(groups.values());
}

function ruleCard(bench, { numbers, said, message, why, on }) {
  const set = (value) => () => bench.change("rules", { numbers, on: value });
  const ways = [el("button", { type: "button", className: on === true ? "" : "quiet", onclick: set(true) }, "照用"), el("button", { type: "button", className: on === false ? "" : "quiet", onclick: set(false) }, "不要")];
  return el("div", { className: `card ${on === null ? "" : "settled"}` }, el("b", {}, said), ` ${message}`, el("span", { className: "remark" }, ` ${why}${numbers.length > 1 ? `，${numbers.length} 处` : ""}`), el("p", { className: "do" }, ...ways));
}

/** @returns {Node[]} */
export function datesStep(bench) {
  const { dates, dated } = bench.work;
  const fields = [["opens", "开始填报（可不填）"], ["due", "截止"], ["closes", "停止接收（可不填）"]].map(([name, label]) => {
    const [day, time] = (dates[name] || "T").split("T");
    const at = { day: el("input", { type: "date", id: `bench-${name}`, value: day }), time: el("input", { type: "time", id: `bench-${name}-time`, value: time }) };
    return { name, at, node: el("p", {}, el("label", {}, el("span", { className: "field" }, label), at.day), " ", at.time) };
  });
  const said = () => fields.reduce((all, { name, at }) => ({ ...all, [name]: at.day.value ? `${at.day.value}T${at.time.value}` : "" }), {});
  const done = el("button", { type: "button", onclick: async () => (await bench.change("dates", said())) && bench.go("publish") }, "时间就是这样");
  const hint = "截止以前报的算按时；截止以后、停止接收以前补报的照常接收，标注“逾期报送”。";
  return [el("h2", {}, dated ? "时间（已定）" : "时间"), el("p", { className: "remark" }, hint), ...fields.map(({ node }) => node), el("p", { className: "do" }, done)];
}

/** @returns {Node[]} */
export function publishStep(bench) {
  const { work } = bench;
  const lacking = [work.questions.some(({ settled }) => !settled) && "还有要你决定的地方", work.rules.some(({ on }) => on === null) && "还有审核关系没有确认", !work.dated && "时间还没有定"].filter(Boolean);
  const facts = el("ul", {}, el("li", {}, `${work.edition}，${work.blanks.length} 处要填，${work.units} 家填报单位`), el("li", {}, `截止 ${work.dates.due.replace("T", " ")}`), el("li", {}, `审核关系 ${work.rules.filter(({ on }) => on).length} 条`));
  const go = el("button", { type: "button", id: "bench-publish", disabled: lacking.length > 0, onclick: () => publish(bench, go) }, "发布");
  const after = (work.told || []).map((each) => el("li", {}, each));
  const done = after.length ? [el("p", {}, el("b", {}, "已经发布，可以填报了。"), " ", el("a", { href: formAddress(bench), id: "bench-form" }, "打开填报页")), el("ul", { className: "remark" }, ...after)] : [];
  return [el("h2", {}, "发布"), facts, ...lacking.map((each) => el("p", { className: "doubt-words" }, each)), el("p", { className: "do" }, go), el("p", { className: "remark" }, "发布后网站马上换成新的，不用重启；原来的文件另存在旁边。"), ...done];
}

const formAddress = ({ desk, work }) => desk.edition.form.replace(/[^/]+\/$/, `${work.edition}/`);

async function publish(bench, button) {
  button.disabled = true;
  button.textContent = "正在发布…";
  if (!(await bench.change("publish"))) bench.draw();
}
