import { expect, it } from "vitest";
import { Client } from "../api/client";
import type { Template } from "../api/generated";
import { catalogueOf } from "../catalogue/catalogue";
import { offerOf } from "../catalogue/items";
import { FakePlatform } from "../testing/fake-platform";
import { rowsOf } from "./palette-rows";

const nothing = { favourites: () => [], recents: () => [] };

const template = (kind: Template["kind"], name: string): Template => ({
  id: name.length,
  kind,
  name,
  states: 2,
  made_at: 0,
  text: `the text of ${name}`,
});

const offer = offerOf(catalogueOf(new Client(new FakePlatform())), [
  template("states", "Charge and ship"),
  template("workflow", "Orders"),
]);

it("states that a person has kept are among the patterns, whole workflows are not", () => {
  const rows = rowsOf(offer, nothing, { tab: "Patterns", wanted: "", open: new Set() });
  const words = rows.map((row) => (row.kind === "head" ? row.title : row.kind === "item" ? row.item.title : row.name));
  expect(words).toEqual(["Your patterns", "Charge and ship"]);
});

it("they are found by name, and dropped as their text", () => {
  const rows = rowsOf(offer, nothing, { tab: "Flow", wanted: "ship", open: new Set() });
  const found = rows.flatMap((row) => (row.kind === "item" ? row.item : [])).find(({ own }) => own);
  expect(found?.states?.("JSONPath")).toBe("the text of Charge and ship");
});
