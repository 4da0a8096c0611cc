// A number of a workbook as Excel shows it: stored are 0.5 for 50%, 44259 for 3月4日, 12345 where 1.2 is shown in 万元.

const BUILT_IN = /^(?:(9|10)|(14|15|16|17|22|27|28|29|30|31|36|50|51|52|53|54|57|58)|(18|19|20|21|32|33|34|35|45|46|47|55|56))$/;
const BUILT = ["0%", "yyyy/m/d", "h:mm"]; // of each group above
const SAID = /"[^"]*"|\\.|!.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi; // words, and what aligns, colours or names a language; [h] is hours
const SCALED = /[0#?],+(?![0#?,])|[0#?][!\\]\.|[0#?]"\."/; // in thousands; a point put between digits
const LARGER = /[十百千万亿拾佰仟萬億‰]/; // 12 shown as 12万
const EPOCH = [Date.UTC(1899, 11, 30), Date.UTC(1904, 0, 1)];
const A_DAY = 86400000;
const LAST = 2958466; // the day after 9999-12-31

/**
 * @param {string} stored as the file has it
 * @param {string} format
 * @param {boolean} from1904 whether days are counted from 1904
 * @returns {string}
 */
export function asShown(stored, format, from1904) {
  const number = Number(Number(stored).toPrecision(15)); // a sum of 0.1 and 0.2 is 0.3 there
  if (!stored || !Number.isFinite(number)) return stored;
  const [bare] = format.replace(SAID, "").split(";");
  if (bare.includes("%")) return `${Number((number * 100).toPrecision(15))}%`;
  if (/[yd]/i.test(bare) && number > 60 && number < LAST) return new Date(EPOCH[Number(from1904)] + Math.floor(number) * A_DAY).toISOString().slice(0, 10);
  if (/[ymdhs]/i.test(bare) || SCALED.test(format) || LARGER.test(format)) return `${number}（格式 ${format}）`;
  return String(number);
}

/** The format of each look that cells may have. @param {Document|undefined} styles @returns {string[]} */
export function formatsOf(styles) {
  if (!styles) return [];
  const all = (name) => Array.from(styles.getElementsByTagNameNS("*", name));
  const [written] = all("numFmts"); // others are shown on a condition
  const own = new Map(Array.from(written ? written.children : [], (each) => [each.getAttribute("numFmtId"), each.getAttribute("formatCode")]));
  const [looks] = all("cellXfs");
  return Array.from(looks ? looks.children : [], (look) => {
    const id = look.getAttribute("numFmtId") || "0";
    const group = (BUILT_IN.exec(id) || []).slice(1).findIndex(Boolean);
    return own.get(id) || BUILT[group] || "";
  });
}
