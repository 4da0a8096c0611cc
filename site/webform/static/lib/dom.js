// Building what the script adds to a page: an element with all that belongs to it, in one expression.

/**
 * @param {string} tag
 * @param {Object<string, *>} properties as the element has them (`className`); what it has not is an attribute (`aria-label`)
 * @param {...(Node|string)} children
 * @returns {HTMLElement}
 */
export function el(tag, properties, ...children) {
  const element = document.createElement(tag);
  Object.entries(properties).forEach(([name, value]) => {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  });
  element.append(...children);
  return element;
}

/** A button beside a sentence. @param {string} text @param {() => void} act @returns {HTMLElement} */
export const quietButton = (text, act) => el("button", { type: "button", className: "quiet", onclick: act }, text);
