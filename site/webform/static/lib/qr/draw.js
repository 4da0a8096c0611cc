// A QR code of version 3 with error correction M (ISO/IEC 18004), 44 data and 26 correction bytes in one block: beside the seal
// for a scanner, on the screen for a phone.

import { bitsOf } from "./bytes.js";
import { MASKS, penaltyOf, placeBits } from "./modules.js";
import { draw } from "../svg.js";

const QUIET = 4; // modules that must stay white around the code, by the standard

/**
 * The modules of the code that says `text`, by rows, 1 for dark; null where it is too long or has letters beyond ASCII.
 * @param {string} text
 * @param {number} [mask] 0 to 7; without it the one with the least penalty
 * @returns {number[][]|null}
 */
export function makeCode(text, mask) {
  const bits = bitsOf(text);
  if (!bits) return null;
  if (mask !== undefined) return placeBits(bits, mask);
  const codes = MASKS.map((_, each) => placeBits(bits, each));
  const penalties = codes.map(penaltyOf);
  return codes[penalties.indexOf(Math.min(...penalties))];
}

/**
 * Draws the code into `place`, its modules in rows; leaves it empty where the text does not fit.
 * @param {HTMLElement} place @param {string} text @param {string} label what it says, to who hears the page
 * @returns {boolean} whether it is drawn
 */
export function drawCode(place, text, label) {
  const modules = makeCode(text);
  if (!modules) return false;
  place.textContent = ""; // what was drawn before more was known
  const side = modules.length + 2 * QUIET;
  const path = draw("path", { d: modules.map(rowOf).join("") });
  place.append(draw("svg", { viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": `二维码：${label}` }, path));
  return true;
}

/** The dark runs of a row as pieces of a path: without seams between neighbours. */
function rowOf(row, y) {
  let path = "";
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    let end = x;
    while (row[end]) end += 1;
    path += `M${x + QUIET} ${y + QUIET}h${end - x}v1h${x - end}z`;
    x = end;
  }
  return path;
}
