// What a QR code says, as bytes: the text's bits, then its correction (Reed–Solomon over GF(256) with x⁸ + x⁴ + x³ + x² + 1).

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const DATA = 44;
const CORRECTION = 26;

/** Letters of the alphabet that fit, and ASCII letters that do. */
export const LONGEST = 61;
const LONGEST_PLAIN = 42;

const binary = (number, width) => number.toString(2).padStart(width, "0");

/**
 * The 70 bytes of the code as bits; null where the text is too long or has letters beyond ASCII.
 * @param {string} text @returns {string|null}
 */
export function bitsOf(text) {
  const plain = Array.from(text).some((letter) => !ALPHABET.includes(letter));
  if (text.length > (plain ? LONGEST_PLAIN : LONGEST) || /[^ -~]/.test(text)) return null;
  const data = closed(plain ? lettered(text) : packed(text));
  return Array.from(data.concat(correctionOf(data, CORRECTION)), (byte) => binary(byte, 8)).join("");
}

/** Mode 0100, the length in 8 bits, each letter in 8. */
const lettered = (text) => `0100${binary(text.length, 8)}${Array.from(text, (letter) => binary(letter.charCodeAt(0), 8)).join("")}`;

/** Mode 0010, the length in 9 bits, pairs in 11 and a last one in 6. */
function packed(text) {
  let bits = `0010${binary(text.length, 9)}`;
  for (let i = 0; i < text.length; i += 2) {
    const [first, second] = [ALPHABET.indexOf(text[i]), ALPHABET.indexOf(text[i + 1] || "")];
    bits += i + 1 < text.length ? binary(first * 45 + second, 11) : binary(first, 6);
  }
  return bits;
}

/** Closed with 0000 and filled up. */
function closed(text) {
  let bits = `${text}0000`.slice(0, DATA * 8);
  bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, "0");
  const bytes = bits.match(/.{8}/g).map((eight) => parseInt(eight, 2));
  for (let filler = 0xec; bytes.length < DATA; filler ^= 0xec ^ 0x11) bytes.push(filler);
  return bytes;
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
