import { Show, createEffect, createSignal, onCleanup, onMount } from "solid-js";
import { Portal } from "solid-js/web";

/** How long the pointer rests on something before it is explained, in milliseconds. */
const DELAY = 500;
/** Whoever goes from one to the next within so many milliseconds is reading, and does not wait again. */
const READING = 300;
/** Free space between a tooltip and what it explains, and at least to the window's edges, in pixels. */
const GAP = 6;
const ID = "tooltip";

interface Shown {
  anchor: Element;
  text: string;
  keys: string | null;
}

/**
 * The window's only tooltip. Whatever has `data-tip` is explained by those words, and by the keys in `data-keys`, when the
 * pointer rests on it or the keyboard comes to it. One for all, because a tooltip each costs more than the buttons.
 */
export function Tooltip() {
  const [shown, setShown] = createSignal<Shown | null>(null);
  let place: HTMLDivElement | undefined;
  onMount(() => onCleanup(follow(shown, setShown)));
  createEffect(() => {
    const now = shown();
    if (now && place) put(place, now.anchor);
  });
  return (
    <Show when={shown()}>
      {(now) => (
        <Portal>
          <div class="tooltip" role="tooltip" id={ID} ref={place}>
            <span>{now().text}</span>
            <Show when={now().keys}>{(keys) => <span class="kbd">{keys()}</span>}</Show>
          </div>
        </Portal>
      )}
    </Show>
  );
}

/** Listens to the whole page; gives what ends that. */
function follow(shown: () => Shown | null, setShown: (shown: Shown | null) => void): () => void {
  let resting: Element | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hiddenAt = -Infinity;
  const hide = () => {
    clearTimeout(timer);
    const last = shown();
    if (!last) return;
    if (last.anchor.getAttribute("aria-describedby") === ID) last.anchor.removeAttribute("aria-describedby");
    hiddenAt = performance.now();
    setShown(null);
  };
  const show = (anchor: Element) => {
    const text = anchor.getAttribute("data-tip");
    hide();
    if (!text || !anchor.isConnected) return;
    // What only repeats the name would be said twice.
    if (text !== anchor.getAttribute("aria-label")) anchor.setAttribute("aria-describedby", ID);
    setShown({ anchor, text, keys: anchor.getAttribute("data-keys") });
  };
  const over = (event: PointerEvent) => {
    const anchor = explained(event.target);
    if (anchor === resting) return;
    resting = anchor;
    const delay = performance.now() - hiddenAt < READING || shown() ? 0 : DELAY;
    hide();
    if (anchor && event.pointerType !== "touch") timer = setTimeout(() => show(anchor), delay);
  };
  const focus = (event: FocusEvent) => {
    const anchor = explained(event.target);
    if (anchor === event.target && anchor?.matches(":focus-visible")) show(anchor);
    else hide();
  };
  const out = () => {
    resting = null;
    hide();
  };
  const options = { capture: true, passive: true };
  document.addEventListener("pointerover", over, options);
  document.addEventListener("focusin", focus, options);
  document.documentElement.addEventListener("pointerleave", out, options);
  const ends = ["pointerdown", "keydown", "scroll", "focusout"] as const;
  for (const end of ends) document.addEventListener(end, hide, options);
  return () => {
    hide();
    document.removeEventListener("pointerover", over, options);
    document.removeEventListener("focusin", focus, options);
    document.documentElement.removeEventListener("pointerleave", out, options);
    for (const end of ends) document.removeEventListener(end, hide, options);
  };
}

const explained = (target: EventTarget | null) => (target instanceof Element ? target.closest("[data-tip]") : null);

/** Below what it explains; above it where there is no room; never beyond the window. */
function put(tooltip: HTMLElement, anchor: Element): void {
  const [of, own] = [anchor.getBoundingClientRect(), tooltip.getBoundingClientRect()];
  const below = of.bottom + GAP;
  const top = below + own.height + GAP <= innerHeight ? below : of.top - GAP - own.height;
  const left = Math.min(of.left + (of.width - own.width) / 2, innerWidth - own.width - GAP);
  tooltip.style.top = `${Math.max(top, GAP)}px`;
  tooltip.style.left = `${Math.max(left, GAP)}px`;
}
