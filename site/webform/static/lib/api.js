// Asking a function: JSON there and back, without cookies, and not for ever.

const TIMEOUT = 30000;

/**
 * What `work` comes to; what it asks for is given up when the time is over.
 * @param {number} patience milliseconds @param {(signal: AbortSignal) => Promise<T>} work @returns {Promise<T>} @template T
 */
export async function withPatience(patience, work) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    return await work(stop.signal);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Rejects where no answer begins: without network, or when the time is over.
 * @param {string} address
 * @param {object} [content] posted as JSON; without it the address is read
 * @param {number} [patience] milliseconds
 * @returns {Promise<{ok: boolean, status: number, after: number, document: object|null}>} after: seconds to wait, where the
 *   answer says so; document: null where it is no whole JSON
 */
export async function callApi(address, content, patience = TIMEOUT) {
  const headers = { Accept: "application/json" };
  const options = { headers, credentials: "omit" };
  if (content) {
    headers["Content-Type"] = "application/json";
    Object.assign(options, { method: "POST", body: JSON.stringify(content) });
  }
  return withPatience(patience, async (signal) => {
    const reply = await fetch(address, { ...options, signal });
    const after = Number(reply.headers.get("Retry-After")) || 0;
    return { ok: reply.ok, status: reply.status, after, document: await reply.json().catch(() => null) };
  });
}
