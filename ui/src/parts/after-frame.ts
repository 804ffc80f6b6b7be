/** The longest time that work waits where no frames are drawn, in milliseconds: a window in the background has none. */
const patience = 100;

const waiting: (() => void)[] = [];
let ahead: ReturnType<typeof setTimeout> | undefined;

/**
 * Does something once what has changed is on the screen, each of several things in a frame of its own. A key or a press
 * does not wait: whatever it means, it finds everything done; only a press on the canvas asks for nothing that is beside
 * it. Gives the way to call it off.
 */
export function afterFrame(work: () => void): () => void {
  waiting.push(work);
  if (waiting.length === 1) {
    for (const kind of ["keydown", "pointerdown"]) window.addEventListener(kind, heed, { capture: true });
    schedule();
  }
  return () => {
    const at = waiting.indexOf(work);
    if (at >= 0) waiting.splice(at, 1);
    if (waiting.length === 0) rest();
  };
}

function schedule(): void {
  const round = setTimeout(doNext, patience);
  ahead = round;
  requestAnimationFrame(() => setTimeout(() => ahead === round && doNext()));
}

function doNext(): void {
  clearTimeout(ahead);
  const next = waiting.shift();
  if (waiting.length > 0) schedule();
  else rest();
  next?.();
}

function heed(event: Event): void {
  if (event.type === "pointerdown" && event.target instanceof Element && event.target.closest(".canvas")) return;
  // What is done may leave more to be done.
  while (waiting.length > 0) doNext();
}

function rest(): void {
  clearTimeout(ahead);
  ahead = undefined;
  for (const kind of ["keydown", "pointerdown"]) window.removeEventListener(kind, heed, { capture: true });
}
