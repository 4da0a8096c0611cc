// Which of the words was chosen, where somebody has ticked one on paper's ways: ☑是 □否, 是√ 否□, 是（√）否（ ）, 是.

const TICKED = "☑☒√✓✔■▣◼⬛●◉";
const EMPTY = "□☐◻▢○◯";
const BRACKETED = /[(（[【〔]\s*([√✓✔vV]?)\s*[)）\]】〕]/g;
const IDLE = /[\s:：,，;；。、/／_＿.]/;

/**
 * @param {string} text @param {string[]} words the options
 * @returns {string|null} "" where none is chosen, null where it cannot be told
 */
export function chosen(text, words) {
  const tokens = tokensOf(text, words);
  if (!tokens) return null;
  const said = tokens.filter(({ word }) => word);
  const marks = tokens.filter(({ word }) => !word);
  const ticked = marks.filter(({ on }) => on);
  if (!tokens.length || (said.length === words.length && marks.length === words.length && !ticked.length)) return "";
  if (new Set(said.map(({ word }) => word)).size < said.length || ticked.length > 1) return null;
  if (said.length === 1) return marks.length === ticked.length ? said[0].word : null;
  if (said.length < words.length || !ticked.length) return null;
  return marks.length === 1 ? beside(tokens, ticked[0]) : paired(tokens, ticked[0]);
}

/**
 * The same where more than one may be: joined in the order of the options.
 * @param {string} text @param {string[]} words
 * @returns {string|null}
 */
export function severalOf(text, words) {
  const tokens = tokensOf(text, words);
  if (!tokens) return null;
  const marks = tokens.filter(({ word }) => !word);
  const said = tokens.filter(({ word }) => word).map(({ word }) => word);
  if (!tokens.length || new Set(said).size < said.length || (!marks.length && said.length === words.length)) return tokens.length ? null : "";
  const found = marks.length ? marks.filter(({ on }) => on).map((tick) => paired(tokens, tick)) : said;
  return found.includes(null) ? null : words.filter((word) => found.includes(word)).join("、");
}

/** Words and boxes in order, each with whether space stands before it; null where something else is written. */
function tokensOf(said, words) {
  const text = said.replace(BRACKETED, (_, tick) => (tick ? "☑" : "□"));
  const tokens = [];
  const longest = words.slice().sort((one, other) => other.length - one.length);
  let [place, apart] = [0, false];
  while (place < text.length) {
    const word = longest.find((each) => text.startsWith(each, place));
    const mark = text[place];
    if (word || TICKED.includes(mark) || EMPTY.includes(mark) || /[vV]/.test(mark)) {
      tokens.push(word ? { word, apart } : { on: !EMPTY.includes(mark), apart });
      apart = false;
    } else if (IDLE.test(mark)) apart = true;
    else return null;
    place += word ? word.length : 1;
  }
  return tokens;
}

/** A box before each word, or one after each. */
function paired(tokens, tick) {
  const step = tokens[0].word ? 1 : 0;
  const regular = tokens.length % 2 === 0 && tokens.every(({ word }, n) => Boolean(word) === (n % 2 !== step));
  return regular ? tokens[tokens.indexOf(tick) + (step ? -1 : 1)].word : null;
}

/** The one word that the only tick touches. */
function beside(tokens, tick) {
  const place = tokens.indexOf(tick);
  const [before, after] = [tokens[place - 1], tokens[place + 1]];
  if (!before || !after) return (before || after).word;
  if (tick.apart === after.apart) return null;
  return (tick.apart ? after : before).word;
}
