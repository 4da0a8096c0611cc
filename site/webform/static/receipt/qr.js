// A QR code of version 3 with error correction M (ISO/IEC 18004): up to 61 characters of the alphanumeric alphabet in one
// block of 44 data and 26 correction bytes, 29 × 29 modules.

import { correctionOf } from "../correction.js";
import { MASKS, penaltyOf } from "../mask.js";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const SIDE = 29;
const DATA = 44;
const CORRECTION = 26;
const LONGEST = 61;

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
