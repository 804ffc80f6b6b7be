/** How long a person must have let things rest before, in milliseconds: whoever walks through states looks at none. */
const rest = 150;
/** The longest time that work waits for the page to have nothing else to do, in milliseconds. */
const patience = 500;

const waiting: (() => void)[] = [];
let ahead: ReturnType<typeof setTimeout> | undefined;

/**
 * Does what nobody waits for when the page has nothing else to do, one thing at a time. Gives the way to call it off.
 * Each new thing lets all wait anew.
 */
export function whenIdle(work: () => void): () => void {
  waiting.push(work);
  clearTimeout(ahead);
  ahead = setTimeout(idle, rest);
  return () => {
    const at = waiting.indexOf(work);
    if (at >= 0) waiting.splice(at, 1);
  };
}

function idle(): void {
  const round = ahead;
  const go = () => ahead === round && doNext();
  // WebKit does not tell when it is idle.
  if ("requestIdleCallback" in window) window.requestIdleCallback(go, { timeout: patience });
  else go();
}

function doNext(): void {
  ahead = undefined;
  const next = waiting.shift();
  if (waiting.length > 0) ahead = setTimeout(idle);
  next?.();
}
