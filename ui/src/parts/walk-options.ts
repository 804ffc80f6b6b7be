/** Moves the focus along a list of options: arrows, Home and End. Gives the option that has it now. */
export function walkOptions(event: KeyboardEvent & { currentTarget: HTMLElement }): HTMLElement | null {
  const options = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=option]")];
  const at = options.findIndex((option) => option === event.target);
  const steps: Record<string, number> = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: options.length - 1 };
  const to = steps[event.key];
  if (at === -1 || to === undefined || event.ctrlKey || event.altKey || event.metaKey) return null;
  event.preventDefault();
  const option = options[Math.max(0, Math.min(options.length - 1, to))] ?? null;
  option?.focus();
  return option;
}
