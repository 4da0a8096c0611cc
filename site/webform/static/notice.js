// The one line above the table in which the page says what it has done, with a way out where there is one.

/** Says a sentence, with controls after it. Returns the place where it stands. */
export function say(sentence, ...controls) {
  const notice = document.getElementById("notice");
  notice.textContent = sentence;
  notice.append(...controls);
  notice.hidden = false;
  return notice;
}

export function hush() {
  document.getElementById("notice").hidden = true;
}

export function quietButton(text, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = text;
  button.addEventListener("click", act);
  return button;
}
