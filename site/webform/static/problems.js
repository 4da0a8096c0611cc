// Showing what is wrong: a summary with links at the top, and each message at its blank.

/** Shows every problem; none clears them all. `detail` is the summary's first line. */
export function showProblems(form, summary, detail, problems) {
  form.querySelectorAll(".message").forEach((message) => clearProblem(form, message.dataset.blank));
  summary.hidden = !detail;
  summary.textContent = "";
  if (!detail) return;
  const heading = document.createElement("h2");
  heading.textContent = detail;
  const list = document.createElement("ol");
  problems.forEach((problem) => list.append(entry(form, problem)));
  summary.append(heading, list);
  problems.forEach((problem) => showProblem(form, problem));
  summary.focus();
  summary.scrollIntoView();
}

/** Shows one problem at its blank, if the blank is on the page. */
export function showProblem(form, problem) {
  clearProblem(form, problem.blank);
  const controls = controlsOf(form, problem.blank);
  if (!controls.length) return;
  const message = document.createElement("span");
  message.className = "message";
  message.id = `${problem.blank}-message`;
  message.dataset.blank = problem.blank;
  message.textContent = problem.message;
  controls[0].closest("p, div").append(message);
  controls.forEach((control) => {
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", message.id);
  });
}

export function clearProblem(form, blank) {
  const message = document.getElementById(`${blank}-message`);
  if (message) message.remove();
  controlsOf(form, blank).forEach((control) => {
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-describedby");
  });
}

/** The input of a blank, or its radio buttons; empty for a name that is no blank of the page. */
export function controlsOf(form, blank) {
  return Array.from(form.elements).filter((control) => control.name === blank);
}

function entry(form, problem) {
  const item = document.createElement("li");
  const place = document.createElement("span");
  place.className = "place";
  place.textContent = problem.place;
  const link = document.createElement("a");
  link.textContent = problem.message;
  const control = controlsOf(form, problem.blank)[0];
  if (control) {
    link.href = `#${control.id}`;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      control.focus();
      control.scrollIntoView({ block: "center" });
    });
  }
  item.append(place, " ", link);
  return item;
}
