// What this site calls the bureau, and whom to call there: its settings, as they stand on the page's body.

export const BUREAU = document.body.dataset.bureau;
export const CALL = document.body.dataset.call;
