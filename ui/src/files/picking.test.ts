import { expect, test } from "vitest";
import { Client } from "../api/client";
import { FakePlatform } from "../testing/fake-platform";
import { Picking } from "./picking";

test("a name is looked for in the folder that was asked for last, even if its list is still on the way", async () => {
  const platform = new FakePlatform({
    list_folder: ({ path }) => ({ path: path ?? "/home", parent: null, entries: [] }),
  });
  const picking = new Picking(new Client(platform), true);
  picking.begin("", null);
  void picking.go("/home/documents");
  picking.setName("a.asl.json");
  const chosen: string[] = [];
  expect(await picking.choose((path) => (chosen.push(path), Promise.resolve()))).toBe(true);
  expect(chosen).toEqual(["/home/documents/a.asl.json"]);
});

test("a second press while the first is under way chooses nothing", async () => {
  const platform = new FakePlatform({
    list_folder: ({ path }) => ({ path: path ?? "/home", parent: null, entries: [] }),
  });
  const picking = new Picking(new Client(platform), false);
  picking.begin("a.asl.json", null);
  const written: string[] = [];
  const write = (path: string) => (written.push(path), Promise.resolve());
  expect(await Promise.all([picking.choose(write), picking.choose(write)])).toEqual([true, false]);
  expect(written).toEqual(["/home/a.asl.json"]);
});
