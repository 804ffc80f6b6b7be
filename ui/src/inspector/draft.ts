import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";

/** Text in a field while it is edited: written when the person pauses or leaves, kept while it is wrong. */
export interface Draft {
  text: Accessor<string>;
  wrong: Accessor<string | null>;
  input(text: string): void;
  leave(): void;
}

/** What a text means: a value to write, `undefined` to remove the member, or why it cannot be written. */
export type Reading<T> = { value: T | undefined } | { wrong: string };

/** Pause after which a valid text is written, in milliseconds. */
const pause = 600;

export function createDraft<T>(
  shown: Accessor<string>,
  read: (text: string) => Reading<T>,
  write: (value: T | undefined) => void,
): Draft {
  const [text, setText] = createSignal(shown());
  const [wrong, setWrong] = createSignal<string | null>(null);
  let editing = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = () => {
    clearTimeout(timer);
    if (!editing) return;
    const reading = read(text());
    if ("wrong" in reading) return;
    editing = false;
    if (text() !== shown()) write(reading.value);
  };
  createEffect(
    on(
      shown,
      (now) => {
        if (editing) return;
        setText(now);
        setWrong(null);
      },
      { defer: true },
    ),
  );
  onCleanup(settle);
  return {
    text,
    wrong,
    input(now) {
      editing = true;
      setText(now);
      const reading = read(now);
      setWrong("wrong" in reading ? reading.wrong : null);
      clearTimeout(timer);
      timer = setTimeout(settle, pause);
    },
    leave: settle,
  };
}
