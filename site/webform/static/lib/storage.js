// What this browser remembers, where the user lets it: the act of filing under way (this tab), a draft (this
// computer), the last receipt (this tab); per edition what was filed and what was cleared. Storage may be refused or full; the page then works without memory.

/** Asks a storage; what is said `otherwise` where the browser refuses, or cannot read what is there. */
function tryStorage(act, otherwise) {
  try {
    return act();
  } catch (error) {
    console.warn("no storage", error.name);
    return otherwise;
  }
}

/** @param {() => Storage} storage @param {string} name @returns {*} null if there is nothing, or nothing readable */
export const recall = (storage, name) => tryStorage(() => JSON.parse(storage().getItem(name)), null);

/** @param {() => Storage} storage @param {string} name @param {*} value null forgets @returns {boolean} false if refused */
export function remember(storage, name, value) {
  return tryStorage(() => {
    if (value === null) storage().removeItem(name);
    else storage().setItem(name, JSON.stringify(value));
    return true;
  }, false);
}

/** @param {() => Storage} storage @param {string} lead @returns {string[]} the names that begin with it */
export const namesIn = (storage, lead) => tryStorage(() => Object.keys(storage()).filter((name) => name.startsWith(lead)), []);

// As functions: merely naming window.localStorage throws where storage is blocked.
export const thisTab = () => window.sessionStorage;
export const thisComputer = () => window.localStorage;

/**
 * What the names begin with under which this computer keeps what there may be several of: draft, filed, cleared. No
 * edition's begins with another's: `2022-q3` is no name of `2022`.
 * @param {string} kind @param {string} id the edition's @returns {string}
 */
export const leadOf = (kind, id) => `${kind}-${id.replace(/-/g, "_")}-`;

/** @param {Uint8Array} bytes @returns {string} two hexadecimal digits for each */
export const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** A name for one act of filing, or one draft, that nobody else has. @returns {string} 32 hexadecimal digits */
export const newKey = () => hexOf(crypto.getRandomValues(new Uint8Array(16)));

/** What is to be said of a kept table where the edition's words are others now. */
export const REWORDED = "表格的文字后来有改动，请逐项核对。";
