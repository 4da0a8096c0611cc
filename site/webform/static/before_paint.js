// What must be settled before the first paint, so that nothing on the page moves afterwards: whether the script will
// work, how it looks, and whether the table waits for what was typed; and what holds even where the form's script fails.
// A classic script in the head, because modules run late, in the words of Chromium 49. The form's parser does not wait for it.

{
  const LONGEST_WAIT = 3000;
  const LOOKS = ["large", "contrast"];
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
    Object.keys(window.localStorage).some((name) => ["draft", "cleared", "filed"].some((kind) => name.startsWith(`${kind}-${edition.replace(/-/g, "_")}-`))) ||
    Boolean(window.sessionStorage.getItem(`receipt-${edition}`));

  if ("noModule" in document.currentScript) {
    root.classList.add("js");
    // Asked while the form's script is on its way, which says by it how long there is.
    window.askTime = () => fetch("", { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (edition) window.serverTime = window.askTime();
  }
  if (edition && ask(kept)) {
    root.classList.add("kept", "waiting"); // the page's script takes off that it waits; if it fails, the clock does
    setTimeout(() => root.classList.remove("waiting"), LONGEST_WAIT);
  }
  const typing = () => {
    window.typed = true; // nothing is written over that
  };
  window.addEventListener("input", typing);
  if ((document.activeElement || {}).form) typing(); // where this comes after the first paint
  LOOKS.forEach((name) => root.classList.toggle(name, ask(() => window.localStorage.getItem(name) === "true")));
  const showPressed = () =>
    LOOKS.forEach((name) => {
      const button = document.getElementById(name);
      if (button) button.setAttribute("aria-pressed", String(root.classList.contains(name)));
    });
  showPressed();
  window.addEventListener("load", showPressed); // the buttons may have come after this script

  /** The text beside a blank that says what it holds. */
  const textOf = (blank) => {
    blank.classList.add("held");
    const text = document.createElement("span");
    text.setAttribute("aria-hidden", "true");
    return blank.parentNode.insertBefore(text, blank.nextSibling);
  };

  /**
   * What a blank holds stands whole: on paper as text in its place, on the screen below it where it is too narrow. Each
   * step is taken for all blanks that hold something else before the next: the page is laid out twice, not for each blank.
   * @param {*} all false for those that have changed; the event that says that the page is printed
   */
  const showWhole = (all) => {
    const blanks = Array.from(document.querySelectorAll("form input[aria-label], form .reason, form textarea")).filter(({ shown = "", value }) => shown !== value || (all && value) || all.type); // empty ones only for paper
    const side = (blank, kind) => blank[kind + (blank.rows ? "Height" : "Width")];
    const isCut = (blank) => side(blank, "scroll") > side(blank, "client");
    const fit = (blank, size) => {
      blank.style[blank.rows ? "height" : "width"] = size;
    };
    blanks.forEach((blank) => fit(blank, ""));
    // By an engine that does not size a blank by what it holds.
    blanks.map((blank) => isCut(blank) && `${side(blank, "scroll") + 12}px`).forEach((size, n) => size && fit(blanks[n], size));
    blanks.map(isCut).forEach((cut, n) => {
      const blank = blanks[n];
      blank.shown = blank.value;
      if (!blank.text && !cut && !all.type) return; // on the screen it stands whole by itself
      blank.text = blank.text || textOf(blank);
      blank.text.textContent = blank.value;
      blank.text.className = cut ? "whole cut" : "whole";
    });
  };
  ["input", "change", "shown", "resize", "pageshow"].forEach((kind) => {
    let soon = 0;
    const wait = () => {
      clearTimeout(soon);
      soon = setTimeout(showWhole, 100, "resize pageshow".includes(kind));
    };
    window.addEventListener(kind, wait, true);
  });
  new MutationObserver(showWhole).observe(root, { attributes: true }); // ready, 大字版
  window.addEventListener("beforeprint", showWhole);

  document.addEventListener("click", ({ target }) => {
    const { id, classList, parentNode } = target;
    if (LOOKS.includes(id)) {
      const on = root.classList.toggle(id);
      ask(() => window.localStorage.setItem(id, String(on)));
      showPressed();
    }
    // On a phone the requirement stands folded behind a button.
    if (classList.contains("unfold")) target.setAttribute("aria-expanded", String(parentNode.classList.toggle("open")));
  });
}
