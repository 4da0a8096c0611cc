// The Reed–Solomon bytes of a QR code, over GF(256) with x⁸ + x⁴ + x³ + x² + 1.

/** @returns {number[]} `length` correction bytes for `data` */
export function correctionOf(data, length) {
  const divisor = generator(length);
  const rest = new Array(length).fill(0);
  data.forEach((byte) => {
    const factor = byte ^ rest.shift();
    rest.push(0);
    divisor.forEach((coefficient, i) => {
      rest[i] ^= times(coefficient, factor);
    });
  });
  return rest;
}

/** (x − 2⁰)(x − 2¹)…, highest power first, without the leading 1. */
function generator(length) {
  const result = new Array(length - 1).fill(0).concat(1);
  for (let i = 0, root = 1; i < length; i += 1, root = times(root, 2)) {
    result.forEach((coefficient, place) => {
      result[place] = times(coefficient, root) ^ (result[place + 1] || 0);
    });
  }
  return result;
}

function times(a, b) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    if ((b >> bit) & 1) product ^= a;
  }
  return product;
}
