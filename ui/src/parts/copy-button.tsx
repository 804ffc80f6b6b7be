import Check from "lucide-solid/icons/check";
import Copy from "lucide-solid/icons/copy";
import { createSignal, onCleanup } from "solid-js";
import { Button } from "./button";

/** Copies a text, which may have to be fetched first, and says so for a moment. */
export function CopyButton(props: { name: string; text: () => string | Promise<string>; refused: (reason: unknown) => void }) {
  const [done, setDone] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(await props.text());
      setDone(true);
      clearTimeout(timer);
      timer = setTimeout(() => setDone(false), 1500);
    } catch (reason) {
      props.refused(reason);
    }
  };
  return (
    <Button
      kind="quiet"
      size="small"
      icon={done() ? Check : Copy}
      name={done() ? `${props.name}: copied` : props.name}
      onClick={() => void copy()}
    />
  );
}
