// What the bureau says of a filing: asked in a dialog where there is something to ask, sent as a review. Loaded when the
// first is given. Nothing here changes a figure or a total.

import { AT_ONCE, AskError, addReviews } from "../data/ask.js";
import { likely } from "../data/model.js";
import { loadSheet } from "../data/parts.js";
import { HOW, measured, nameOf, returnMeans } from "./doubt.js";
import { isOver, someOf } from "../data/words.js";
import { el, quietButton } from "../../lib/dom.js";
import { newKey, recall, remember, thisComputer } from "../../lib/storage.js";

const WHO = "desk-officer";
const NOBODY = "经办人";

/** Who acts, as typed last on this computer. */
const officer = () => recall(thisComputer, WHO) || NOBODY;

/** What a review of this unit's newest filing is about. */
const aboutOf = ({ filing }) => ({ id: filing.id, checksum: filing.checksum });

/**
 * Sends reviews, many at a time, says what came of them, and shows the collection anew. What was not stored is named, with
 * a button that goes on with it under the same key: nothing is stored twice.
 * @returns {Promise<string>} why not; '' where all are stored
 */
const give = (desk, reviews, said, ...ways) => giveRest(desk, { left: reviews.map((review) => ({ by: officer(), note: "", ...review })), all: reviews.length, key: newKey() }, said, ways);

async function giveRest(desk, act, said, ways) {
  const [refused, why] = [[], new Set()];
  try {
    while (act.left.length) {
      if (act.all > AT_ONCE) desk.tell(`正在记下，已记 ${act.all - act.left.length - refused.length} 条，共 ${act.all} 条…`);
      const sent = act.left.slice(0, AT_ONCE);
      (await addReviews(desk, sent, act.key)).forEach((wrong, place) => {
        if (wrong) refused.push(sent[place]);
        if (wrong) why.add(wrong);
      });
      act.left.splice(0, AT_ONCE);
    }
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    why.add(error.message);
  }
  const rest = refused.concat(act.left);
  const [done, words] = [act.all - rest.length, Array.from(why).join("；")];
  if (done) await desk.refresh(true);
  if (!rest.length) desk.tell(said, ...ways);
  else if (!done) desk.tell(`没有记下：${words}`);
  else {
    const names = someOf(rest.map(({ unit }) => desk.model.byCode.get(unit).short), 6);
    desk.tell(`记下了 ${done} 条，${rest.length} 条没有记下（${names}）：${words} `, quietButton("继续记下其余的", () => giveRest(desk, { ...act, left: rest }, said, ways)));
  }
  return rest.length && !done ? `没有记下：${words}` : "";
}

/** A question in a dialog, which stays until `act` says nothing against it. */
async function ask(desk, heading, parts, verb, act) {
  await loadSheet(desk, "views"); // the first view does without
  const who = el("input", { type: "text", value: recall(thisComputer, WHO) || "", maxLength: 40, placeholder: "姓名，填一次即可" });
  const refused = el("p", { className: "refused", role: "alert" });
  const form = el(
    "form",
    {},
    el("h2", { id: "asked" }, heading),
    ...parts,
    el("p", {}, el("label", {}, "经办人 ", who)),
    refused,
    el("p", { className: "ways" }, el("button", { type: "submit" }, verb), " ", quietButton("取消", () => dialog.close())),
  );
  const dialog = el("dialog", { "aria-labelledby": "asked" }, form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    remember(thisComputer, WHO, who.value.trim() || null);
    const [button] = form.querySelectorAll("[type=submit]");
    button.disabled = true; // a double click is one review
    const wrong = await act();
    button.disabled = false;
    refused.textContent = wrong;
    if (!wrong) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.getElementById("main").append(dialog);
  dialog.showModal();
}

const noteField = (value, label, rows = 3) => {
  const field = el("textarea", { rows, value, maxLength: 500 });
  return [field, el("p", {}, el("label", {}, label, field))];
};

/**
 * A name outside the roster is one of its units: from now on its filings count for that unit.
 * @param {object} outside @param {string} code of the unit; '' asks for it
 */
export function assignName(desk, outside, code) {
  const name = outside.name.replace(/⟨U\+[0-9A-F]+⟩/g, ""); // a name is the same without what cannot be seen
  const assign = (chosen, said, ...ways) => give(desk, [{ kind: "alias", unit: outside.code, name, code: chosen }], said, ...ways);
  const take = (chosen) => {
    const { name: official, status } = desk.model.byCode.get(chosen);
    const counts = status === "missing" ? "报送的内容计入该单位" : "该单位自己也报过，计入合计的是收到较晚的一份";
    return assign(chosen, `已把“${name}”认作 ${official}，${counts}。 `, quietButton("撤销", () => assign("", `已撤销，“${name}”仍列在名单外。`)));
  };
  if (code) {
    take(code);
    return;
  }
  const meant = likely(desk.model, outside);
  const options = [...meant, ...desk.model.roster.filter((unit) => !meant.includes(unit))].map((unit) => el("option", { value: unit.code }, `${unit.name}${unit.status === "missing" ? "（未报）" : ""}`));
  const alike = meant.length > 0; // else nobody stands there to be taken by a slip
  const list = el("select", { required: true }, ...(alike ? [] : [el("option", { value: "" }, "请选择")]), ...options);
  ask(desk, `“${outside.name}”是名单里的哪一家`, [el("p", {}, el("label", {}, "单位 ", list)), el("p", { className: "remark" }, `${alike ? "最像的在前。" : ""}认作以后，这个名称报送的内容都计入该单位；该单位自己也报过的，收到较晚的一份计入合计。可以撤销。`)], "认作这一家", () => take(list.value));
}

/** Accepts the filings of several units at once. */
export function acceptAll(desk, units) {
  const names = el("p", { className: "remark names" }, units.map(({ short }) => short).join("、"));
  ask(desk, `验收 ${units.length} 家`, [el("p", {}, "这些单位的报表没有待核实的数。验收只作记号，单位仍可修改；改了的会重新列为待验收。"), names], "验收", () =>
    give(desk, units.map((unit) => ({ kind: "accepted", unit: unit.code, about: aboutOf(unit) })), `已验收 ${units.length} 家。`),
  );
}

/** Accepts the newest filing of a unit, and goes on to the next that waits. */
export async function acceptUnit(desk, unit) {
  const listed = desk.listed();
  const next = listed.slice(listed.indexOf(unit) + 1).find(({ state }) => state === "waiting" || state === "reopened");
  const ways = next ? [quietButton(`下一家：${next.short}`, () => desk.go("unit", next.code))] : [];
  await give(desk, [{ kind: "accepted", unit: unit.code, about: aboutOf(unit) }], `已验收 ${unit.name}。 `, ...ways);
}

/** Returns the newest filing of a unit with words for it. @param {string} note @param {string} [blank] the one that is meant */
export async function returnUnit(desk, unit, note, blank) {
  const copy = quietButton("复制这段话发给单位", () => desk.copy(`${unit.name}：${note}`));
  const review = { kind: "returned", unit: unit.code, about: aboutOf(unit), note };
  return give(desk, [blank ? { ...review, blank } : review], `已退回 ${unit.name}。单位打开表格时会看到这段话${isOver(desk) ? "，但网上已停止接收，请与该单位联系" : ""}。 `, copy);
}

/** Asks for the words of a return in a dialog. */
export function askReturn(desk, unit, ready, blank) {
  const [note, field] = noteField(ready, "写给该单位的话", 4);
  ask(desk, `退回 ${unit.name}`, [field, el("p", { className: "remark" }, returnMeans(desk))], "退回", () => returnUnit(desk, unit, note.value.trim(), blank));
}

/** Asks how a figure was verified; the bare phrase is no answer. */
export function verifyFigure(desk, suspect) {
  const [id] = suspect.blanks;
  const ways = Object.entries(HOW).map(([value, text]) => el("label", { className: "way" }, el("input", { type: "radio", name: "how", value, required: true }), ` ${text} `));
  const [note, field] = noteField("", "怎样核实的（写具体情况，如“打电话问过，是全市现场会的人数”）", 2);
  const heading = `核实无误：${suspect.unit_name}，${nameOf(desk.model.blanks[id])} ${measured(desk.model.blanks[id], suspect.values[id])}`;
  ask(desk, heading, [el("fieldset", {}, el("legend", {}, "依据"), ...ways), field], "记下", () => {
    const how = ways.map((way) => way.firstChild).find(({ checked }) => checked).value;
    const review = { kind: "verified", unit: suspect.unit, how, note: note.value.trim() };
    return give(desk, suspect.blanks.map((blank) => ({ ...review, blank, value: suspect.values[blank] })), "已记下，这个数不再列出；以后改了会重新列出。");
  });
}
