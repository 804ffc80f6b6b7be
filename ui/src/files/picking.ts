import { createSignal, type Accessor } from "solid-js";
import { type Client, Refusal } from "../api/client";
import type { Folder, FolderEntry } from "../api/generated";
import { Turns } from "../parts/turns";
import { fileName, pathIn } from "./names";

/** Takes a chosen path; rejects if it cannot be used. */
export type Choose = (path: string, overwrite: boolean) => Promise<void>;

/** What a file dialog is about to do: the folder that is shown, the name that is written, and what went wrong. */
export class Picking {
  readonly listing: Accessor<Folder | null>;
  readonly name: Accessor<string>;
  readonly setName: (name: string) => void;
  readonly refusal: Accessor<Refusal | null>;
  readonly busy: Accessor<boolean>;
  /** Folders are shown in the order in which they were asked for. */
  readonly #visits = new Turns();
  readonly #client: Client;
  readonly #opens: boolean;
  readonly #ending: () => string | undefined;
  readonly #taken: Accessor<string | null>;
  readonly #setTaken: (path: string | null) => void;
  readonly #setListing: (listing: Folder) => void;
  readonly #setRefusal: (refusal: Refusal | null) => void;
  readonly #setBusy: (busy: boolean) => void;

  constructor(client: Client, opens: boolean, ending: () => string | undefined = () => undefined) {
    this.#client = client;
    this.#opens = opens;
    this.#ending = ending;
    [this.#taken, this.#setTaken] = createSignal<string | null>(null);
    [this.listing, this.#setListing] = createSignal<Folder | null>(null);
    [this.name, this.setName] = createSignal("");
    [this.refusal, this.#setRefusal] = createSignal<Refusal | null>(null);
    [this.busy, this.#setBusy] = createSignal(false);
  }

  begin(suggested: string, folder: string | null): void {
    this.setName(suggested);
    void this.go(this.listing()?.path ?? folder);
  }

  go(path: string | null): Promise<void> {
    return this.#visits.take(async () => {
      try {
        this.#setListing(await this.#client.call("list_folder", { path }));
        this.#setRefusal(null);
      } catch (reason) {
        this.#setRefusal(Refusal.from(reason));
      }
    });
  }

  /** True if writing would replace a file that is there. */
  replaces(): boolean {
    const wanted = this.written();
    return (
      !this.#opens &&
      (this.#taken() === wanted ||
        (this.listing()?.entries.some((entry) => entry.kind === "file" && entry.name === wanted) ?? false))
    );
  }

  /** The name a file gets: with its ending. */
  written(): string {
    return fileName(this.name(), this.#ending());
  }

  /** Chooses an entry of the list: goes into a folder, takes the name of a file. True if that was all the choice it needs. */
  pick(entry: FolderEntry): boolean {
    if (entry.kind === "folder") void this.go(entry.path);
    else this.setName(entry.name);
    return entry.kind === "file" && this.#opens;
  }

  /** Hands the chosen path on, in the folder that was asked for last. True if it was taken. */
  async choose(choose: Choose): Promise<boolean> {
    // Who presses twice means one file, and not that the second press replaces what the first has written.
    if (this.busy()) return false;
    this.#setBusy(true);
    try {
      return await this.#chosen(choose);
    } finally {
      this.#setBusy(false);
    }
  }

  async #chosen(choose: Choose): Promise<boolean> {
    await this.#visits.over();
    const folder = this.listing();
    if (!folder || this.name().trim() === "") return false;
    const name = this.#opens ? this.name().trim() : this.written();
    try {
      await choose(pathIn(folder.path, name), this.replaces());
      return true;
    } catch (reason) {
      const refusal = Refusal.from(reason);
      this.#setRefusal(refusal);
      // The folder's list does not show every file.
      if (refusal.code === "conflict") this.#setTaken(name);
      return false;
    }
  }
}
