// Each key makes the browser go through all that is painted: of a table of thousands of cells that is what is in sight and
// a little around it. The rest is there all the same, for keys, finding and reading aloud.

const AROUND = 0.5; // of the window's height, above and below

/** @param {HTMLElement} rows the body of a table, which the sheet has cut already: otherwise the first cut would paint all anew */
export function paintNear(rows) {
  let [at, tall, high, asked] = [NaN, 0, 0, 0];
  const cut = () => {
    const { top, height } = rows.getBoundingClientRect();
    const { innerHeight } = window;
    const around = innerHeight * AROUND;
    if (Math.abs(top - at) < around / 2 && height === tall && innerHeight === high) return;
    [at, tall, high] = [top, height, innerHeight];
    rows.style.clipPath = `inset(${-top - around}px -100vw ${top + height - innerHeight - around}px)`;
  };
  const grown = new ResizeObserver(cut); // what comes or goes above the rows moves them without an event
  [document.body, rows].forEach((each) => grown.observe(each));
  ["scroll", "resize"].forEach((kind) =>
    window.addEventListener(kind, () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(cut);
    }, { capture: true, passive: true }),
  );
}
