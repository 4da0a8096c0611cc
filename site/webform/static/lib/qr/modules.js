// The modules of a QR code of version 3, 29 × 29: where the bits stand between the patterns, the masks and their penalty.

const SIDE = 29;

/** The patterns of the standard, then the bits in columns of two from the lower right, up and down by turns. */
export function placeBits(bits, mask) {
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

/** By row and column: whether the mask turns this module over. */
export const MASKS = [
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
export function penaltyOf(modules) {
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
