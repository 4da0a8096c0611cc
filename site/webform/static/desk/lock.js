// The bureau key: typed, or in the fragment of a link, which no server, proxy or log is sent; this tab remembers it. It is asked
// for before anything is shown; without it, or when the officer leaves, nothing is left on the page.

import { byId } from "./data/parts.js";
import { forgetSeen } from "./data/seen.js";
import { quietButton } from "../lib/dom.js";
import { recall, remember, thisTab } from "../lib/storage.js";

const KEY_KEPT = "bureau-key";

/** The key that the link or this tab has; it is taken out of the address. @returns {string} '' if there is none */
function foundKey() {
  const inLink = /^#key=(.+)$/.exec(window.location.hash);
  if (!inLink) return recall(thisTab, KEY_KEPT) || "";
  window.history.replaceState(null, "", window.location.pathname);
  return keepKey(plain(inLink[1]).trim());
}

function plain(text) {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    console.warn("the key as it stands", error.name);
    return text;
  }
}

/** @param {string} key '' forgets @returns {string} */
function keepKey(key) {
  remember(thisTab, KEY_KEPT, key || null);
  return key;
}

/** Asks for the key; the collection is gone from the page. */
export function lock(desk, sentence) {
  keepKey("");
  Object.assign(desk, { key: "", model: null, lost: [], tag: null });
  ["view", "tabs", "as-of"].forEach((id) => {
    byId(id).textContent = "";
  });
  desk.tell("");
  setOpen(false);
  byId("refused").textContent = sentence || "";
  byId("key").value = "";
  byId("key").focus();
}

function setOpen(open) {
  byId("lock").hidden = open;
  byId("open").hidden = !open;
  document.querySelectorAll(".opened").forEach((button) => {
    button.hidden = !open;
  });
}

async function unlock(desk) {
  byId("refused").textContent = "正在汇总，请稍候…";
  desk.tag = null;
  const refused = await desk.refresh(true);
  byId("refused").textContent = refused;
  if (refused) return;
  keepKey(desk.key);
  setOpen(true);
}

/** Opens the desk with the key that the link or the tab has, or else with the one that is typed. */
export function listenToKey(desk) {
  byId("lock").addEventListener("submit", (event) => {
    event.preventDefault();
    desk.key = byId("key").value.trim();
    if (desk.key) unlock(desk);
  });
  byId("leave").addEventListener("click", () => {
    lock(desk, "已退出，本标签页不再记着密钥。");
    byId("refused").append(" ", quietButton("清除本设备记着的存证码清单", () => {
      forgetSeen();
      byId("refused").textContent = "已清除。";
    }));
  });
  desk.key = foundKey();
  if (desk.key) unlock(desk);
  else setOpen(false);
  if (/[?&]key=/.test(window.location.search)) import("./logged_key.js");
}
