// Copying a text, also where the browser has no clipboard for scripts (no https, an old webview).

import { el } from "./dom.js";

/** @returns {Promise<boolean>} whether it has been copied */
export async function copyText(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (error) {
      console.warn("no clipboard", error.name);
    }
  }
  return copySelection(text);
}

function copySelection(text) {
  const field = el("textarea", { value: text, className: "trap", readOnly: true }); // no keyboard comes up on a phone
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  return copied;
}
