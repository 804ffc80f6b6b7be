import { createSignal, type Accessor } from "solid-js";
import { keptJson } from "./json-of";

/** Size of a panel in pixels and whether it is folded, kept between starts. */
export interface PanelSize {
  size: Accessor<number>;
  open: Accessor<boolean>;
  resize(size: number): void;
  toggle(): void;
  show(): void;
  fold(): void;
}

/** A panel's remembered size. `name` is its place in the browser's storage. */
export function panelSize(name: string, initial: { size: number; min: number; max: number; open?: boolean }): PanelSize {
  const key = `panel.${name}`;
  const kept = read(key);
  const [size, setSize] = createSignal(clamp(kept?.size ?? initial.size));
  const [open, setOpen] = createSignal(kept?.open ?? initial.open ?? true);
  const keep = () => localStorage.setItem(key, JSON.stringify({ size: size(), open: open() }));
  function clamp(wanted: number): number {
    return Math.round(Math.min(initial.max, Math.max(initial.min, wanted)));
  }
  const turn = (now: boolean) => {
    setOpen(now);
    keep();
  };
  return {
    size,
    open,
    resize(wanted) {
      setSize(clamp(wanted));
      keep();
    },
    toggle: () => turn(!open()),
    show: () => turn(true),
    fold: () => turn(false),
  };
}

function read(key: string): { size: number; open: boolean } | null {
  const kept = keptJson(key) ?? null;
  if (kept === null || typeof kept !== "object" || !("size" in kept && "open" in kept)) return null;
  return { size: Number(kept.size), open: Boolean(kept.open) };
}

export interface SizerProps {
  /** Which panel is resized, for screen readers. */
  name: string;
  panel: PanelSize;
  /** Side of the sizer on which the panel lies. */
  side: "left" | "right" | "above" | "below";
}

/** The bar between two panels: drag it, or focus it and use the arrow keys. */
export function Sizer(props: SizerProps) {
  const [dragging, setDragging] = createSignal(false);
  const upright = () => props.side === "left" || props.side === "right";
  const sign = () => (props.side === "left" || props.side === "above" ? 1 : -1);
  const down = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const bar = event.currentTarget;
    const from = upright() ? event.clientX : event.clientY;
    const before = props.panel.size();
    bar.setPointerCapture(event.pointerId);
    setDragging(true);
    const move = (next: PointerEvent) => props.panel.resize(before + sign() * ((upright() ? next.clientX : next.clientY) - from));
    const up = () => {
      setDragging(false);
      bar.removeEventListener("pointermove", move);
    };
    bar.addEventListener("pointermove", move);
    bar.addEventListener("pointerup", up, { once: true });
    bar.addEventListener("pointercancel", up, { once: true });
    event.preventDefault();
  };
  const key = (event: KeyboardEvent) => {
    const [less, more] = upright() ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    if (event.key !== less && event.key !== more) return;
    props.panel.resize(props.panel.size() + sign() * (event.key === more ? 16 : -16));
    event.preventDefault();
  };
  return (
    <div
      role="separator"
      tabindex="0"
      class="sizer"
      classList={{ vertical: upright(), horizontal: !upright(), dragging: dragging() }}
      aria-label={`Resize ${props.name}`}
      aria-orientation={upright() ? "vertical" : "horizontal"}
      aria-valuenow={props.panel.size()}
      onPointerDown={down}
      onKeyDown={key}
    />
  );
}
