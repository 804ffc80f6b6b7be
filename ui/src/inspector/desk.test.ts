import { createRoot } from "solid-js";
import { expect, test } from "vitest";
import { Client } from "../api/client";
import { FakePlatform } from "../testing/fake-platform";
import { Workflow } from "../workflow/workflow";
import { Desk } from "./desk";

const pass = (onward: object) => ({ Type: "Pass", ...onward });
const inside = (name: string) => ({ StartAt: name, States: { [name]: pass({ End: true }) } });
const text = JSON.stringify({
  StartAt: "First",
  States: {
    First: pass({ Next: "Each" }),
    Each: { Type: "Map", ItemProcessor: inside("Item"), Next: "Both" },
    Both: { Type: "Parallel", Branches: [inside("Left")], Next: "First" },
    Alone: pass({ Next: "Alone" }),
    Last: pass({ End: true }),
  },
});

async function at(path: string): Promise<Desk> {
  const document = { path: null, name: "Orders", text, fingerprint: null, handlers_folder: null, input: null };
  const workflow = new Workflow(new Client(new FakePlatform()), document);
  await workflow.analysis.refresh();
  return createRoot(() => new Desk(workflow, path, () => {}));
}

test.each([
  ["/States/First", "Each"],
  ["/States/Both", "First"],
  ["/States/Alone", "Last"],
  ["/States/Last", "Alone"],
  ["/States/Both/Branches/0/States/Left", undefined],
])("a new transition of %s goes on to %s", async (path, onward) => expect((await at(path)).onward).toBe(onward));

test.each([
  ["/States/Last", "workflow"],
  ["/States/Both/Branches/0/States/Left", "branch"],
  ["/States/Each/ItemProcessor/States/Item", "item"],
])("where %s ends, the %s ends", async (path, around) => expect((await at(path)).around).toBe(around));
