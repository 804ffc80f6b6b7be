/** Moves the focus along a row of tabs: arrows go round, Home and End to the ends. Gives the tab that has it now. */
export function walkTabs(event: KeyboardEvent, list: HTMLElement | undefined): HTMLElement | null {
  const tabs = [...(list?.querySelectorAll<HTMLElement>("[role=tab]") ?? [])];
  const at = tabs.findIndex((tab) => tab === event.target);
  const steps: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 };
  const to = steps[event.key];
  if (at === -1 || to === undefined || event.ctrlKey || event.altKey || event.metaKey) return null;
  event.preventDefault();
  const tab = tabs[(to + tabs.length) % tabs.length] ?? null;
  tab?.focus();
  return tab;
}
