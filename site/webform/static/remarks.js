// What belongs to a filing and has no blank in the table: 零报告, the reasons given, the attachments by name.

/**
 * @param {{explanations: object, nil: boolean, attachments?: {name: string}[]}} table
 * @returns {string[]} sentences, the reasons in the order of the paper
 */
export function remarksOf(edition, { explanations, nil, attachments }) {
  const reasons = edition.blanks.filter(({ id }) => id in explanations).map(({ id, label }) => `说明：${label}：${explanations[id]}`);
  const names = (attachments || []).map(({ name }) => name).join("、");
  return [...(nil ? ["零报告：本单位没有活动可报，各项数字都是 0。"] : []), ...reasons, ...(names ? [`附件：${names}`] : [])];
}

/** Writes them below the table, on screen and on paper; and says where attachments are still to come. */
export function showRemarks(edition, table) {
  const place = document.getElementById("remarks");
  remarksOf(edition, table).forEach((sentence) => {
    const line = document.createElement("p");
    line.textContent = sentence;
    place.append(line);
  });
  const unattached = document.getElementById("unattached"); // none where the edition takes no attachments
  if (unattached) unattached.hidden = Boolean((table.attachments || []).length);
}
