// Drawings are plain SVG: real text, a name for who cannot see them, sharp on paper, and styled by the sheet.

const SPACE = "http://www.w3.org/2000/svg";

/** @param {string} tag @param {Object<string, *>} attributes @param {...(Node|string)} children @returns {SVGElement} */
export function draw(tag, attributes, ...children) {
  const element = document.createElementNS(SPACE, tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}

/** An empty drawing of this size. @param {string} label what it shows, in a sentence @param {string} kind its class */
export const drawing = (width, height, label, kind) =>
  draw("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", class: `chart ${kind}` }, draw("title", {}, label));
