// Sending the validated table, once: the same table is sent with the same key until it is acknowledged, so that a
// double click, a retry or a reload meets the record that is already there.

import { callApi } from "../lib/api.js";
import { newKey } from "../lib/key.js";
import { recall, remember, thisTab } from "../lib/storage.js";
import { contentOf } from "../validation/canonical.js";

const PAUSES = [2, 5]; // seconds before trying again by itself
const SENTENCES = {
  offline: "没有连上市局的服务器，这次没有得到回执。填好的内容都在，请检查网络后再点“提交”，重复提交不会存成两份；一直不通，就点“存成文件”，把文件发给市局。",
  unclear: "服务器的回答不完整，不能确定是否收到。填好的内容都在，请再点一次“提交”；重复提交不会存成两份。",
};

/**
 * Files the table, trying again by itself where the network or the store failed. Rejects only where
 * the engine lacks what sending needs.
 * @param {{answers: object, explanations: object, nil: boolean, attachments?: object[]}} table
 * @param {string|undefined} code the filing code, undefined where the page asks for none
 * @param {(seconds: number) => void} waiting called before each pause
 * @returns {Promise<{receipt: object, key: string}|{detail: string, problems: object[], offline?: boolean}>}
 */
export async function file(address, name, table, code, waiting) {
  const body = { ...table, key: keyFor(name, table), code };
  let outcome = await send(address, body);
  for (const pause of PAUSES) {
    if (!outcome.again) break;
    waiting(pause);
    await new Promise((resolve) => setTimeout(resolve, pause * 1000));
    outcome = await send(address, body);
  }
  if (!outcome.receipt) return outcome;
  remember(thisTab, `filing-${name}`, null);
  return { receipt: outcome.receipt, key: body.key };
}

async function send(address, body) {
  try {
    const { ok, status, document } = await callApi(address, body);
    if (ok && document && document.reference) return { receipt: document };
    const known = !ok && document && document.detail;
    return { again: status >= 500, detail: known ? document.detail : SENTENCES.unclear, problems: (known && document.problems) || [] };
  } catch (error) {
    if (error instanceof ReferenceError) throw error; // the engine lacks something: the plain form files
    console.warn("not sent", error.name);
    return { again: true, offline: true, detail: SENTENCES.offline, problems: [] };
  }
}

/** The key of this act of filing: kept while the table stays the same and no receipt has come. */
function keyFor(name, table) {
  const content = contentOf(table);
  const underWay = recall(thisTab, `filing-${name}`);
  if (underWay && underWay.content === content) return underWay.key;
  const key = newKey();
  remember(thisTab, `filing-${name}`, { content, key });
  return key;
}
