// What the desk says of a figure that may be mistyped: in an officer's words, never a score.

import { el } from "../../lib/dom.js";
import { answerText } from "../data/answers.js";
import { isOver } from "../data/words.js";

/** How a figure was verified. */
export const HOW = { phone: "打过电话", material: "看过佐证材料", explained: "单位已有说明" };

/** A blank in words: its label without the unit of measure that the figure itself will carry. */
export const nameOf = (blank) => blank.label.replace(/（[^（）]*）$/, "");

/** A figure with its unit of measure. */
export const measured = (blank, value) => `${answerText(value, blank)}${blank.measure ? ` ${blank.measure}` : ""}`;

/** What gives it away, for the eye first. @returns {HTMLElement[]} */
export const signsOf = ({ signs }) => signs.map(({ text }) => el("p", { className: "sign" }, /[。！？]$/.test(text) ? text : `${text}。`));

/** What it was compared with, a line each; its share of the total stands elsewhere. @returns {HTMLElement} */
export const comparedList = ({ signs, says }) =>
  el("ul", { className: "compared" }, ...says.slice(signs.length).filter((line) => !line.startsWith("占合计")).map((line) => el("li", {}, line)));

/** What a return comes to, before it is given. @returns {string} */
export const returnMeans = (desk) =>
  `退回后原来的数仍计入合计，并注明“已退回”，直到该单位重新报送。${isOver(desk) ? "网上已停止接收，该单位现在不能重新报送：要收改正的数，请先推迟停止接收的时间。" : ""}`;

/** A return, ready to be sent. @param {object[]} suspects of one unit @returns {string} */
export function readyNote(desk, suspects) {
  const said = suspects.map(({ blanks: [id], values, signs: [sign] }) => {
    const blank = desk.model.blanks[id];
    return `“${nameOf(blank).replace(/“/g, "‘").replace(/”/g, "’")}”填报 ${measured(blank, values[id])}${sign ? `，${sign.text.replace(/[。：].*/, "")}` : ""}`;
  });
  const first = said.length ? `请核实：${said.join("；")}。` : "请核实：";
  if (isOver(desk)) return `${first}网上已停止接收，有误的请与我们联系更正；情况属实的，请告知原因。`;
  return `${first}有误的请修改后重新报送；情况属实的，请填写说明后重新报送。`;
}
