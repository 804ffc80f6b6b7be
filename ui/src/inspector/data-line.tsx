import { Show, splitProps, type JSX } from "solid-js";
import { useInsertion } from "../expressions/insertion";
import { allowDrop, dropped, type Keys } from "../expressions/paths";
import { ValueLines, createTrial } from "../expressions/value-line";
import type { Desk } from "./desk";
import type { Draft } from "./draft";
import { DraftLine } from "./draft-line";

interface DataLineProps {
  desk: Desk;
  draft: Draft;
  /** The words at the field. */
  label: string;
  /** The field as error texts quote it; null while what is typed is no expression. */
  tries: string | null;
  /** A field of the incoming data was dropped here, or inserted. */
  take: (keys: Keys) => void;
}

/** One line that takes fields of the incoming data, and shows below what its expression gives. */
export function DataLine(props: DataLineProps & JSX.InputHTMLAttributes<HTMLInputElement>) {
  const [own, rest] = splitProps(props, ["desk", "draft", "label", "tries", "take"]);
  const insertion = useInsertion();
  const text = () => (own.tries === null ? "" : own.draft.text());
  const tried = createTrial(own.desk, () => own.tries ?? "", text, false);
  return (
    <>
      <DraftLine
        {...rest}
        draft={own.draft}
        onFocus={() => insertion.aim({ name: own.label, insert: own.take })}
        onDragOver={allowDrop}
        onDrop={(event) => {
          const keys = dropped(event);
          if (keys) own.take(keys);
        }}
      />
      <Show when={own.tries !== null}>
        <ValueLines tried={tried()} />
      </Show>
    </>
  );
}
