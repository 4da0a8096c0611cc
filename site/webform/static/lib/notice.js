// The one line above the table in which the page says what it has done, with a way out where there is one. Where it is
// out of sight the sentence stands above the bar too, until it has been seen; only the line above is a live region.

/**
 * Says a sentence, in the place of the one before.
 * @param {string} sentence @param {...(Node|string)} controls its ways out
 * @returns {HTMLElement} the place where it stands
 */
export function showNotice(sentence, ...controls) {
  const notice = document.getElementById("notice");
  notice.textContent = sentence;
  notice.append(...controls);
  notice.hidden = false;
  import("./repeat_notice.js").then(({ repeat }) => repeat(notice, sentence, controls.length), console.warn);
  return notice;
}

/** Takes the sentence away, in both places. */
export function clearNotice() {
  document.getElementById("notice").hidden = true;
  document.getElementById("told").hidden = true;
  document.documentElement.classList.remove("told");
}
