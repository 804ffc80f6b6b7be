const space = "http://www.w3.org/2000/svg";

export type Attributes = Readonly<Record<string, string | number | null>>;

/** Makes an SVG element and hangs it in. */
export function make<K extends keyof SVGElementTagNameMap>(name: K, attributes: Attributes, parent?: Element): SVGElementTagNameMap[K] {
  const element = document.createElementNS(space, name);
  set(element, attributes);
  parent?.append(element);
  return element;
}

/** Sets what has changed; null removes. */
export function set(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) {
      if (element.hasAttribute(name)) element.removeAttribute(name);
    } else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
  }
}

/** Moves an element only if it is not there already: a focused one would lose the focus. */
export function putAfter(parent: Element, before: Element | null, element: Element): Element {
  if (element.parentNode !== parent || element.previousElementSibling !== before)
    parent.insertBefore(element, before ? before.nextSibling : parent.firstChild);
  return element;
}

export function say(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export const move = (element: SVGElement, x: number, y: number): void => void (element.style.transform = `translate(${x}px, ${y}px)`);
