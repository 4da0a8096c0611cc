// The one line above the table in which the page says what it has done, with a way out where there is one. Where it is
// out of sight the sentence stands above the bar too, until it has been seen; only the line above is a live region.

/** Says a sentence, with controls after it. Returns the place where it stands. */
export function say(sentence, ...controls) {
  const notice = document.getElementById("notice");
  notice.textContent = sentence;
  notice.append(...controls);
  notice.hidden = false;
  import("../told.js").then(({ repeat }) => repeat(notice, sentence, controls[0]), console.warn);
  return notice;
}

export function hush() {
  document.getElementById("notice").hidden = true;
  document.getElementById("told").hidden = true;
  document.documentElement.classList.remove("told");
}

export function quietButton(text, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = text;
  button.addEventListener("click", act);
  return button;
}
