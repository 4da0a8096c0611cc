// Small parts that several views of the desk have.

import { STATUS } from "./data/model.js";
import { el } from "../lib/dom.js";

/** A telephone number to press. @param {string} phone @returns {Node|string} */
export const phoneLink = (phone) => (phone ? el("a", { className: "call", href: `tel:${phone.replace(/[^+\d]/g, "")}` }, phone) : "");

/** The status of a unit: a word in a frame of its own, never a colour alone. */
export const statusMark = (status) => el("span", { className: `mark ${status}` }, STATUS[status]);

/** @param {string} heading @param {...(Node|string)} children */
export const panelOf = (heading, ...children) => el("section", { className: "panel" }, el("h2", {}, heading), ...children);

/** Pixels of width below which the desk is drawn for a phone. */
export const isNarrow = () => window.innerWidth < 740;
