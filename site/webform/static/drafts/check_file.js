// Whether what a file holds is a table as it was saved: texts only, known names only, all or nothing. Loaded with open_file.js.

import { FORMAT, KIND } from "./save_file.js";

const LONGEST = 20000; // characters of one text
const KEY = /^[0-9A-Za-z_-]{8,64}$/;

const isObject = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
const isText = (value) => typeof value === "string" && value.length <= LONGEST;
const areTexts = (value) => isObject(value) && Object.values(value).every(isText);
const isFile = (value) => isObject(value) && isText(value.name) && isText(value.ticket);
const isMoment = (value) => value === null || (isText(value) && !Number.isNaN(Date.parse(value)));

const isReceipt = (value) =>
  areTexts({ ...{ reference: value.reference, checksum: value.checksum_short, digest: value.digest_short || "", id: value.id }, ...value.unit }) &&
  isText((value.unit || {}).code) &&
  isText(value.unit.name) &&
  isMoment(value.received_at);

function isTable(table) {
  const { raw, reasons, nil, attachments } = table;
  const files = attachments === undefined || (Array.isArray(attachments) && attachments.every(isFile));
  return areTexts(raw) && areTexts(reasons) && (nil === undefined || typeof nil === "boolean") && files;
}

/** What a sentence calls an edition. @param {*} id */
const called = (id) => String(id).slice(0, 40) + (/^\d{4}$/.test(id) ? " 年" : " ");

/**
 * Why the content is not taken; '' if it is, and then which of its blanks the edition does not ask.
 * @param {object} edition edition.json @param {*} content what stands in the file
 * @returns {{refused: string, strange: string[]}} refused: the rest of a sentence about the file
 */
export function checkContent(edition, content) {
  const refuse = (refused) => ({ refused, strange: [] });
  if (!isObject(content) || content.kind !== KIND) return refuse("不是导出的表，未导入。");
  if (content.format !== FORMAT) return refuse("由其他版本的网页导出，未导入。请刷新本页后重新导入。");
  if (content.edition !== edition.id) return refuse(`是 ${called(content.edition)}的表，不是 ${called(edition.id)}的，未导入。`);
  const { table, receipt, key } = content;
  const whole = isObject(table) && isTable(table) && (receipt === undefined || (isObject(receipt) && isReceipt(receipt)));
  const asked = new Set(edition.blanks.map(({ id }) => id));
  const strange = whole ? Object.keys(table.raw).filter((id) => !asked.has(id)) : [];
  const altered = strange.length && content.digest === edition.digest;
  if (!whole || altered || (key !== undefined && !KEY.test(key))) return refuse("里的内容不完整，或者已被修改，未导入。请使用原来导出的文件。");
  return { refused: "", strange };
}
