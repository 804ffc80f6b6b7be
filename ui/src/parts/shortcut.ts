import { createContext, useContext } from "solid-js";

/** The keys of an action by its id, as people read them. Given by the shell, which knows what can be done and what the person has chosen. */
export const ShortcutsOf = createContext<(action: string) => string | undefined>(() => undefined);

/** The keys of an action, for what stands beside it. */
export const useShortcut = (action: () => string | undefined): (() => string | undefined) => {
  const of = useContext(ShortcutsOf);
  return () => {
    const id = action();
    return id === undefined ? undefined : of(id);
  };
};
