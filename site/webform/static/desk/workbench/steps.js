// The steps after the questions: the rules to confirm, the dates, who reports, what has changed since the edition before, the
// preview, publishing.

import { download } from "../../lib/download.js";
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

/** @returns {Node[]} */
export function rosterStep(bench) {
  const { work } = bench;
  const file = el("input", { type: "file", id: "bench-roster", accept: ".xlsx,.csv" });
  file.addEventListener("change", () =>
    bench.trying(async () => {
      const [chosen] = file.files;
      file.value = ""; // the same file, mended, can be chosen again
      bench.work = await bench.ask(`/${work.edition}/roster`, chosen, { "X-Version": String(work.version) });
      bench.draw();
    }),
  );
  const save = quietButton("下载现在的名单（Excel）", () =>
    bench.trying(async () => download(await (await bench.reply(`/${work.edition}/roster.xlsx`)).blob(), `报送单位名单-${work.edition}.xlsx`)),
  );
  const [now, ...changes] = work.units;
  return [
    el("h2", {}, `报送单位名单：${now}`),
    el("p", { className: "remark" }, now === "0 家" ? "还没有名单：下载空表，在 Excel 里填好各单位，再选回来。" : "没有变化的，不用动。有变化的：下载，在 Excel 里增删改（单位代码不要改），再选回来。"),
    el("p", { className: "do" }, save),
    el("p", { className: "do" }, el("label", {}, "改好的名单（.xlsx、.csv） ", file)),
    el("ul", { className: "unit-changes" }, ...changes.map((each) => el("li", {}, each))),
    el("p", { className: "do" }, el("button", { type: "button", onclick: () => bench.go("changes") }, "名单就是这样")),
  ];
}

/** @returns {Node[]} */
export function changesStep(bench) {
  const place = el("div", {}, el("p", {}, "正在比较…"));
  bench.trying(async () => {
    const { changes, sorts, from } = await bench.ask(`/${bench.work.edition}/changes`);
    place.textContent = "";
    place.append(el("h2", {}, from ? `与${from === bench.work.edition ? "现在的表" : ` ${from} `}相比有 ${changes.length} 处变化` : "没有沿用以前的表，没有可比的"));
    Object.entries(sorts).forEach(([sort, name]) => {
      const some = changes.filter(({ what }) => what === sort);
      if (some.length) place.append(el("details", { className: "card", open: some.length < 12 }, el("summary", {}, `${name} ${some.length}`), el("ul", {}, ...some.map(changeLine))));
    });
  });
  return [place];
}

function changeLine({ place, difference }) {
  const pieces = difference.map(([mark, text]) => (mark === "same" ? text : el(mark === "gone" ? "del" : "ins", {}, text)));
  return el("li", {}, `${place}：`, ...pieces);
}

/** In a window of its own, opened at once: a browser lets no page open one later. */
function preview(bench, shape) {
  const opened = window.open("", "_blank", shape);
  if (!opened) {
    bench.desk.tell("浏览器没有让新窗口打开。请允许本网站打开窗口，再点一次。");
    return;
  }
  bench.trying(async () => {
    const { address } = await bench.ask(`/${bench.work.edition}/preview`, {});
    opened.location.href = address;
  }).then((done) => done || opened.close());
}

/** @returns {Node[]} */
export function publishStep(bench) {
  const { work } = bench;
  const lacking = [work.questions.some(({ settled }) => !settled) && "还有要你决定的地方", work.rules.some(({ on, fits }) => fits && on === null) && "还有审核关系没有确认", !work.dated && "时间还没有定", work.units[0] === "0 家" && "还没有报送单位名单"].filter(Boolean);
  const facts = el("ul", {}, el("li", {}, `${work.edition}，${work.blanks.length} 处要填，报送单位 ${work.units[0]}`), el("li", {}, `截止 ${work.dates.due.replace("T", " ")}`), el("li", {}, `审核关系 ${work.rules.filter(({ on, fits }) => fits && on).length} 条`));
  const refile = work.refile ? ["要填的项目与现在的表不同：已经报来的，对不上的不计入合计，发布后要请那些单位重新报送。"] : [];
  const go = el("button", { type: "button", id: "bench-publish", disabled: lacking.length > 0, onclick: () => publish(bench, go) }, "发布");
  const after = (work.told || []).map((each) => el("li", {}, each));
  const done = after.length ? [el("p", {}, el("b", {}, "已经发布，可以填报了。"), " ", el("a", { href: formAddress(bench), id: "bench-form" }, "打开填报页")), el("ul", { className: "remark" }, ...after)] : [];
  const look = quietButton("预览填报页", () => preview(bench, ""));
  const phone = quietButton("按手机的宽度预览", () => preview(bench, "width=380,height=780"));
  return [el("h2", {}, "预览"), el("p", { className: "do" }, look, phone), el("p", { className: "remark" }, "预览就是真的填报页，可以试填、试报，不会正式报送。网址也可以发到手机上打开。"), el("h2", {}, "发布"), facts, ...[...lacking, ...refile].map((each) => el("p", { className: "doubt-words" }, each)), el("p", { className: "do" }, go), el("p", { className: "remark" }, "发布后网站马上换成新的，不用重启；原来的文件另存在旁边。"), ...done];
}

const formAddress = ({ desk, work }) => desk.edition.form.replace(/[^/]+\/$/, `${work.edition}/`);

async function publish(bench, button) {
  button.disabled = true;
  button.textContent = "正在发布…";
  if (!(await bench.change("publish"))) bench.draw();
}
