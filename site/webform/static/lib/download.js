// A file that the page has made, given to whoever uses it.

import { el } from "./dom.js";

const LONG_ENOUGH = 60000; // milliseconds until the browser has begun to write it

/** @param {Blob} blob @param {string} name @returns {string} the name under which it is offered */
export function download(blob, name) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), LONG_ENOUGH);
  return link.download;
}
