// A question asked by the page itself: a webview may answer confirm() by itself, or not show it.

import { el, quietButton } from "./dom.js";

/**
 * Shows something in the middle of the page until it is answered; Escape is no. An engine without modal dialogs shows it too.
 * @param {string|HTMLElement} what a question, or more than one line
 * @param {string} yes @param {string} no words on the buttons; no second button where it is ''
 * @returns {Promise<boolean>}
 */
export function ask(what, yes, no) {
  const before = document.activeElement;
  const dialog = el("dialog", { className: "notice", role: "alertdialog", "aria-modal": "true", "aria-labelledby": "asked" });
  const title = el(typeof what === "string" ? "p" : "div", { id: "asked" }, what);
  return new Promise((resolve) => {
    const answer = (given) => {
      dialog.remove();
      if (before.isConnected) before.focus();
      resolve(given);
    };
    const [agree, refuse] = [quietButton(yes, () => answer(true)), quietButton(no, () => answer(false))];
    dialog.append(title, agree, ...(no ? [" ", refuse] : []));
    dialog.addEventListener("cancel", () => answer(false));
    dialog.addEventListener("keydown", ({ key }) => key === "Escape" && !dialog.showModal && answer(false));
    Object.assign(dialog.style, { margin: "auto", maxWidth: window.innerWidth < 600 ? "88%" : "34em" });
    document.body.append(dialog);
    if (dialog.showModal) dialog.showModal();
    else Object.assign(dialog.style, { display: "block", position: "fixed", left: "1em", right: "1em", top: "20%", zIndex: "9" });
    (no ? refuse : agree).focus();
  });
}
