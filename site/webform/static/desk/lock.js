// The key is asked for before anything is shown; without it, or when the officer leaves, nothing is left on the page.

import { foundKey, keepKey } from "./data/key.js";
import { byId } from "./data/parts.js";
import { forgetSeen } from "./data/seen.js";
import { quietButton } from "../lib/dom.js";

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
}
