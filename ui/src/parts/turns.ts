/** What must not overtake each other: each begins when the one before it is over, however that ended. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(act);
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** Fulfilled when everything asked for so far is over. */
  async over(): Promise<void> {
    await this.#last;
  }
}
