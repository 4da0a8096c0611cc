// The last steps: who reports, what has changed since the edition before, the preview, publishing.

import { download } from "../../lib/download.js";
import { el, quietButton } from "../../lib/dom.js";

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
