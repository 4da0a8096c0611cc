// The official sentences found in a text that was filled elsewhere: what stands where the page has its blanks.
//
// Only letters and digits are compared, so that spaces, line breaks, quotes, brackets and full-width forms may be
// others; what stands between two stretches of official words is read as it was written. A sentence begins where its own
// first words stand; from the first stretch that is not there on, nothing of it is read.

import { chosen, severalOf } from "./choice.js";

const PASSED_OVER = ".message, .why, .whole, .unfold, .derived, [hidden]";
const LETTER = /[\p{L}\p{N}]/u;
const NUMBERS = ["count", "amount"];
const FAR = { count: 24, amount: 24, date: 24, phone: 40, text: 120, prose: 4000, yes_no: 12, choice: 200, several: 400 }; // letters in a blank at most
const SHORTEST = 4; // letters with which a sentence may begin within a line
const HAN = /[\u3400-\u9fff]/g;
const TORN = /[()（）；;。，,、\n]/;
const EDGE = /^[\s\u200b_＿]+|[\s\u200b_＿]+$/g;

/** @typedef {{texts: string[], blanks: object[]}} Line a sentence: a text before, between and after its blanks */

/**
 * The sentences of the page that have blanks, the heading first.
 * @param {HTMLFormElement} form @param {object} edition
 * @returns {Line[]}
 */
export function sentencesOf(form, { blanks }) {
  const known = new Map(blanks.map((blank) => [blank.id, blank]));
  const lines = Array.from(form.querySelectorAll(".heading, .progress p, .line"), (line) => readLine(line, known));
  return lines.filter((line) => line.blanks.length);
}

/** The texts of a line or a cell and the blanks between them. @returns {Line} */
export function readLine(line, known) {
  const read = { texts: [""], blanks: [] };
  const walk = (child) => {
    const blank = known.get(child.name || child.id);
    if (child.nodeType === Node.TEXT_NODE) read.texts[read.blanks.length] += child.data;
    else if (blank) {
      read.blanks.push(blank);
      read.texts.push("");
    } else if (child.nodeType === Node.ELEMENT_NODE && !child.matches(PASSED_OVER)) child.childNodes.forEach(walk);
  };
  line.childNodes.forEach(walk);
  return read;
}

/** Full-width forms as ASCII. */
const narrowed = (text) => text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));

/** The letters and digits of a text, and where each stood. */
export function fold(text) {
  const at = [];
  let letters = "";
  Array.from(narrowed(text).matchAll(new RegExp(LETTER, "gu"))).forEach(({ 0: letter, index }) => {
    letters += letter;
    for (let unit = 0; unit < letter.length; unit += 1) at.push(index + unit);
  });
  return { letters, at };
}

/**
 * What stands in the text for each blank: as it was written, or null where it cannot be told; "" where nothing stands.
 * @param {Line[]} lines
 * @param {string[]} official what the page says besides, so that it is not taken for something left over
 * @param {string} text
 * @returns {{found: Map<object, string|null>, lacking: object[], left: string[]}} lacking: blanks whose sentence is not
 *   there, or there twice with different figures. left: what is said in other sentences, with a figure or a mark in it.
 */
export function findSentences(lines, official, text) {
  const source = fold(text);
  const folded = lines.map(({ texts }) => texts.map((each) => fold(each).letters));
  const all = [...official.map((each) => fold(each).letters), ...folded.map((each) => each.join(""))];
  const found = new Map();
  const taken = [];
  lines.forEach((line, index) => {
    const begin = folded[index][0];
    const alone = begin.length >= SHORTEST && all.filter((each) => each.includes(begin)).length === 1;
    const starts = placesOf(source.letters, begin).filter((start) => alone || beginsLine(text, source.at[start]));
    const readings = starts.map((start) => readFrom(line, folded[index], source, text, start));
    taken.push(...readings.map(({ from, to }) => [from, to]));
    if (new Set(readings.map(({ values }) => JSON.stringify(values))).size !== 1) return;
    readings[0].values.forEach((value, n) => found.set(line.blanks[n], value));
  });
  const blanks = lines.flatMap((line) => line.blanks);
  return { found, lacking: blanks.filter((blank) => !found.has(blank)), left: leftOver(text, taken, all) };
}

function placesOf(letters, begin) {
  const places = [];
  for (let place = letters.indexOf(begin); begin && place >= 0; place = letters.indexOf(begin, place + 1)) places.push(place);
  return places;
}

/** Whether nothing but a number of its own (1. （2） ③) stands before it in its line. */
const beginsLine = (text, place) => /^[^\p{L}\p{N}]*\d{0,2}[^\p{L}\p{N}]*$/u.test(text.slice(text.lastIndexOf("\n", place - 1) + 1, place));

/** The values of a sentence that begins there, as far as its own words follow; a number that is torn ends it. */
function readFrom({ texts, blanks }, folded, { letters, at }, text, start) {
  const values = [];
  let end = start + folded[0].length;
  for (let n = 0; n < blanks.length; n += 1) {
    const from = at[end - 1] + 1;
    const next = folded[n + 1];
    if (!next && n < blanks.length - 1) break; // two blanks with no word between them
    const there = next ? letters.indexOf(next, end) : -1;
    if (next && (there < 0 || there - end > FAR[blanks[n].kind])) break;
    const raw = next ? text.slice(from, at[there]) : restOf(text.slice(from), blanks[n]);
    const value = clean(raw, texts[n], texts[n + 1]);
    const torn = NUMBERS.includes(blanks[n].kind) && isTorn(value);
    values.push(torn ? null : read(blanks[n], value));
    if (torn) break;
    end = next ? there + next.length : end;
  }
  return { values, from: at[start], to: at[end - 1] + 1 };
}

/** What ends a sentence: the end of its line, and of all but a text a stop. */
const restOf = (rest, { kind }) => (["text", "prose"].includes(kind) ? /^[^\n]*/ : /^\s*[^\n；;。]*/).exec(rest)[0];

const LOOKS = { "“": '"', "”": '"', "‘": '"', "’": '"', "'": '"', "【": "(", "〔": "(", "[": "(", "】": ")", "〕": ")", "]": ")", "。": ";", ",": ";" };

/** A mark as one of those that are written for each other. */
const alike = (mark) => LOOKS[narrowed(mark)] || narrowed(mark);

/** Without the marks that the paper has around the blank. */
function clean(raw, before, after) {
  const marks = (text) => new Set(Array.from(text, alike));
  const [lead, trail] = [marks(/[^\p{L}\p{N}]*$/u.exec(before)[0]), marks(/^[^\p{L}\p{N}]*/u.exec(after)[0])];
  let value = raw.replace(EDGE, "");
  while (value && lead.has(alike(value[0]))) value = value.slice(1).replace(EDGE, "");
  while (value && trail.has(alike(value[value.length - 1]))) value = value.slice(0, -1).replace(EDGE, "");
  return value;
}

/** Whether words stand in a number's place that may be another blank's, or the end of a line. */
function isTorn(value) {
  const words = (value.match(HAN) || []).length;
  return words > 2 || (words > 0 && TORN.test(value)) || value.includes("\n");
}

function read({ kind, options }, value) {
  if (kind === "yes_no") return chosen(value, ["是", "否"]);
  if (kind === "several") return severalOf(value, options);
  return kind === "choice" ? chosen(value, options) : value.replace(kind === "prose" ? /\r/g : /\s*\n\s*/g, kind === "prose" ? "" : " ");
}

/** Lines with a figure or a ticked box that no sentence has taken and the table does not say. */
function leftOver(text, taken, all) {
  let place = 0;
  return text.split("\n").filter((line) => {
    const [from, to] = [place, place + line.length];
    place = to + 1;
    const { letters } = fold(line);
    return /[\d０-９☑√]/.test(line) && !taken.some(([begin, end]) => begin < to && from < end) && !all.some((each) => each.includes(letters));
  });
}
