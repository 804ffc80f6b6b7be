import { createSignal, onCleanup, type Accessor } from "solid-js";

/** The present time in milliseconds, new every `every` milliseconds while the component lives. */
export function createNow(every: number): Accessor<number> {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), every);
  onCleanup(() => clearInterval(timer));
  return now;
}
