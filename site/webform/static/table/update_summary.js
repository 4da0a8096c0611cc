// The list of what is to be mended keeps up with the clerk. Loaded once there is such a list.

import { summaryLine } from "./show_problems.js";

/**
 * Strikes what is mended, adds what is new and counts what is left. Nothing moves: who mends it is at a blank below.
 * @param {Page} page
 */
export function updateSummary(page) {
  const { summary } = page;
  const entries = Array.from(summary.querySelectorAll("li"));
  if (!entries.length) return; // another list, or none, has come meanwhile
  const files = page.files.opened ? page.files.opened.unready() : [];
  const problems = page.validated().problems.concat(files, standing(page));
  const wrong = new Set(problems.map(({ blank }) => blank));
  entries.forEach((item) => item.classList.toggle("mended", !wrong.has(item.dataset.blank)));
  const listed = new Set(entries.map(({ dataset }) => dataset.blank));
  const fresh = problems.filter(({ blank }) => !listed.has(blank));
  fresh.forEach((problem) => entries[0].parentNode.append(summaryLine(problem)));
  const heading = summary.firstChild;
  if (!fresh.length && !heading.dataset.counted && !summary.querySelector(".mended")) return;
  heading.dataset.counted = "true";
  const words = problems.length ? `还有 ${problems.length} 处需要改正，改正后请重新提交。` : "均已改正，请重新提交。";
  if (heading.textContent !== words) heading.textContent = words;
}

/** What the function refused and is not changed since. */
function standing(page) {
  page.keepRefusals(({ problem, text }) => page.textOf(problem.blank) === text);
  return page.refusals.map(({ problem }) => problem);
}
