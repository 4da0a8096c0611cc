// What the receipt offers after the last moment: no change, which the form would refuse, but whom to call.

import { BUREAU, CALL } from "../lib/bureau.js";
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
export const wayToChange = (amend) => (refuses ? `网上已停止接收，请与${BUREAU}${CALL}联系` : amend);
