/** Time between two steps, in milliseconds. */
const pace = 450;

/**
 * Lets the borders of what is running march: one class of the whole picture comes and goes. An animation of each card
 * would be a layer of the page for each, and many frames for every one that is seen.
 */
export class Beat {
  readonly #picture: Element;
  readonly #motion = matchMedia("(prefers-reduced-motion: reduce)");
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(picture: Element) {
    this.#picture = picture;
  }

  /** Beats as long as something runs, unless the person wants less motion. */
  update(runs: boolean): void {
    const beats = runs && !this.#motion.matches;
    if (beats === (this.#timer !== undefined)) return;
    if (beats) this.#timer = setInterval(() => this.#picture.classList.toggle("beat"), pace);
    else this.stop();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#picture.classList.remove("beat");
  }
}
