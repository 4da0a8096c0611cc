// Whether the checks of an edition hold for answers, exactly as schema/validation/check_eval.py has it.

/** Whether a check's blanks are all answered, and it does not hold. */
export function fails(check, answers) {
  const outcomes = (tests) => tests.map((test) => outcome(test, answers));
  const given = outcomes(check.given);
  const needed = outcomes(check.needed);
  if (given.concat(needed).includes(undefined)) return false;
  return !given.includes(false) && needed.includes(false);
}

/** A test is [sum, operator, sum] or [blank, yes]; undefined if a blank of it has no answer. */
function outcome(test, answers) {
  if (test.length === 2) return answers[test[0]] === undefined ? undefined : answers[test[0]] === test[1];
  const [left, right] = [total(test[0], answers), total(test[2], answers)];
  if (left === undefined || right === undefined) return undefined;
  return COMPARE[test[1]](left, right);
}

const COMPARE = {
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

/** A sum is [constant, [factor, blank] …], exact whatever its size, in units of the last decimal place; undefined if a blank of it has no answer. */
export function total([constant, ...terms], answers) {
  if (terms.some(([, id]) => answers[id] === undefined)) return undefined;
  return terms.reduce((sum, [factor, id]) => sum + BigInt(factor) * units(answers[id]), units(constant));
}

export const DECIMALS = 4; // that a number may have

/** A number in units of the last decimal place. */
function units(number) {
  const [whole, decimals = ""] = String(number).split(".");
  return BigInt(whole + decimals.padEnd(DECIMALS, "0"));
}
