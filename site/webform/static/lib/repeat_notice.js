// A notice once more above the bar, for who does not see it at the top. Loaded with the first notice.

import { quietButton } from "./dom.js";

/**
 * @param {HTMLElement} notice the line at the top
 * @param {string} sentence
 * @param {number} ways how many ways out it has
 */
export function repeat(notice, sentence, ways) {
  const copy = document.getElementById("told");
  copy.textContent = `${sentence} `;
  if (ways) copy.append(quietButton("去处理", () => notice.scrollIntoView({ block: "center" })));
  copy.append(quietButton("知道了", () => toggle(copy, false)));
  if (notice.watch) notice.watch.disconnect();
  notice.watch = new IntersectionObserver(([{ isIntersecting }]) => {
    if (isIntersecting) notice.watch.disconnect();
    toggle(copy, !isIntersecting && !notice.hidden);
  });
  notice.watch.observe(notice);
}

/** Shows or hides the copy; the blank in focus stays in sight. */
function toggle(copy, shown) {
  copy.hidden = !shown;
  document.documentElement.classList.toggle("told", shown);
  const covered = document.activeElement.getBoundingClientRect().bottom - copy.getBoundingClientRect().top;
  if (shown && covered > 0 && !copy.parentNode.contains(document.activeElement)) window.scrollBy(0, covered + 8);
}
