// The small code beside the seal, for a scanner or a phone: 回执号, 校验码 and 存证码.

import { LONGEST } from "../lib/qr/bytes.js";
import { drawCode } from "../lib/qr/draw.js";

const drawn = new WeakMap(); // place → text

/** Draws it; anew only where it says more than before. @param {HTMLElement} place @param {object} receipt */
export function drawReceiptCode(place, receipt) {
  const text = codeText(receipt);
  if (drawn.get(place) !== text) drawCode(place, text, "回执号、校验码和存证码");
  drawn.set(place, text);
}

/**
 * What it says; the digest without its dashes, and only where there is room for it. A reference outside the roster has lower
 * case (unknown-…), of which a code holds less.
 * @param {object} receipt
 * @returns {string}
 */
function codeText({ reference, checksum_short: checksum, digest_short: digest }) {
  const text = `${reference} ${checksum}`.toUpperCase();
  const whole = digest ? `${text} ${digest.replace(/-/g, "")}` : text;
  return whole.length > LONGEST ? text : whole;
}
