// Showing what is wrong: a summary with links at the top, every message at its blank, and a box for a reason.

export const REASON = "reason.";
const ASKS = ["needs_reason", "bad_reason"];

/** Shows the summary with a line per problem and moves there; an empty detail hides it. */
export function showSummary(form, summary, detail, problems) {
  summary.hidden = !detail;
  summary.textContent = "";
  if (!detail) return;
  const heading = document.createElement("h2");
  heading.textContent = detail;
  const list = document.createElement("ol");
  problems.forEach((problem) => list.append(entry(form, problem)));
  summary.append(heading, list);
  summary.focus();
  summary.scrollIntoView();
}

/**
 * Shows all that is to be said at one blank, and nothing else there.
 * @param {{message: string, rule: string}[]} problems what must be mended
 * @param {{message: string}[]} hints what may stand
 * @param {boolean} explained whether a reason stands for this blank
 */
export function showAt(form, blank, problems, hints, explained) {
  const asks = explained || problems.some((problem) => ASKS.includes(problem.rule));
  toggleReason(form, blank, asks);
  const text = problems.concat(hints).map((each) => each.message).join("\n");
  const old = document.getElementById(`${blank}-message`);
  if ((old ? old.textContent : "") === text) return;
  if (old) old.remove();
  const controls = controlsOf(form, blank);
  controls.forEach((control) => {
    mark(control, "aria-invalid", problems.length ? "true" : "");
    mark(control, "aria-describedby", text ? `${blank}-message` : "");
  });
  if (!text || !controls.length) return;
  const message = document.createElement("span");
  message.className = problems.length ? "message" : "message hint";
  message.id = `${blank}-message`;
  message.textContent = text;
  const reason = document.getElementById(`${blank}-reason`);
  if (reason) reason.parentNode.before(message);
  else controls[0].closest("p, div").append(message);
}

/** Opens or closes the box for a blank's reason. A reason that was typed stays until it is not asked for. */
export function toggleReason(form, blank, open) {
  const box = document.getElementById(`${blank}-reason`);
  if (!open && box) box.parentNode.remove();
  if (!open || box) return;
  const [control] = controlsOf(form, blank);
  const label = document.createElement("label");
  label.className = "why";
  const input = document.createElement("input");
  input.id = `${blank}-reason`;
  input.name = REASON + blank;
  input.className = "reason";
  input.setAttribute("aria-label", `${control.closest("[aria-label]").getAttribute("aria-label")}：理由`);
  label.append("理由：", input);
  control.closest("p, div").append(label);
}

/** The input of a blank, or its radio buttons; empty for a name that is no blank of the page. */
export function controlsOf(form, blank) {
  const found = form.elements.namedItem(blank);
  if (!found) return [];
  return found instanceof RadioNodeList ? Array.from(found) : [found];
}

function mark(control, attribute, value) {
  if (value) control.setAttribute(attribute, value);
  else control.removeAttribute(attribute);
}

/** A line of the summary: where, and what to mend, as a link. */
export function entry(form, problem) {
  const item = document.createElement("li");
  const place = document.createElement("span");
  place.className = "place";
  place.textContent = problem.place;
  const link = document.createElement("a");
  link.textContent = problem.message;
  const asks = ASKS.includes(problem.rule) && document.getElementById(`${problem.blank}-reason`);
  const control = asks || controlsOf(form, problem.blank)[0];
  if (control) {
    link.href = `#${control.id || problem.blank}`;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      control.focus();
      control.scrollIntoView({ block: "center" });
    });
  }
  item.dataset.blank = problem.blank;
  item.append(place, " ", link);
  return item;
}
