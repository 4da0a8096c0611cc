// Asking the bureau's function, with the bureau key. What comes is kept nowhere but in this page: neither by the
// browser's cache nor by the service worker, which answers only what it lists.

import { withPatience } from "../../lib/api.js";
import { clockOf } from "../../lib/clock.js";

const PATIENCE = 120000; // a collection of thousands of units takes its time
const MOST_WAITS = 60;

/** Why an answer did not come, in a sentence for the officer. `wrongKey` where the key is the reason. */
export class AskError extends Error {
  constructor(sentence, status = 0) {
    super(sentence);
    this.status = status;
    this.wrongKey = status === 401;
  }
}

/** Rejects with an AskError where the function refuses, or nothing comes; asked too fast, it waits as long as it is told. */
export async function send(desk, path, headers, content) {
  for (let times = 0; ; times += 1) {
    const reply = await sendOnce(desk, path, headers, content);
    if (reply.ok || reply.status === 304) return reply;
    if (reply.status !== 429 || times === MOST_WAITS) throw await refusal(reply);
    const seconds = Number(reply.headers.get("Retry-After")) || 1;
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}

async function sendOnce(desk, path, headers, content) {
  const options = { cache: "no-store", credentials: "omit", headers: { Authorization: `Bearer ${desk.key}`, ...headers } };
  if (content) Object.assign(options, { method: "POST", body: content instanceof Blob ? content : JSON.stringify(content) });
  try {
    return await withPatience(PATIENCE, (signal) => fetch(desk.edition.api + path, { ...options, signal }));
  } catch (error) {
    console.warn("no answer", error.name);
    throw new AskError("网络连接失败，没有取得数据。请检查网络后再试。");
  }
}

async function refusal(reply) {
  if (reply.status === 401) return new AskError("密钥不对，请核对后重新填写。", reply.status);
  const problem = await reply.json().catch(() => null);
  const said = problem && (problem.problems || []).map(({ message }) => message).filter(Boolean).join("；");
  return new AskError(said || (problem && problem.detail) || `系统暂时不能回答（${reply.status}），请稍后再试。`, reply.status);
}

/**
 * The collection, or null where it is still the one that `desk.tag` names.
 * @returns {Promise<{data: object, tag: string|null, clock: () => number}|null>}
 */
export async function readCollection(desk) {
  const reply = await send(desk, "collection.desk.json", desk.tag ? { "If-None-Match": desk.tag } : {});
  if (reply.status === 304) return null;
  const data = await reply.json().catch(() => null);
  if (!data) throw new AskError("数据没有传完，请再试一次。");
  return { data, tag: reply.headers.get("ETag"), clock: clockOf(reply) };
}

/** A file of the collection. @param {string} path @returns {Promise<Blob>} */
export const readFile = async (desk, path) => (await send(desk, path, {})).blob();

/**
 * Adds reviews, at most AT_ONCE. Sent twice under one key, each is one review.
 * @param {object[]} reviews @param {string} key @returns {Promise<string[]>} why each was not stored; '' where it is
 */
export async function addReviews(desk, reviews, key) {
  const reply = await send(desk, "reviews", { "Content-Type": "application/json", "Idempotency-Key": key }, { reviews });
  const { reviews: told } = await reply.json();
  return told.map(({ message }) => message || "");
}

export const AT_ONCE = 100; // as handler/collect/reviews/request.py has it
