// A blank that is left because a button is pressed may show or drop a message. Were that drawn at once, the button could
// move away under the pointer before it is released, and the click would be lost.

const waiting = [];
let pressed = false;

/**
 * Acts in a task of its own, so that the key that left the blank is quick; where a button is being pressed, once it has been
 * released and its click has been handled.
 * @param {() => void} act
 */
export function afterPress(act) {
  if (pressed) waiting.push(act);
  else setTimeout(act, 0);
}

function release() {
  pressed = false;
  setTimeout(() => waiting.splice(0).forEach((act) => act()), 0);
}

window.addEventListener("pointerdown", () => {
  pressed = true;
});
window.addEventListener("pointerup", release);
window.addEventListener("pointercancel", release);
