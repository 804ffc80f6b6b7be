import { createEffect, createSignal, on, type Accessor } from "solid-js";
import { keptJson } from "../parts/json-of";

interface Marks {
  favourites: readonly string[];
  recents: readonly string[];
}

const recentsMax = 8;
const nothing: Marks = { favourites: [], recents: [] };

/** What a person has starred and used last in the palette. Kept on this machine, for each account apart. */
export class Kept {
  readonly #marks: Accessor<Marks>;
  readonly #setMarks: (marks: Marks) => void;
  readonly #person: Accessor<string | null>;

  /** `person` is the account's name; null is somebody without account. */
  constructor(person: Accessor<string | null>) {
    this.#person = person;
    [this.#marks, this.#setMarks] = createSignal(nothing);
    createEffect(on(person, () => this.#setMarks(read(this.#place()))));
  }

  favourites(): readonly string[] {
    return this.#marks().favourites;
  }

  /** Last used first. */
  recents(): readonly string[] {
    return this.#marks().recents;
  }

  isFavourite(id: string): boolean {
    return this.favourites().includes(id);
  }

  star(id: string): void {
    const others = this.favourites().filter((each) => each !== id);
    this.#keep({ ...this.#marks(), favourites: others.length < this.favourites().length ? others : [...others, id] });
  }

  used(id: string): void {
    const others = this.recents().filter((each) => each !== id);
    this.#keep({ ...this.#marks(), recents: [id, ...others].slice(0, recentsMax) });
  }

  #place(): string {
    const person = this.#person();
    return person === null ? "palette" : `palette:${person}`;
  }

  #keep(marks: Marks): void {
    this.#setMarks(marks);
    localStorage.setItem(this.#place(), JSON.stringify(marks));
  }
}

function read(place: string): Marks {
  const texts = (list: unknown) => (Array.isArray(list) ? list.filter((each) => typeof each === "string") : []);
  const kept = keptJson(place) ?? null;
  if (kept === null || typeof kept !== "object") return nothing;
  return {
    favourites: "favourites" in kept ? texts(kept.favourites) : [],
    recents: "recents" in kept ? texts(kept.recents) : [],
  };
}
