// The small code beside the seal, 回执号, 校验码 and 存证码 for a scanner or a phone: a QR code of version 3 with error correction M
// (ISO/IEC 18004), up to 61 characters of the alphanumeric alphabet in one block of 44 data and 26 correction bytes, 29 × 29
// modules. In this order: the text as bits, their places, the correction (Reed–Solomon over GF(256) with x⁸ + x⁴ + x³ + x² + 1),
// the masks and their penalty, the drawing.

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const SIDE = 29;
const DATA = 44;
const CORRECTION = 26;
const LONGEST = 61;
const SVG = "http://www.w3.org/2000/svg";
const QUIET = 4; // modules that must stay white around the code, by the standard

/**
 * The modules of the code that says `text`, by rows, 1 for dark; null where it is too long or has other characters.
 * @param {string} text
 * @param {number} [mask] 0 to 7; without it the one with the least penalty
 * @returns {number[][]|null}
 */
export function makeCode(text, mask) {
  if (text.length > LONGEST || Array.from(text).some((letter) => !ALPHABET.includes(letter))) return null;
  const data = bytesOf(text);
  const bits = Array.from(data.concat(correctionOf(data, CORRECTION)), (byte) => binary(byte, 8)).join("");
  if (mask !== undefined) return place(bits, mask);
  const codes = MASKS.map((_, each) => place(bits, each));
  const penalties = codes.map(penaltyOf);
  return codes[penalties.indexOf(Math.min(...penalties))];
}

const binary = (number, width) => number.toString(2).padStart(width, "0");

/** Mode 0010, the length in 9 bits, pairs in 11 and a last one in 6; closed with 0000 and filled up. */
function bytesOf(text) {
  let bits = `0010${binary(text.length, 9)}`;
  for (let i = 0; i < text.length; i += 2) {
    const [first, second] = [ALPHABET.indexOf(text[i]), ALPHABET.indexOf(text[i + 1] || "")];
    bits += i + 1 < text.length ? binary(first * 45 + second, 11) : binary(first, 6);
  }
  bits = `${bits}0000`.slice(0, DATA * 8);
  bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, "0");
  const bytes = bits.match(/.{8}/g).map((eight) => parseInt(eight, 2));
  for (let filler = 0xec; bytes.length < DATA; filler ^= 0xec ^ 0x11) bytes.push(filler);
  return bytes;
}

/** The patterns of the standard, then the bits in columns of two from the lower right, up and down by turns. */
function place(bits, mask) {
  const modules = patterns(mask);
  let next = 0;
  for (let right = SIDE - 1; right > 0; right -= 2) {
    if (right === 6) right -= 1; // the vertical timing pattern
    const up = ((right + 1) & 2) === 0;
    for (let step = 0; step < SIDE; step += 1) {
      const y = up ? SIDE - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (modules[y][x] !== undefined) continue;
        const dark = next < bits.length && bits[next] === "1";
        modules[y][x] = Number(dark) ^ Number(MASKS[mask](y, x));
        next += 1;
      }
    }
  }
  return modules;
}

/** Finders with their white rims, alignment, timing, and the format; the rest is undefined. */
function patterns(mask) {
  const modules = Array.from({ length: SIDE }, () => new Array(SIDE));
  const ring = (y0, x0, reach, dark) => {
    for (let y = Math.max(0, y0 - reach); y <= Math.min(SIDE - 1, y0 + reach); y += 1) {
      for (let x = Math.max(0, x0 - reach); x <= Math.min(SIDE - 1, x0 + reach); x += 1) {
        modules[y][x] = Number(dark.includes(Math.max(Math.abs(y - y0), Math.abs(x - x0))));
      }
    }
  };
  for (let i = 8; i < SIDE - 8; i += 1) modules[6][i] = modules[i][6] = 1 - (i % 2);
  [[3, 3], [3, SIDE - 4], [SIDE - 4, 3]].forEach(([y, x]) => ring(y, x, 4, [0, 1, 3]));
  ring(SIDE - 7, SIDE - 7, 2, [0, 2]);
  addFormat(modules, mask);
  return modules;
}

/** Level M (00) and the mask with their BCH check, twice, and the one module that is always dark. */
function addFormat(modules, mask) {
  let rest = mask << 10;
  for (let bit = 14; bit >= 10; bit -= 1) if (rest & (1 << bit)) rest ^= 0x537 << (bit - 10);
  const format = ((mask << 10) | rest) ^ 0x5412;
  for (let i = 0; i < 15; i += 1) {
    const dark = (format >> i) & 1;
    const turn = i < 6 ? i : i < 8 ? i + 1 : SIDE - 15 + i;
    modules[turn][8] = dark;
    modules[8][i < 8 ? SIDE - 1 - i : i < 9 ? 7 : 14 - i] = dark;
  }
  modules[SIDE - 8][8] = 1;
}

/** @returns {number[]} `length` correction bytes for `data` */
function correctionOf(data, length) {
  const divisor = generator(length);
  const rest = new Array(length).fill(0);
  data.forEach((byte) => {
    const factor = byte ^ rest.shift();
    rest.push(0);
    divisor.forEach((coefficient, i) => {
      rest[i] ^= times(coefficient, factor);
    });
  });
  return rest;
}

/** (x − 2⁰)(x − 2¹)…, highest power first, without the leading 1. */
function generator(length) {
  const result = new Array(length - 1).fill(0).concat(1);
  for (let i = 0, root = 1; i < length; i += 1, root = times(root, 2)) {
    result.forEach((coefficient, place) => {
      result[place] = times(coefficient, root) ^ (result[place + 1] || 0);
    });
  }
  return result;
}

function times(a, b) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    if ((b >> bit) & 1) product ^= a;
  }
  return product;
}

/** By row and column: whether the mask turns this module over. */
const MASKS = [
  (y, x) => (y + x) % 2 === 0,
  (y) => y % 2 === 0,
  (y, x) => x % 3 === 0,
  (y, x) => (y + x) % 3 === 0,
  (y, x) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (y, x) => ((y * x) % 2) + ((y * x) % 3) === 0,
  (y, x) => (((y * x) % 2) + ((y * x) % 3)) % 2 === 0,
  (y, x) => (((y + x) % 2) + ((y * x) % 3)) % 2 === 0,
];

/** Long runs, blocks of one colour, what looks like a finder, and an uneven share of dark modules. */
function penaltyOf(modules) {
  const side = modules.length;
  const rows = modules.map((row) => row.join(""));
  const columns = modules.map((_, x) => modules.map((row) => row[x]).join(""));
  const lines = rows.concat(columns);
  const runs = lines.reduce((sum, line) => sum + (line.match(/0{5,}|1{5,}/g) || []).reduce((all, run) => all + run.length - 2, 0), 0);
  let blocks = 0;
  for (let y = 1; y < side; y += 1) {
    for (let x = 1; x < side; x += 1) {
      const four = modules[y][x] + modules[y - 1][x] + modules[y][x - 1] + modules[y - 1][x - 1];
      if (four % 4 === 0) blocks += 3;
    }
  }
  const finders = lines.reduce((sum, line) => sum + 40 * finderLike(line), 0);
  const dark = rows.join("").replace(/0/g, "").length / (side * side);
  return runs + blocks + finders + 10 * Math.floor(Math.abs(dark * 100 - 50) / 5);
}

/** How often 1011101 stands with four light modules before or after it; the quiet zone is light. */
function finderLike(line) {
  const wide = `0000${line}0000`;
  let found = 0;
  let at = wide.indexOf("1011101");
  while (at >= 0) {
    const alone = wide.slice(at - 4, at) === "0000" || wide.slice(at + 7, at + 11) === "0000";
    if (alone) found += 1;
    at = wide.indexOf("1011101", at + (alone ? 7 : 1));
  }
  return found;
}

/**
 * What the code says; the digest without its dashes, and only where there is room for it. A reference outside the roster has lower case (unknown-…), which the code's alphabet lacks.
 * @param {object} receipt
 * @returns {string}
 */
export function codeText({ reference, checksum_short: checksum, digest_short: digest }) {
  const text = `${reference} ${checksum}`.toUpperCase();
  const whole = digest ? `${text} ${digest.replace(/-/g, "")}` : text;
  return whole.length > LONGEST ? text : whole;
}

/**
 * Draws the code into `place`, its modules in rows; leaves it empty where the text does not fit.
 * @param {HTMLElement} place @param {string} text
 */
export function drawCode(place, text) {
  const modules = makeCode(text);
  if (!modules) return;
  place.textContent = ""; // what was drawn before more was known
  const side = modules.length + 2 * QUIET;
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", `0 0 ${side} ${side}`);
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", "二维码：回执号、校验码和存证码");
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
