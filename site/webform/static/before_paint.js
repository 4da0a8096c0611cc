// What must be settled before the first paint, so that nothing on the page moves afterwards: whether the script will
// work, 大字版, and whether the table waits for what was typed. A classic script in the head, because modules run late.

{
  const LONGEST_WAIT = 3000;
  const root = document.documentElement;
  const edition = document.currentScript.dataset.year;

  /** What a storage answers; false where the browser refuses it. */
  const ask = (question) => {
    try {
      return question();
    } catch (error) {
      console.warn("storage cannot be read", error.name);
      return false;
    }
  };

  const kept = () =>
    Object.keys(window.localStorage).some((name) => ["draft", "cleared"].some((kind) => name.startsWith(`${kind}-${edition}-`))) ||
    Boolean(window.sessionStorage.getItem(`receipt-${edition}`));

  const enlarge = (button, large) => {
    root.classList.toggle("large", large);
    if (button) button.setAttribute("aria-pressed", String(large));
  };

  if ("noModule" in document.currentScript) root.classList.add("js");
  if (edition && ask(kept)) {
    root.classList.add("waiting"); // the page's script takes it off; if it fails, the clock does
    setTimeout(() => root.classList.remove("waiting"), LONGEST_WAIT);
  }
  enlarge(null, ask(() => window.localStorage.getItem("large") === "true"));

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("large");
    enlarge(button, root.classList.contains("large"));
    button.addEventListener("click", () => {
      enlarge(button, !root.classList.contains("large"));
      ask(() => window.localStorage.setItem("large", String(root.classList.contains("large"))));
    });
  });

  // On a phone the requirement stands folded behind a button; here, so that it opens even where the form's script fails.
  document.addEventListener("click", ({ target }) => {
    if (!target.classList.contains("unfold")) return;
    const open = target.parentNode.classList.toggle("open");
    target.setAttribute("aria-expanded", String(open));
  });
}
