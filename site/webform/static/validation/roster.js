// Whether the roster knows a unit by the name that is typed, as schema/edition/roster.py finds it. Loaded when a unit is named.

import { el, quietButton } from "../lib/dom.js";
import { asMeant } from "./variants.js";
import { BUREAU } from "../lib/bureau.js";

const CLOSE = 0.5; // share of the characters that two names have in common, above which one may be meant for the other

/**
 * How a name is folded, as Python's fold(): without width, case, spaces, what cannot be seen, and the mark of the seal.
 * @param {object} rules edition.json's
 */
export function makeFold({ spaces, patterns }) {
  const empty = new RegExp(`[${spaces}]|${patterns.unseen}|${patterns.unprintable}`, "gu");
  const inked = (text) => text.replace(empty, "");
  return (name) => inked(inked(name).normalize("NFKC").toUpperCase().toLowerCase().replace(/ς/g, "σ")).split("(盖章)").join("");
}

/** A folded name, its letters as they are meant, as Python's alike(). @param {object} rules edition.json's */
function makeAlike(rules) {
  const fold = makeFold(rules);
  return (name) => {
    const folded = fold(name);
    const meant = asMeant(folded);
    return meant === folded ? folded : fold(meant);
  };
}

/** A folded name without the words that it may carry or lack. */
function shorten(name, dropped) {
  const without = (text, word) => {
    const end = text.startsWith(word) ? text.slice(word.length) : text;
    return (end.endsWith(word) ? end.slice(0, -word.length) : end) || text;
  };
  return dropped.reduce(without, name);
}

/**
 * The roster's units as the page lists them: each official name and the short forms under which it is found; no others
 * are known to the function.
 * @returns {{units: {name: string, shorts: string[]}[], short: (name: string) => string, find: (name: string) => object|undefined}}
 */
export function readRoster(list, rules) {
  const alike = makeAlike(rules);
  const words = (text) => (text ? text.split(" ") : []);
  const dropped = words(list.dataset.dropped);
  const short = (name) => shorten(alike(name), dropped);
  const units = Array.from(list.options, ({ value, dataset }) => ({ name: value, shorts: [short(value), ...words(dataset.also)] }));
  const called = (key) => units.find(({ shorts }) => shorts.includes(key));
  return { units, short, find: (name) => called(alike(name)) || called(short(name)) };
}

/**
 * One text for all the names of a unit: the official one, else what is typed without what two people would write differently.
 * @param {Page} page @param {string} typed
 * @returns {string}
 */
export function unitKey({ unitBlank, edition }, typed) {
  const found = readRoster(unitBlank.list, edition.rules).find(typed);
  return found ? found.name : makeAlike(edition.rules)(typed);
}

/**
 * Shows at the unit's blank that the roster does not know it, with the name that may be meant; a hint, no more.
 * @param {Page} page
 */
export function checkName(page) {
  document.querySelectorAll("#unit-hint, #unit-found").forEach((old) => old.remove());
  const { units, short, find } = readRoster(page.unitBlank.list, page.edition.rules);
  const typed = page.unit();
  const found = find(typed);
  tellCode(typed, found);
  if (!typed || (found && found.name === typed)) return;
  const hint = el("span", { id: found ? "unit-found" : "unit-hint", className: "message hint", role: "status" });
  const pair = page.unitBlank.closest(".pair");
  if (pair && window.getComputedStyle(pair).display === "block") pair.after(hint); // on a phone each stands on a line of its own
  else page.unitBlank.closest("p, div").append(hint);
  if (found) {
    hint.textContent = `即 ${found.name}`;
    return;
  }
  const after = page.form.elements._code ? "填报码仅限名单内单位使用。" : `也可继续提交，由${BUREAU}核对。`;
  const near = closest(units, short(typed)) || abbreviated(units, short(typed));
  if (near) hint.append(`报送单位名单中没有“${typed}”。${after}请确认是否为：`, quietButton(near, () => take(page, near)));
  else hint.textContent = `报送单位名单中没有“${typed}”，请核对名称。${after}`;
}

function tellCode(typed, found) {
  const place = document.getElementById("code-unit");
  const named = place && place.dataset.unit;
  if (!named) return;
  const fits = !typed || (found && found.name === named);
  const rest = fits ? "" : `，与所填的“${typed}”不一致：请改正填报单位，或使用该单位的填报码`;
  place.textContent = `本链接供 ${named} 填报${rest}`;
}

/** The one official name that holds these characters in this order; '' if none does, or two do. */
function abbreviated(units, typed) {
  const meant = typed.length > 1 ? units.filter(({ shorts }) => holds(shorts[0], typed)) : [];
  return meant.length === 1 ? meant[0].name : "";
}

const holds = (name, letters) => Array.from(name).reduce((rest, letter) => (rest.startsWith(letter) ? rest.slice(letter.length) : rest), letters) === "";

/** The one official name that is closest by shared characters; '' if none is close, or two are equally. */
function closest(units, typed) {
  const ranked = units.map(({ name, shorts }) => ({ name, alike: Math.max(...shorts.map((each) => likeness(each, typed))) }));
  const [first, second] = ranked.sort((one, other) => other.alike - one.alike);
  return first.alike > CLOSE && !(second && second.alike === first.alike) ? first.name : "";
}

/** The characters that two names share, and those at the same place, over all their characters: 0 to 1. */
function likeness(one, other) {
  const shared = Array.from(one).filter((letter) => other.includes(letter));
  const inPlace = shared.filter((letter) => one.indexOf(letter) === other.indexOf(letter));
  return (shared.length + inPlace.length) / (one.length + other.length);
}

/** A slip is mended: the table stays the same unit's. */
function take(page, name) {
  page.session.nameOwner(name);
  page.unitBlank.value = name;
  page.unitBlank.focus();
  page.unitBlank.dispatchEvent(new Event("change", { bubbles: true }));
  page.changed();
}
