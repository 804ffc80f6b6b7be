import { Show, splitProps, type JSX } from "solid-js";
import { useInsertion } from "../expressions/insertion";
import { dragType, type Keys } from "../expressions/paths";
import { ValueLines, createTrial } from "../expressions/value-line";
import { jsonOf } from "../parts/json-of";
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
        onDragOver={(event) => event.dataTransfer?.types.includes(dragType) && event.preventDefault()}
        onDrop={(event) => {
          const keys = event.dataTransfer?.getData(dragType);
          if (!keys) return;
          event.preventDefault();
          own.take(jsonOf(keys) as Keys);
        }}
      />
      <Show when={own.tries !== null}>
        <ValueLines tried={tried()} />
      </Show>
    </>
  );
}
