import type { Kept } from "../catalogue/kept";
import type { Offer } from "../catalogue/items";
import { search } from "../catalogue/search";
import { mostUsed } from "../catalogue/well-known";
import { stock, type StockItem } from "../workflow/stock";

export type PaletteTab = "Actions" | "Flow" | "Patterns";

/** One line of the palette. All are equally high, so that a long list can be drawn in part. */
export type PaletteRow =
  | { kind: "head"; title: string }
  | { kind: "service"; id: string; name: string; fullName: string; count: number; open: boolean }
  | { kind: "item"; item: StockItem; key: string; inside: boolean };

export interface PaletteView {
  tab: PaletteTab;
  wanted: string;
  /** Ids of the services that are unfolded. */
  open: ReadonlySet<string>;
}

/** The lines for what is wanted: found ones over everything, or those of a tab. */
export function rowsOf(offer: Offer, kept: Pick<Kept, "favourites" | "recents">, view: PaletteView): PaletteRow[] {
  if (view.wanted.trim() !== "") {
    const found = search(offer.items, view.wanted);
    const title = found.length === 0 ? "Nothing found" : `${found.length.toLocaleString("en")} found`;
    return [{ kind: "head", title }, ...lines("found", found)];
  }
  const known = (ids: readonly string[]) => ids.flatMap((id) => offer.byId.get(id) ?? []);
  const marked = (group: (item: StockItem) => boolean) => [
    ...section("Favourites", known(kept.favourites()).filter(group)),
    ...section("Recent", known(kept.recents()).filter(group)),
  ];
  if (view.tab === "Flow") return section("Flow", inGroup("Flow"));
  if (view.tab === "Patterns") {
    const isPattern = ({ group }: StockItem) => group === "Patterns";
    return [
      ...section("Favourites", known(kept.favourites()).filter(isPattern)),
      ...section(
        "Your patterns",
        offer.items.filter((item) => isPattern(item) && item.own === true),
      ),
      ...section(
        "Patterns",
        offer.items.filter((item) => isPattern(item) && item.own !== true),
      ),
    ];
  }
  return [
    ...marked(() => true),
    ...section("People and workers", [...inGroup("People"), ...inGroup("Actions")]),
    ...section("Most used", known(mostUsed)),
    ...services(offer, view.open),
  ];
}

const inGroup = (group: StockItem["group"]): StockItem[] => stock.filter((item) => item.group === group);

const lines = (section: string, items: readonly StockItem[], inside = false): PaletteRow[] =>
  items.map((item) => ({ kind: "item", item, key: `${section} ${item.id}`, inside }));

const section = (title: string, items: readonly StockItem[]): PaletteRow[] =>
  items.length === 0 ? [] : [{ kind: "head", title }, ...lines(title, items)];

function services(offer: Offer, open: ReadonlySet<string>): PaletteRow[] {
  if (offer.services.length === 0) return [];
  const rows = offer.services.flatMap((service): PaletteRow[] => {
    const { id, name, fullName, items } = service;
    const head: PaletteRow = { kind: "service", id, name, fullName, count: items.length, open: open.has(id) };
    return open.has(id) ? [head, ...lines(id, items, true)] : [head];
  });
  return [{ kind: "head", title: "All services" }, ...rows];
}
