// The table as a file: to go on elsewhere, to keep, or to send to the bureau where the network blocks filing.
// `build.py collect --add` files it by the same rules.

const KIND = "yearly-form-table";
const FORMAT = 1;

/** Downloads the table as one self-contained file. */
export function saveFile(edition, table, key, now) {
  const content = { kind: KIND, format: FORMAT, edition: edition.id, digest: edition.digest, title: edition.title };
  const text = JSON.stringify({ ...content, saved_at: new Date(now).toISOString(), key, table }, null, 1);
  const unit = (Object.values(table.raw)[0] || "未填单位").replace(/[\\/:*?"<>|\s]/g, "");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `${edition.id}统计表-${unit}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/**
 * Reads such a file: whole, or not at all.
 * @returns {Promise<{table: object, same: boolean}|{refused: string}>}
 */
export async function openFile(edition, file) {
  let content = null;
  try {
    content = JSON.parse(await file.text());
  } catch (error) {
    return { refused: `“${file.name}”不是存下来的表，没有打开。` };
  }
  const table = content && content.kind === KIND && content.format === FORMAT && content.table;
  if (!table || !table.raw || !table.reasons) return { refused: `“${file.name}”不是存下来的表，没有打开。` };
  if (content.edition !== edition.id) {
    return { refused: `“${file.name}”是 ${content.edition} 年的表，不是 ${edition.id} 年的，没有打开。` };
  }
  return { table, same: content.digest === edition.digest };
}
