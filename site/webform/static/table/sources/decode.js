// The letters of a text file: in UTF-8, or as Windows writes them.

/**
 * UTF-16 (Excel's Unicode 文本, some editors) has a mark in front, UTF-8 needs none, and GBK, in which Excel in China
 * writes CSV and Word its texts, has none.
 * @param {ArrayBuffer} bytes @returns {{text: string, recoded: boolean}} recoded: read as GBK
 */
export function decode(bytes) {
  const [first, second] = new Uint8Array(bytes);
  const marks = { "255,254": "utf-16le", "254,255": "utf-16be" };
  try {
    return { text: new TextDecoder(marks[`${first},${second}`] || "utf-8", { fatal: true }).decode(bytes), recoded: false };
  } catch (error) {
    console.warn("neither UTF-8 nor UTF-16", error.name);
    return { text: new TextDecoder("gb18030").decode(bytes), recoded: true };
  }
}
