import { icons } from "./draw/icons";
import { make } from "./draw/svg";

export interface ControlActions { zoomBy(factor: number): void; zoomTo(zoom: number): void; fit(): void }

/** Zoom buttons at the lower right. */
export class Controls {
  readonly root: HTMLDivElement;
  readonly #percent: HTMLButtonElement;

  constructor(parent: Element, actions: ControlActions) {
    this.root = document.createElement("div");
    this.root.className = "canvas-controls";
    this.root.setAttribute("role", "toolbar");
    this.root.setAttribute("aria-label", "Zoom");
    this.#button("Zoom out", "minus", () => actions.zoomBy(0.8));
    this.#percent = this.#button("Zoom to 100 %", null, () => actions.zoomTo(1));
    this.#button("Zoom in", "plus", () => actions.zoomBy(1.25));
    this.#button("Fit the whole workflow", "fit", () => actions.fit());
    parent.append(this.root);
  }

  update(zoom: number): void {
    const text = `${Math.round(zoom * 100)} %`;
    if (this.#percent.textContent === text) return;
    this.#percent.textContent = text;
    this.#percent.setAttribute("aria-label", `${text}, zoom to 100 %`);
  }

  #button(title: string, icon: keyof typeof icons | null, action: () => void): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.title = title;
    button.setAttribute("aria-label", title);
    if (icon) make("path", { d: icons[icon], class: "icon" }, make("svg", { width: 20, height: 20, viewBox: "0 0 20 20", "aria-hidden": "true" }, button));
    else button.className = "percent";
    button.addEventListener("click", action);
    this.root.append(button);
    return button;
  }
}
