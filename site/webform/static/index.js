// The list of editions: whether each is open now, by the server's clock. Without it the list names the dates alone.

const WORDS = { not_open: "还没有开始", open: "正在填报", late: "已过截止，仍可补报", closed: "已经结束" };

/**
 * As schema/edition/model.py: to the second, `due` and `closes` are still in time.
 * @param {number} moment @param {{opens?: string, due: string, closes?: string}} edition
 * @returns {string}
 */
export function stateAt(moment, { opens, due, closes }) {
  const second = Math.floor(moment / 1000) * 1000;
  if (opens && second < Date.parse(opens)) return "not_open";
  if (closes && second > Date.parse(closes)) return "closed";
  return second > Date.parse(due) ? "late" : "open";
}

/** The moment that `serve --at` pins, else the server's, else this computer's. */
async function now(list) {
  if (list.dataset.at) return Date.parse(list.dataset.at);
  const reply = await fetch(window.location.href, { method: "HEAD", cache: "no-store" });
  const date = Date.parse(reply.headers.get("Date")); // of the origin: a cache between adds how old it is
  return date ? date + Number(reply.headers.get("Age") || 0) * 1000 : Date.now();
}

async function start() {
  const list = document.querySelector(".editions");
  const moment = await now(list).catch(() => Date.now());
  list.querySelectorAll(".state").forEach((place) => {
    const state = stateAt(moment, place.dataset);
    place.textContent = WORDS[state];
    place.dataset.state = state;
  });
}

start();
