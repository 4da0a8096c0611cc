// The checksum that ties the sealed sheet to the stored record, as schema/validation/checksum.py computes it.

import { canonical } from "../canonical.js";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * SHA-256 over the canonical answers as 64 hexadecimal digits; null where the browser has no
 * Web Crypto (a page that was not loaded over https or from this computer).
 */
export async function checksum(answers) {
  if (!window.crypto || !crypto.subtle) return null;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(canonical(answers)));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A hexadecimal digest as people read it: its first 60 bits, `7K2M-9QXD-4HTP`. */
export function shortCode(digest) {
  const bits = Array.from(digest.slice(0, 15), (hex) => parseInt(hex, 16).toString(2).padStart(4, "0")).join("");
  const letters = bits.match(/.{5}/g).map((five) => ALPHABET[parseInt(five, 2)]).join("");
  return letters.match(/.{4}/g).join("-");
}
