// Sending the judged answers, once: the same figures are sent with the same key until they are acknowledged,
// so that a double click, a retry or a reload meets the record that is already there.

import { canonical } from "./checksum.js";
import { recall, remember, thisTab } from "./memory.js";

const TIMEOUT = 30000;
const SENTENCES = {
  offline: "没有连上市局的服务器，这次没有得到回执。填好的内容都在，请检查网络后再点“提交”；重复提交不会存成两份。",
  unclear: "服务器的回答不完整，不能确定是否收到。填好的内容都在，请再点一次“提交”；重复提交不会存成两份。",
};

/**
 * Files the answers; `code` is the filing code, undefined where the page asks for none. Never rejects.
 * @returns {Promise<{receipt: object}|{detail: string, problems: object[]}>}
 */
export async function file(address, name, answers, code) {
  const key = keyFor(name, answers);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT);
  try {
    const reply = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ answers, key, code }),
      credentials: "omit",
      signal: stop.signal,
    });
    const document = await reply.json().catch(() => null);
    if (reply.ok && document && document.reference) {
      remember(thisTab, `filing-${name}`, null);
      return { receipt: document };
    }
    const known = !reply.ok && document && document.detail;
    return { detail: known ? document.detail : SENTENCES.unclear, problems: (known && document.problems) || [] };
  } catch (error) {
    console.warn("not sent", error.name);
    return { detail: SENTENCES.offline, problems: [] };
  } finally {
    clearTimeout(timer);
  }
}

/** The key of this act of filing: kept while the figures stay the same and no receipt has come. */
function keyFor(name, answers) {
  const figures = canonical(answers);
  const underWay = recall(thisTab, `filing-${name}`);
  if (underWay && underWay.figures === figures) return underWay.key;
  const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  remember(thisTab, `filing-${name}`, { figures, key });
  return key;
}
