// A filled Word table, or the edition's own list for Excel, opened or dropped on the page. Loaded when there is one.

import { showNotice } from "../lib/notice.js";
import { fillFrom } from "./fill_from.js";
import { readFilled } from "./sources/read_file.js";

const LARGEST = 20; // MB
const OTHER = "无法读取内容。请选用本表填好的 Word 文件（.docx）或 Excel 模板（.xlsx、.csv）；旧格式（.doc、.wps、.xls）请先另存为新格式，其他格式可打开后复制文字，粘贴到表中。";

/** @param {Page} page @param {File} file */
export async function openInto(page, file) {
  if (file.size > LARGEST * 1024 * 1024) return refuse(file, `超过 ${LARGEST} MB，未导入。`);
  const source = await readFilled(file).catch((error) => console.warn("not read", error.message));
  if (!source) return refuse(file, OTHER);
  if (!fillFrom(page, { text: (source.rows || []).map((row) => row.join("\n")).join("\n"), ...source })) refuse(file, "里没有找到本表填好的内容，未填入。");
}

function refuse(file, why) {
  showNotice(`“${file.name}”${why}`).scrollIntoView({ block: "center" });
}
