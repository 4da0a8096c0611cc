// The small code beside the seal: 回执号 and 校验码, to be read by a scanner or a phone.

import { makeCode } from "./receipt/qr.js";

const SVG = "http://www.w3.org/2000/svg";
const QUIET = 4; // modules that must stay white around the code, by the standard

/** What the code says. A reference outside the roster has lower case (unknown-…), which the code's alphabet lacks. */
export const codeText = ({ reference, checksum_short: checksum }) => `${reference} ${checksum}`.toUpperCase();

/** Draws the code into `place`, its modules in rows; leaves it empty where the text does not fit. */
export function drawCode(place, text) {
  const modules = makeCode(text);
  if (!modules) return;
  const side = modules.length + 2 * QUIET;
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", `0 0 ${side} ${side}`);
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", "二维码：回执号和校验码");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", modules.map(rowOf).join(""));
  picture.append(path);
  place.append(picture);
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
