import { createSignal } from "solid-js";

export type Theme = "system" | "light" | "dark";

const kept = localStorage.getItem("theme");
const [theme, set] = createSignal<Theme>(kept === "light" || kept === "dark" ? kept : "system");

export { theme };

/** Chooses light, dark, or what the system says, and remembers it. */
export function setTheme(wanted: Theme): void {
  localStorage.setItem("theme", wanted);
  set(wanted);
  applyTheme();
}

/** Shows the remembered choice; called once before the first picture. */
export function applyTheme(): void {
  if (theme() === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme();
}
