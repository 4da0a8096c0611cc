// The table of this tab as a draft: under which name it is kept, for whom, and what it was when it was kept last. Nobody
// else writes that state; the others say by a method what has happened.

import { leadOf, newKey, recall, remember, thisComputer, thisTab } from "../lib/storage.js";
import { isEmpty, writeTable } from "../table/table.js";
import { loadWhose, newDraft } from "./find_drafts.js";
import { isLost, mergeTabs } from "./tabs.js";

const PAUSE = 400; // milliseconds between what is typed and its being kept
const MOST = 8; // writes that are remembered: more do not cross each other

export class Session {
  /** @param {object} page the form */
  constructor(page) {
    this.page = page;
    this.ofTab = `draft-${page.edition.id}`; // where this tab remembers the name
    this.name = newDraft(page.edition); // under which the table is kept
    this.owner = ""; // the unit that it is kept for
    this.common = null; // the table when this tab last read or wrote the draft; before that there is nothing to keep
    this.mark = ""; // of the write that this tab knows last, its own or another's
    this.known = new Map(); // mark → table: the last writes that this tab knows
    this.taken = new Set(); // blanks that came from another tab
    this.timer = 0; // until what was typed is kept
    this.unsaved = false; // the browser refuses to keep it
  }

  /** Keeps the table shortly after each change from now on, and takes over what another tab writes. */
  watch() {
    this.common = this.page.read();
    this.page.form.addEventListener("input", () => this.saveSoon());
    window.addEventListener("pagehide", () => this.saveWaiting());
    window.addEventListener("storage", ({ key, newValue }) => {
      if (key && newValue && key.startsWith(leadOf("draft", this.page.edition.id))) this.meetTab(key, JSON.parse(newValue));
    });
  }

  /** Another tab has written a draft: this one, or one of its own. */
  async meetTab(name, theirs) {
    if (name === this.name) {
      this.meet(theirs);
      this.saveWaiting(); // what only this tab has is kept before anything happens to it
      return;
    }
    const { oneUnit } = await loadWhose();
    if (oneUnit(this.page, theirs.unit, this.page.unit())) (await import("./notices.js")).tellElsewhere();
  }

  /** Takes from the draft as it is stored what this tab has not changed since it last read or wrote it. */
  meet(stored) {
    const { page } = this;
    const theirs = stored && stored.table;
    if (!theirs || !theirs.raw || !this.common) return;
    const both = this.known.get(stored.mark) || this.known.get(stored.after); // what they wrote upon; unknown: upon the last of this tab
    const common = both || this.common;
    const mine = page.read();
    if (both && stored.mark !== this.mark && isLost(mine, theirs, common)) this.saveSoon();
    const merged = mergeTabs(page.edition, mine, theirs, common);
    this.know(stored.mark, theirs);
    const ids = Object.keys({ ...merged.raw, ...merged.reasons });
    if (!ids.length && !merged.attachments && merged.nil === mine.nil) return;
    writeTable(merged);
    if (merged.attachments) page.files.give(merged.attachments);
    ids.forEach((id) => this.taken.add(id));
    if (page.unitBlank.name in merged.raw) this.nameOwner(page.unit());
    page.refresh();
    if (ids.length) import("./notices.js").then(({ tellTaken }) => tellTaken(this.taken.size));
  }

  /** The draft as it stands from this write on. @param {string|undefined} mark none by a page of old @param {object} table */
  know(mark, table) {
    Object.assign(this, { common: table, mark });
    if (!mark) return;
    this.known.delete(mark); // it is the last now
    this.known.set(mark, table);
    if (this.known.size > MOST) this.known.delete(this.known.keys().next().value);
  }

  /** Keeps the table as it stands. */
  save() {
    if (!this.common) return;
    this.stop();
    this.meet(recall(thisComputer, this.name));
    this.unsaved = !this.write(this.page.read());
    this.page.showKept(!this.unsaved);
  }

  saveSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  saveWaiting() {
    if (this.timer) this.save();
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = 0;
  }

  /** Keeps a table under the draft's name; an empty one is not kept. @returns {boolean} false where the browser refuses */
  write(table) {
    const { edition, unitBlank } = this.page;
    const [mark, after] = [newKey(), this.mark];
    const draft = { digest: edition.digest, saved: Date.now(), unit: table.raw[unitBlank.name].trim(), mark, after, table };
    const kept = remember(thisComputer, this.name, isEmpty(table, unitBlank.name) ? null : draft);
    remember(thisTab, this.ofTab, kept ? this.name : null); // what is older is not given back over it
    this.know(mark, table);
    return kept;
  }

  /** From here on the table is kept as the draft of this name, else as a new one; what was kept as the last one stays. */
  begin(name) {
    this.save();
    this.replaced();
    this.name = name || newDraft(this.page.edition);
    remember(thisTab, this.ofTab, this.name);
  }

  /** A table has been written into the form: it is whose it says. */
  begun() {
    this.owner = this.page.unit();
    this.known.clear();
    this.know((recall(thisComputer, this.name) || {}).mark || "", this.page.read());
  }

  nameOwner(unit) {
    this.owner = unit;
  }

  /** Keeps a table for the former unit and begins another draft. @returns {{unit: string, name: string}|null} what is kept */
  part(table) {
    const { owner: unit, name, page } = this;
    if (!unit || isEmpty(table, page.unitBlank.name)) return null;
    table.raw[page.unitBlank.name] = unit;
    this.write(table);
    this.name = newDraft(page.edition);
    this.replaced();
    this.save();
    return { unit, name };
  }

  /** The table has become another one: what was done to the former cannot be undone in it. */
  replaced() {
    this.page.form.dispatchEvent(new Event("replaced"));
  }

  /** A receipt has come: the draft is over. */
  end() {
    this.stop();
    this.unsaved = false;
    remember(thisComputer, this.name, null);
    remember(thisTab, this.ofTab, null);
    this.name = newDraft(this.page.edition);
  }
}
