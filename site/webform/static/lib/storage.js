// What this browser remembers, where the user lets it: the act of filing under way (this tab), a draft (this
// computer), the last receipt (this tab). Storage may be refused or full; the page then works without memory.

/** Reads what was remembered under a name; null if there is nothing, or nothing readable. */
export function recall(storage, name) {
  try {
    return JSON.parse(storage().getItem(name));
  } catch (error) {
    console.warn("storage cannot be read", error.name);
    return null;
  }
}

/** Remembers a value under a name; false if the browser refused. */
export function remember(storage, name, value) {
  try {
    if (value === null) storage().removeItem(name);
    else storage().setItem(name, JSON.stringify(value));
    return true;
  } catch (error) {
    console.warn("storage cannot be written", error.name);
    return false;
  }
}

/** The names that begin with `lead`. */
export function namesIn(storage, lead) {
  try {
    return Object.keys(storage()).filter((name) => name.startsWith(lead));
  } catch (error) {
    console.warn("storage cannot be read", error.name);
    return [];
  }
}

// As functions: merely naming window.localStorage throws where storage is blocked.
export const thisTab = () => window.sessionStorage;
export const thisComputer = () => window.localStorage;

/** The name of the table that was cleared last. */
export const clearedName = (edition) => `cleared-${edition.id}-`;

/** What is to be said of a kept table where the edition's words are others now. */
export const REWORDED = "表格的文字后来有改动，请逐项核对。";
