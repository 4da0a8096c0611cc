// What a form with grids or derived cells has besides. Named by the pages of such editions only.

import { fillDerived } from "./derived.js";
import { walkAsInExcel } from "./keys.js";

const form = document.getElementById("form");

form.querySelectorAll(".grid").forEach((table) => walkAsInExcel(form, table));

/** The names of rows stay in sight where a grid moves within its frame; where all of it is to be seen that would only make typing slow. */
const watch = new ResizeObserver((seen) => seen.forEach(({ target }) => {
  const sheet = target.closest(".sheet");
  sheet.classList.toggle("still", sheet.scrollWidth <= sheet.clientWidth);
}));
form.querySelectorAll(".sheet, .grid").forEach((each) => watch.observe(each));

/** What is said of a cell stands over those below it: placed by its cell, which others need not be. */
const mark = () => form.querySelectorAll(".grid .message, .grid .why, .grid .derived").forEach(({ parentNode }) => parentNode.classList.add("told"));
window.addEventListener("shown", mark);
fillDerived(window.page);
mark();
