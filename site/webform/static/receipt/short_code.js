// A digest as people read it.

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** As schema/validation/checksum.py: the first 60 bits of a digest, five to a letter. */
export function shortCode(digest) {
  const bits = Array.from(digest.slice(0, 15), (digit) => parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
  const letters = bits.match(/.{5}/g).map((five) => LETTERS[parseInt(five, 2)]).join("");
  return letters.match(/.{4}/g).join("-");
}
