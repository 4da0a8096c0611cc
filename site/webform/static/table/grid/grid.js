// What a form with grids or derived cells has besides. Named by the pages of such editions only.

import { fillDerived } from "./derived.js";
import { walkAsInExcel } from "./keys.js";

const AROUND = 0.5; // of the window's height, above and below
const form = document.getElementById("form");

/** The names of rows stay in sight where a grid moves within its frame; where all of it is to be seen that would only make typing slow. */
const frames = new ResizeObserver((seen) => seen.forEach(({ target }) => {
  const sheet = target.closest(".sheet");
  sheet.classList.toggle("still", sheet.scrollWidth <= sheet.clientWidth);
}));

/** What is said of a cell stands over those below it: placed by its cell, which others need not be. */
const placeSaid = () => form.querySelectorAll(".grid .message, .grid .why, .grid .derived").forEach(({ parentNode }) => parentNode.classList.add("told"));

/**
 * Each key makes the browser go through all that is painted: of a table of thousands of cells that is what is in sight and a
 * little around it. The rest is there all the same, for keys, finding and reading aloud.
 * @param {HTMLElement} rows the body of a table, which the sheet has cut already: otherwise the first cut would paint all anew
 */
function paintNear(rows) {
  let [at, tall, high, asked] = [NaN, 0, 0, 0];
  const cut = () => {
    const { top, height } = rows.getBoundingClientRect();
    const { innerHeight } = window;
    const around = innerHeight * AROUND;
    if (Math.abs(top - at) < around / 2 && height === tall && innerHeight === high) return;
    [at, tall, high] = [top, height, innerHeight];
    rows.style.clipPath = `inset(${-top - around}px -100vw ${top + height - innerHeight - around}px)`;
  };
  const grown = new ResizeObserver(cut); // what comes or goes above the rows moves them without an event
  [document.body, rows].forEach((each) => grown.observe(each));
  ["scroll", "resize"].forEach((kind) =>
    window.addEventListener(kind, () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(cut);
    }, { capture: true, passive: true }),
  );
}

function start() {
  fillDerived(window.page);
  placeSaid();
  window.addEventListener("shown", placeSaid);
}

form.querySelectorAll(".grid").forEach((table) => walkAsInExcel(form, table));
form.querySelectorAll(".tall tbody").forEach(paintNear);
form.querySelectorAll(".sheet, .grid").forEach((each) => frames.observe(each));
if (window.page) start();
else window.addEventListener("shown", start, { once: true }); // the form's script is still waiting for what comes before it
