// The small code beside the seal, for a scanner or a phone: 回执号, 校验码 and 存证码.

import { LONGEST } from "../lib/qr/bytes.js";
import { drawCode } from "../lib/qr/draw.js";

/** @param {HTMLElement} place @param {object} receipt */
export const drawSeal = (place, receipt) => drawCode(place, codeText(receipt), "回执号、校验码和存证码");

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
