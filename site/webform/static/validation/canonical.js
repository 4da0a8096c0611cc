// Answers as one string: what tables are compared by.

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
