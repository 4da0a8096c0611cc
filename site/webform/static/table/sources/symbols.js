// Boxes and ticks that documents write as letters of a font of symbols (Microsoft's Wingdings and Wingdings 2).

const SYMBOLS = {
  wingdings: { 0x6e: "■", 0x6f: "□", 0x71: "□", 0x72: "□", 0xa8: "□", 0xfb: "☒", 0xfc: "√", 0xfd: "☒", 0xfe: "☑" },
  "wingdings 2": { 0x2a: "□", 0x50: "√", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xa2: "■", 0xa3: "□" },
};

/** @param {string} font @param {number} code of the letter, or of its place in the private area @param {string} other what it is if none of these */
export function symbol(font, code, other) {
  const known = SYMBOLS[font.toLowerCase()] || {};
  return known[code % 0x100] || other;
}

/** A text of any font. @param {string} font @param {string} text */
export const spelled = (font, text) => (SYMBOLS[font.toLowerCase()] ? Array.from(text, (letter) => symbol(font, letter.charCodeAt(0), letter)).join("") : text);
