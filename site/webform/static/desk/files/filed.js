// What there is to be packed: the filings that count, and what the units sent along.

export const MOST = 200e6; // bytes of one archive

export const filedOf = ({ model }) => model.units.filter(({ filing }) => filing);

/** @returns {{unit: object, file: object}[]} */
export const attachmentsOf = (desk) => [].concat(...filedOf(desk).map((unit) => unit.filing.attachments.map((file) => ({ unit, file }))));
