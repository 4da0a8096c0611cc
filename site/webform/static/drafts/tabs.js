// Two tabs on one draft: what the other has written meanwhile is taken over blank by blank, never written over unseen.

/**
 * What is to be taken from the other tab's table: what this one has left as both had it.
 * @param {object} edition edition.json
 * @param {object} mine as it stands here @param {object} theirs as it is stored @param {object} common as both had it
 * @returns {{raw: object, reasons: object, nil: boolean, attachments: object[]|undefined}} undefined: they stay
 */
export function mergeTabs({ blanks }, mine, theirs, common) {
  const merged = (part) => {
    const untouched = (id) => mine[part][id] === common[part][id] && mine[part][id] !== theirs[part][id];
    return Object.fromEntries(blanks.filter(({ id }) => untouched(id)).map(({ id }) => [id, theirs[part][id] || ""]));
  };
  const [here, before, there] = [mine, common, theirs].map(({ attachments }) => JSON.stringify(attachments));
  const attachments = here === before && here !== there ? theirs.attachments || [] : undefined;
  return { raw: merged("raw"), reasons: merged("reasons"), nil: mine.nil === common.nil ? theirs.nil : mine.nil, attachments };
}

/** Whether the other tab's table has as both had it what this one has changed: it was written over in the same instant. */
export const isLost = (mine, theirs, common) =>
  ["raw", "reasons"].some((part) => Object.keys(mine[part]).some((id) => mine[part][id] !== theirs[part][id] && theirs[part][id] === common[part][id]));
