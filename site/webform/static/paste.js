// A column of numbers from Excel, put into the counts in order once the clerk has agreed.

import { writeBlank } from "./table.js";

/** Returns whether the clerk agreed. */
export function pasteInto(form, targets, values) {
  const more = values.length > targets.length ? `多出的 ${values.length - targets.length} 个不填。` : "";
  const ends = `从“${targets[0].label}”到“${targets[targets.length - 1].label}”`;
  if (!window.confirm(`把粘贴的 ${targets.length} 个数依次填入${ends}？${more}`)) return false;
  targets.forEach(({ id }, place) => writeBlank(form, id, values[place].trim()));
  return true;
}
