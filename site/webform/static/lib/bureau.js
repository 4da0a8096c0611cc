// What this site calls the bureau, and whom to call there: its settings, as they stand on the page's body.

export const BUREAU = document.body.dataset.bureau;
export const CALL = document.body.dataset.call;

/** What comes next. @param {boolean} closed whether nothing is taken any more @param {string} way while something is @returns {string} */
export const wayOn = (closed, way) => (closed ? `网上已停止接收，请与${BUREAU}${CALL}联系` : way);
