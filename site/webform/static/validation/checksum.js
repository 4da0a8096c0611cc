// Answers as one string: what tables are compared by; and the digest of it as people read it.

/**
 * JSON with sorted keys and no spaces, as schema/validation/checksum.py writes it.
 * @param {Object<string, number|boolean|string>} answers
 * @returns {string}
 */
export function canonical(answers) {
  return JSON.stringify(answers, Object.keys(answers).sort());
}

/**
 * The same for the same table, whatever the order in which it was filled.
 * @param {{answers: object, explanations: object, nil: boolean, attachments?: object[]}} table
 * @returns {string}
 */
export const contentOf = ({ answers, explanations, nil, attachments }) =>
  [canonical(answers), canonical(explanations), nil, JSON.stringify(attachments)].join("\n");

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** As schema/validation/checksum.py: the first 60 bits of a digest, five to a letter. */
export function shortCode(digest) {
  const bits = Array.from(digest.slice(0, 15), (digit) => parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
  const letters = bits.match(/.{5}/g).map((five) => LETTERS[parseInt(five, 2)]).join("");
  return letters.match(/.{4}/g).join("-");
}
