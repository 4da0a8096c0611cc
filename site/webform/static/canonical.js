// Answers as one string, as schema/validation/checksum.py writes them: what two tables are compared by, and what is summed.

/** The one string that stands for these answers: JSON, sorted keys, no spaces. */
export function canonical(answers) {
  return JSON.stringify(answers, Object.keys(answers).sort());
}
