// What the receipt offers after the last moment: no change, which the form would refuse, but whom to call.

import { wayOn } from "../lib/bureau.js";
import { clockOf, stateOf } from "../lib/clock.js";

let refuses = false;

/** @param {object} edition @param {Response} reply whose clock tells whether anything is still taken */
export function offerByTime(edition, reply) {
  refuses = stateOf(edition, clockOf(reply)())[0] === "closed";
  document.querySelectorAll("[data-offered]").forEach((each) => {
    each.hidden = refuses !== (each.dataset.offered === "closed");
  });
}

/** @param {string} amend what asks to amend, while that can be done @returns {string} what is asked for now */
export const wayToChange = (amend) => wayOn(refuses, amend);
