// One file on its way to the store: asked for, uploaded by a signed form, looked at there. It goes straight to the
// store, past the functions; what comes back is the ticket that is filed with the table.

import { callApi } from "../lib/api.js";
import { BUREAU, CALL } from "../lib/bureau.js";
import { hexOf } from "../lib/storage.js";

const PAUSES = [2, 5]; // seconds before trying again by itself
const SILENCE = 60000; // milliseconds without an answer, or without a byte sent
const PART = 1048576; // bytes: the page answers in between
const OFFLINE = "网络连接失败，未上传成功。请检查网络，再点“重试”。";
const REFUSED = "文件未上传成功。请点“重试”；仍不成功的，请移除该文件，按原渠道另行报送。";
const TOO_LARGE = `网络中的代理服务器限制了文件大小，本文件无法上传。请移除，换一个小一些的（如压缩图片、减少页数），或者联系${BUREAU}${CALL}。`;

/** Why a file is not attached. again: whether trying again may help. */
export class UploadError extends Error {
  constructor(message, again, code = "") {
    super(message);
    this.again = again;
    this.code = code;
  }
}

/**
 * SHA-256 in hexadecimal; by a script of its own where the browser has no Web Crypto (a page that is not https).
 * @param {Blob} file
 * @returns {Promise<string>}
 */
export async function digestOf(file) {
  if (!window.crypto || !crypto.subtle) return digestInParts(file);
  return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer())));
}

async function digestInParts(file) {
  const { sha256 } = await import("../lib/vendor/sha256.js");
  const digest = sha256.create();
  for (let start = 0; start < file.size; start += PART) {
    digest.update(await file.slice(start, start + PART).arrayBuffer());
  }
  return digest.hex();
}

/**
 * Uploads a file, trying again by itself where network or store failed; what is stored already is not sent again.
 * @param {string} address `/api/2021/attachments`
 * @param {object} asked unit, code, sha256, size, name
 * @param {Blob|null} data null where this page no longer has the file
 * @param {{progress: (share: number) => void, stop: (stops: () => void) => void, waiting: (seconds: number) => void}} reports
 * @param {boolean} looked whether it may be stored already
 * @returns {Promise<{ticket: string, name: string}>} its ticket, and its name as it is kept
 */
export async function upload(address, asked, data, reports, looked) {
  let first = looked;
  for (const pause of [...PAUSES, 0]) {
    try {
      return await attempt(address, asked, data, reports, first);
    } catch (error) {
      if (!(error instanceof UploadError) || !error.again || !pause) throw error;
      reports.waiting(pause);
      await new Promise((resolve) => setTimeout(resolve, pause * 1000));
      first = true; // the reply may have been lost, not the file
    }
  }
  throw new UploadError(OFFLINE, true);
}

async function attempt(address, asked, data, reports, looked) {
  if (looked) {
    const stored = await check(address, asked).catch((error) => {
      if (data && ["not_uploaded", "attachment_changed"].includes(error.code)) return null;
      throw error;
    });
    if (stored) return stored;
  }
  const { url, fields } = await askFunction(address, asked);
  await send(new URL(url, new URL(address, window.location.href)).href, fields, data, reports);
  return check(address, asked);
}

const check = (address, asked) => askFunction(`${address}/check`, asked);

async function askFunction(address, asked) {
  const { ok, status, document } = await callApi(address, asked, SILENCE).catch((error) => {
    console.warn("not asked", error.name);
    throw new UploadError(OFFLINE, true);
  });
  if (ok && document) return document;
  const [problem] = (document && document.problems) || [];
  const message = (problem && problem.message) || (document && document.detail) || OFFLINE;
  throw new UploadError(message, status >= 500, problem ? problem.rule : document && document.code);
}

function send(url, fields, data, { progress, stop }) {
  const form = new FormData();
  Object.keys(fields).forEach((name) => form.append(name, fields[name]));
  form.append("file", data, "file"); // last: what follows it is not read
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch tells no progress
    let timer = 0;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        reject(new UploadError(OFFLINE, true));
        request.abort();
      }, SILENCE);
    };
    request.open("POST", url);
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      wait();
      progress(loaded / total);
    });
    request.addEventListener("loadend", () => clearTimeout(timer));
    request.addEventListener("load", () => {
      if (request.status < 300) resolve();
      else if (request.status === 413) reject(new UploadError(TOO_LARGE, false, "too_large")); // the store's own limit is the page's: a proxy's
      else if (request.status === 422) reject(new UploadError(request.responseText.trim(), false)); // what a scanner found
      else reject(new UploadError(REFUSED, request.status >= 500));
    });
    request.addEventListener("error", () => reject(new UploadError(OFFLINE, true)));
    request.addEventListener("abort", () => reject(new UploadError("", false)));
    stop(() => request.abort());
    wait();
    request.send(form);
  });
}
