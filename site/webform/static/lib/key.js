// A name for one act of filing, or one draft, that nobody else has.

/** @returns {string} 32 hexadecimal digits */
export function newKey() {
  return hexOf(crypto.getRandomValues(new Uint8Array(16)));
}

/** @param {Uint8Array} bytes @returns {string} two digits for each */
export const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
