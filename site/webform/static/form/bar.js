// What the bar below the table says besides the time: what is to be mended and the way there, and whether what was typed is kept.

import { controlFor } from "../table/show_problems.js";
import { goToNext } from "../table/keyboard.js";

/**
 * What shows how many blanks are to be mended, in the bar and in the page's title; a click leads to the next of them.
 * @param {object} edition
 * @returns {(problems: Problem[]) => void}
 */
export function makeMending(edition) {
  const title = document.title;
  const button = document.getElementById("next-wrong");
  let wrong = new Map();
  button.addEventListener("click", () => goToNext(edition, (id) => wrong.has(id) && controlFor(wrong.get(id))));
  return (problems) => {
    wrong = new Map(problems.map((problem) => [problem.blank, problem]));
    const many = wrong.size ? `要改 ${wrong.size} 处` : "";
    button.hidden = !many;
    button.textContent = `${many} · 下一处`;
    document.title = many ? `（${many}）${title}` : title;
  };
}

/**
 * What says whether what was typed is kept on this computer, and whether the network is there.
 * @returns {(kept: boolean) => void}
 */
export function makeKept() {
  const place = document.getElementById("kept");
  let known; // whether it is kept; undefined before anything is typed
  let time = "";
  const show = () => {
    const off = known ? "离线，已存本设备" : "离线";
    place.textContent = known === false ? "本设备不能保存" : navigator.onLine ? time : off;
  };
  ["online", "offline"].forEach((kind) => window.addEventListener(kind, show));
  show();
  return (kept) => {
    known = kept;
    time = `已自动保存 ${new Date().toTimeString().slice(0, 5)}`;
    document.documentElement.classList.toggle("unkept", !kept);
    show();
  };
}
