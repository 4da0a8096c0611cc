// Each key makes the browser go through all that is painted: of a table of thousands of cells that is what is in sight and
// a little around it. The rest is there all the same, for keys, finding and reading aloud.

const AROUND = 0.5; // of the window's height, above and below
const MOVES = ["scroll", "resize", "click", "keydown", "shown"]; // what may bring other rows into sight

/** @param {HTMLElement} rows the body of a table, which the sheet has cut already: otherwise the first cut would paint all anew */
export function paintNear(rows) {
  let [at, tall, asked] = [NaN, 0, 0];
  const cut = () => {
    const { top, height } = rows.getBoundingClientRect();
    const around = window.innerHeight * AROUND;
    if (Math.abs(top - at) < around / 2 && height === tall) return;
    [at, tall] = [top, height];
    rows.style.clipPath = `inset(${-top - around}px -100vw ${top + height - window.innerHeight - around}px)`;
  };
  MOVES.forEach((kind) =>
    window.addEventListener(kind, () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(cut);
    }, { capture: true, passive: true }),
  );
}
