// The filing code: from the personal link (/2021/#unit/code) or typed. It is remembered for this tab only, and the
// address is cleared of it, so that it stays in no history and in no link that is passed on.

import { recall, remember, thisTab } from "../lib/storage.js";
import { BUREAU } from "../lib/bureau.js";

const LINK = /^#([0-9A-Za-z-]+)\/([0-9A-Za-z-]+)/; // a chat may have linked what follows it too: 。 or ，请查收
const CUT = `链接不完整，未取得填报码。请填写填报码，或者重新打开${BUREAU}发送的链接。`;

/**
 * Sets the field up. Returns what gives the code as it stands; undefined where the page asks for none.
 * @param {HTMLFormElement} form @param {{id: string}} edition
 * @returns {() => string|undefined}
 */
export function keepCode(form, edition) {
  const field = form.elements._code;
  if (!field) return () => undefined;
  const name = `code-${edition.id}`;
  const take = () => {
    const link = LINK.exec(window.location.hash);
    const kept = link ? { unit: link[1], code: link[2] } : recall(thisTab, name);
    if (link) remember(thisTab, name, kept);
    if (window.location.hash.includes("/")) {
      window.history.replaceState(null, "", window.location.pathname);
      document.getElementById("code-unit").textContent = link ? "" : CUT;
    }
    if (!kept) return;
    field.value = kept.code;
    nameUnit(form, kept.unit);
  };
  take();
  window.addEventListener("hashchange", () => {
    take();
    form.querySelector("input.unit").dispatchEvent(new Event("change")); // another's link may not fit the unit typed
  });
  field.addEventListener("input", () => {
    remember(thisTab, name, { unit: "", code: field.value });
    nameUnit(form, "");
  });
  return () => field.value.trim();
}

/** Says whose link it is, and fills in the unit where none is named yet. */
function nameUnit(form, code) {
  const unit = form.querySelector("input.unit");
  const option = Array.from(unit.list.options).find((each) => each.dataset.code === code);
  const place = document.getElementById("code-unit");
  place.dataset.unit = option ? option.value : "";
  place.textContent = option ? `本链接供 ${option.value} 填报` : "";
  if (option && !unit.value) unit.value = option.value;
}
