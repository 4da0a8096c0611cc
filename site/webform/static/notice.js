// The one line above the table in which the page says what it has done, with a way out where there is one. Where it is
// out of sight the sentence stands above the bar too, until it has been seen; only the line above is a live region.

/** Says a sentence, with controls after it. Returns the place where it stands. */
export function say(sentence, ...controls) {
  const notice = document.getElementById("notice");
  notice.textContent = sentence;
  notice.append(...controls);
  notice.hidden = false;
  repeat(notice, sentence, controls[0]);
  return notice;
}

function repeat(notice, sentence, control) {
  if (notice.watch) notice.watch.disconnect();
  const told = document.getElementById("told");
  told.textContent = `${sentence} `;
  if (control) told.append(quietButton("去处理", () => notice.scrollIntoView({ block: "center" })));
  told.append(quietButton("知道了", () => showTold(told, false)));
  notice.watch = new IntersectionObserver(([{ isIntersecting }]) => {
    if (isIntersecting) notice.watch.disconnect();
    showTold(told, !isIntersecting && !notice.hidden);
  });
  notice.watch.observe(notice);
}

/** Shows or hides what stands above the bar; the blank in focus stays in sight. */
function showTold(told, shown) {
  told.hidden = !shown;
  document.documentElement.classList.toggle("told", shown);
  const covered = document.activeElement.getBoundingClientRect().bottom - told.getBoundingClientRect().top;
  if (shown && covered > 0 && !told.parentNode.contains(document.activeElement)) window.scrollBy(0, covered + 8);
}

export function hush() {
  document.getElementById("notice").hidden = true;
  showTold(document.getElementById("told"), false);
}

export function quietButton(text, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = text;
  button.addEventListener("click", act);
  return button;
}
