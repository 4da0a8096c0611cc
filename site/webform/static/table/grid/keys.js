// The keys of a spreadsheet: Enter goes down, or, after Tabs, to the row below under the cell where they began; an arrow
// goes to the cell beside, from a text once its caret stands at that end. Elsewhere, and on a phone, Enter goes on as ever.

import { cellsOf, controlIn } from "./cells.js";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const KEYS = ["Tab", "Enter", ...Object.keys(ARROWS)];
const AFTER = "input:not([type=checkbox]):not([type=file]):not([tabindex='-1']), textarea, [type=submit]";

/** @param {HTMLFormElement} form @param {HTMLTableElement} table */
export function walkAsInExcel(form, table) {
  let began = -1; // the column in which a run of Tabs did
  table.addEventListener("pointerdown", () => {
    began = -1;
  });
  table.addEventListener("keydown", (event) => {
    const { key, target } = event;
    const cell = KEYS.includes(key) && target.closest("td, th");
    if (!cell || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || isCard(table)) return;
    const [, column] = cellsOf(table).place.get(cell);
    if (key === "Tab") {
      began = began < 0 && !event.shiftKey ? column : began;
      return;
    }
    const next = key === "Enter" ? below(form, table, cell, began, event.shiftKey) : ARROWS[key] && !event.shiftKey && beside(table, cell, target, key);
    if (key === "Enter" || next) began = -1;
    if (!next || (key === "Enter" && target.matches("textarea, button"))) return;
    event.preventDefault();
    event.stopPropagation(); // the form's own keys
    next.focus();
    if (next.select) next.select();
  });
}

const isCard = (table) => getComputedStyle(table).display === "block";

/** The next cell in a direction in which something is typed. */
function along({ at }, [row, column], [down, across]) {
  const here = at[row][column];
  let [r, c] = [row + down, column + across];
  while (at[r] && at[r][c]) {
    const control = at[r][c] !== here && controlIn(at[r][c]);
    if (control) return control;
    [r, c] = [r + down, c + across];
  }
  return null;
}

/** Down the column; from its end to the head of the next, from the last one and after a run of Tabs to what follows the grid. */
function below(form, table, cell, began, back) {
  const cells = cellsOf(table);
  const [row, column] = cells.place.get(cell);
  const down = back ? -1 : 1;
  const start = began < 0 ? column : began;
  const found = along(cells, [row, start], [down, 0]);
  if (found || back) return found;
  const width = began < 0 ? cells.at[0].length : 0;
  for (let next = start + 1; next < width; next += 1) {
    const control = controlIn(cells.at[cells.head][next]) || along(cells, [cells.head, next], [1, 0]);
    if (control) return control;
  }
  return Array.from(form.querySelectorAll(AFTER)).find((each) => !each.closest(".reasons") && table.compareDocumentPosition(each) === Node.DOCUMENT_POSITION_FOLLOWING);
}

function beside(table, cell, target, key) {
  if (!target.matches("input:not([type=radio]):not([type=date])")) return null;
  const { selectionStart: from, selectionEnd: to, value } = target;
  const whole = from === 0 && to === value.length;
  if (key === "ArrowLeft" && !whole && to > 0) return null;
  if (key === "ArrowRight" && !whole && from < value.length) return null;
  return along(cellsOf(table), cellsOf(table).place.get(cell), ARROWS[key]);
}
