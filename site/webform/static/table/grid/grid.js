// What a form with grids or derived cells has besides. Named by the pages of such editions only.

import { fillDerived } from "./derived.js";
import { paintNear } from "./near.js";
import { walkAsInExcel } from "./keys.js";

const form = document.getElementById("form");

/** The names of rows stay in sight where a grid moves within its frame; where all of it is to be seen that would only make typing slow. */
const frames = new ResizeObserver((seen) => seen.forEach(({ target }) => {
  const sheet = target.closest(".sheet");
  sheet.classList.toggle("still", sheet.scrollWidth <= sheet.clientWidth);
}));

/** What is said of a cell stands over those below it: placed by its cell, which others need not be. */
const placeSaid = () => form.querySelectorAll(".grid .message, .grid .why, .grid .derived").forEach(({ parentNode }) => parentNode.classList.add("told"));

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
