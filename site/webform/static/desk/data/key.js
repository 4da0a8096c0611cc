// The bureau key: typed, or in the fragment of a link, which no server, proxy or log is sent. This tab remembers it.

import { recall, remember, thisTab } from "../../lib/storage.js";

const KEPT = "bureau-key";

/** The key that the link or this tab has; it is taken out of the address. @returns {string} '' if there is none */
export function foundKey() {
  const inLink = /^#key=(.+)$/.exec(window.location.hash);
  if (!inLink) return recall(thisTab, KEPT) || "";
  window.history.replaceState(null, "", window.location.pathname);
  return keepKey(plain(inLink[1]).trim());
}

function plain(text) {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    console.warn("the key as it stands", error.name);
    return text;
  }
}

/** @param {string} key '' forgets @returns {string} */
export function keepKey(key) {
  remember(thisTab, KEPT, key || null);
  return key;
}
