// What the desk says of a figure that may be mistyped: in an officer's words, never a score.

import { el } from "../lib/dom.js";
import { answerText, figure } from "./data/words.js";

/** A blank in words: its label without the unit of measure that the figure itself will carry. */
export const nameOf = (blank) => blank.label.replace(/（[^（）]*）$/, "");

/** A figure with its unit of measure. */
export const measured = (blank, value) => `${answerText(value)}${blank.measure ? ` ${blank.measure}` : ""}`;

/** What gives it away, for the eye first. @returns {HTMLElement[]} */
export const signsOf = ({ signs }) => signs.map(({ text }) => el("p", { className: "sign" }, /[。！？]$/.test(text) ? text : `${text}。`));

/** What it was compared with, a line each. @returns {HTMLElement} */
export function comparedList(desk, suspect) {
  const [id] = suspect.blanks;
  const blank = desk.model.blanks[id];
  const value = suspect.values[id];
  const lines = [];
  if (suspect.expected) {
    lines.push(`按本单位规模，同类单位一般在 ${figure(suspect.expected.low)}–${figure(suspect.expected.high)}${blank.measure ? ` ${blank.measure}` : ""}`);
  }
  const { lastYear } = desk.model.byCode.get(suspect.unit);
  const before = lastYear ? lastYear[id] : undefined;
  if (before === 0) lines.push("去年这一项是 0");
  if (before > 0) lines.push(`去年 ${measured(blank, before)}，${timesText(value / before)}`);
  return el("ul", { className: "compared" }, ...lines.map((line) => el("li", {}, line)));
}

function timesText(times) {
  if (times >= 1.5) return `今年是去年的 ${times >= 10 ? figure(Math.round(times)) : times.toFixed(1)} 倍`;
  if (times <= 0.67 && times > 0) return `今年只有去年的 1/${figure(Math.round(1 / times))}`;
  return times ? "今年与去年相近" : "今年是 0";
}

/** A return, ready to be sent. @param {object[]} suspects of one unit @returns {string} */
export function readyNote({ model }, suspects) {
  const said = suspects.map(({ blanks: [id], values, signs: [sign] }) => {
    const blank = model.blanks[id];
    return `“${nameOf(blank)}”填报 ${measured(blank, values[id])}${sign ? `，${sign.text.replace(/[。：].*/, "")}` : ""}`;
  });
  const first = said.length ? `请核实：${said.join("；")}。` : "请核实：";
  return `${first}有误的请修改后重新报送；情况属实的，请填写说明后再报送一次。`;
}
