// A sentence of the page above the bar, for who does not see the line at the top. Loaded with the first sentence.

import { quietButton } from "./lib/notice.js";

/**
 * @param {HTMLElement} notice the line at the top
 * @param {HTMLElement} [control] the first of its ways out
 */
export function repeat(notice, sentence, control) {
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
