// The masks of a QR code, and the penalty by which the standard chooses among them.

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
