// One attachment's row in the list: name, size, bar, state, 重试, 移除.

import { el } from "../lib/dom.js";

const inWords = (bytes) => (bytes < 1048576 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1048576).toFixed(1)} MB`);

const SEEN = 96; // pixels, the longer side of a picture as it is shown

/** A chosen picture, small, so that the right scan is sent; drawn, because the page's policy shows no local address. */
function thumbnailOf({ file, name }) {
  if (!file || !file.type.startsWith("image/") || !window.createImageBitmap) return [];
  const canvas = el("canvas", { width: SEEN, height: SEEN, role: "img", "aria-label": `“${name}”的缩略图` });
  const draw = (picture) => {
    const scale = SEEN / Math.max(picture.width, picture.height);
    Object.assign(canvas, { width: Math.ceil(picture.width * scale), height: Math.ceil(picture.height * scale) });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  };
  createImageBitmap(file).then(draw).catch(() => canvas.remove());
  return [canvas];
}

const rowButton = (text, { name }, act) => el("button", { type: "button", className: "quiet", "aria-label": `${text}“${name}”`, onclick: act }, text);

/** Draws an item, which holds from then on what shows it. @param {object} item @param {() => void} retry @param {() => void} remove */
export function drawRow(item, retry, remove) {
  item.bar = el("progress", { max: 1, hidden: true, "aria-label": `“${item.name}”的进度` });
  item.state = el("span", { className: "state-of" }, "已传好");
  item.retry = rowButton("重试", item, retry);
  item.retry.hidden = true;
  item.label = el("span", { className: "name" }, item.name);
  item.row = el("li", {}, ...thumbnailOf(item), item.label, ` ${inWords(item.size)} `, item.bar, item.state, item.retry, rowButton("移除", item, remove));
}

/** Says how far an item is. @param {object} item @param {string} sentence @param {number} [share] of it that is sent */
export function tellRow(item, sentence, share) {
  const done = item.ticket || item.failed;
  item.state.textContent = sentence;
  item.row.classList.toggle("failed", Boolean(item.failed));
  item.bar.hidden = Boolean(done);
  if (share === undefined) item.bar.removeAttribute("value");
  else item.bar.value = share;
  if (!item.failed) item.retry.hidden = true;
}
