// Archives that this browser puts together, with the names that `collect` gives: what the units sent along, one file after
// the other, and each unit's filled table.

import { AskError, readFile } from "../data/ask.js";
import { figure, someOf } from "../data/words.js";
import { inWords } from "../../lib/clock.js";
import { download } from "../../lib/download.js";
import { asTyped } from "../../table/table.js";

export const MOST = 200e6; // bytes of one archive
const LEFT_OUT = "没有取到的附件.txt";
const ROOM = "　　　　";
const library = () => import("../../lib/vendor/fflate.js");

/** The filings that count. */
export const filedOf = ({ model }) => model.units.filter(({ filing }) => filing);

/** What the units sent along. @returns {{unit: object, file: object}[]} */
export const attachmentsOf = (desk) => [].concat(...filedOf(desk).map((unit) => unit.filing.attachments.map((file) => ({ unit, file }))));

/**
 * Files into one archive, or into several that are saved as they are full, so that no computer runs out of memory.
 * @param {string} name @param {number} [most] bytes of one @returns {Promise<{add: Function, save: Function}>}
 */
export async function archiveOf(name, most = MOST) {
  const { Zip, ZipPassThrough } = await library();
  let [zip, pieces, size, number] = [null, [], 0, 0];
  function save(last) {
    if (!zip) return;
    zip.end();
    number += 1;
    download(new Blob(pieces, { type: "application/zip" }), last && number === 1 ? `${name}.zip` : `${name}-${number}.zip`);
    [zip, pieces, size] = [null, [], 0];
  }
  function add(path, bytes, at) {
    if (size && size + bytes.length > most) save();
    zip = zip || new Zip((error, piece) => pieces.push(piece));
    const file = new ZipPassThrough(path);
    file.mtime = at;
    zip.add(file);
    file.push(bytes, true);
    size += bytes.length;
  }
  return { add, save };
}

/** Saves every attachment as 单位/文件名; what could not be had is named, on the page and in the archive. */
export async function saveAttachments(desk) {
  const wanted = attachmentsOf(desk);
  const archive = await archiveOf(`附件-${desk.edition.id}`);
  const [failed, macros] = [[], []];
  for (let done = 0; done < wanted.length; done += 1) {
    const { unit, file } = wanted[done];
    const words = `${unit.name}：${file.name}`;
    desk.tell(`正在取附件，第 ${done + 1} 个，共 ${wanted.length} 个…`);
    try {
      const bytes = await fetched(desk, file);
      if (hasMacros(bytes)) macros.push(words);
      archive.add(`${unit.filing.file}/${file.file}`, bytes, unit.filing.received_at);
    } catch (error) {
      if (!(error instanceof AskError) || error.wrongKey) throw error;
      failed.push(`${words}（${error.message}）`);
    }
  }
  if (failed.length) archive.add(LEFT_OUT, new TextEncoder().encode(`\ufeff${failed.join("\r\n")}\r\n`), desk.read);
  archive.save(true);
  const warned = macros.length ? `含宏的 ${macros.length} 个，打开时请不要启用：${someOf(macros)}。` : "";
  const lost = failed.length ? `没有取到 ${failed.length} 个：${someOf(failed)}${failed.length > 3 ? `，都写在压缩包的“${LEFT_OUT}”里` : ""}。` : "";
  return `附件 ${wanted.length - failed.length} 个已存成压缩包，请在浏览器的“下载”里打开。${lost}${warned}`;
}

async function fetched(desk, { size, key, state }) {
  if (state !== "stored") throw new AskError(state === "missing" ? "缺失" : "损坏");
  const blob = await readFile(desk, `attachments/${key.split("/").slice(-2).join("/")}`);
  if (blob.size !== size) throw new AskError("没有传完");
  return new Uint8Array(await blob.arrayBuffer());
}

/** Whether an office document carries a program, by the names that such have. */
function hasMacros(bytes) {
  if (bytes[0] !== 0x50 && bytes[0] !== 0xd0) return false;
  const text = new TextDecoder("latin1").decode(bytes);
  return text.startsWith("PK") ? /vbaProject\.bin/i.test(text) : text.includes(Array.from("_VBA_PROJECT", (letter) => `${letter}\0`).join(""));
}

/** Saves each unit's filled official table as a Word document, 单位.docx. */
export async function saveTables(desk) {
  const [{ strFromU8, strToU8, unzipSync, zipSync }, reply] = await Promise.all([library(), fetch(`${desk.edition.form}unit.docx`)]);
  if (!reply.ok) throw new AskError("没有取到各单位统计表的底表，请稍后再点一次。");
  const parts = unzipSync(new Uint8Array(await reply.arrayBuffer()));
  const texts = Object.entries(parts).map(([name, bytes]) => [name, strFromU8(bytes)]);
  const archive = await archiveOf(`各单位统计表-${desk.edition.id}`);
  const units = filedOf(desk);
  for (let done = 0; done < units.length; done += 1) {
    const { filing } = units[done];
    const fill = fillerOf(desk, filing);
    const document = Object.fromEntries(texts.map(([name, text]) => [name, strToU8(fill(text))]));
    archive.add(`${filing.file}.docx`, zipSync(document, { mtime: filing.received_at }), filing.received_at);
    if (done % 50) continue;
    desk.tell(`正在写各单位的表，第 ${done + 1} 份，共 ${units.length} 份…`);
    await new Promise((resolve) => setTimeout(resolve));
  }
  archive.save(true);
  return `${figure(units.length)} 份表已存成压缩包，请在浏览器的“下载”里打开。`;
}

/** What puts a filing into the parts of the template: in the place of ⟦id⟧ the answer, of ⟦⟧ its receipt. */
function fillerOf({ edition, model }, filing) {
  const { reference, checksum_short: checksum, received_at: at, revisions } = filing;
  const foot = `回执号 ${reference}　校验码 ${checksum}　${inWords(Date.parse(at), edition.due)}收到${revisions > 1 ? `（第 ${revisions} 次）` : ""}`;
  const typed = asTyped(filing.answers);
  const run = (look, text) => `<w:r>${look}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
  const filled = (whole, look = "", id = "") => {
    const { options, kind } = model.blanks[id];
    const chosen = kind === "several" ? typed[id].split("、") : [typed[id]];
    const text = options ? options.map((option) => (chosen.includes(option) ? "☑" : "□") + option).join("\u00a0") : typed[id];
    if (!text) return run(look && '<w:rPr><w:u w:val="single"/></w:rPr>', ROOM);
    return text.split("\n").map((line) => run(look, line)).join("<w:r><w:br/></w:r>");
  };
  const made = `${new Date(edition.due).toISOString().slice(0, 19)}Z`;
  return (xml) =>
    xml.replace(/<w:r>(<w:rPr>(?:(?!<w:r>).)*?<\/w:rPr>)?<w:t xml:space="preserve">⟦(\w+)⟧<\/w:t><\/w:r>/g, filled).split("⟦⟧").join(escaped(foot)).split(made).join(`${at.slice(0, 19)}Z`);
}

/** As XML can carry it. */
function escaped(text) {
  const plain = text.replace(/[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
  return plain.replace(/[&<>"]/g, (mark) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[mark]);
}
