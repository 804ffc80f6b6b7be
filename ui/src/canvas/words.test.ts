import { expect, test } from "vitest";
import { SceneIndex } from "./scene";
import { statusText, statusWords } from "./statuses";
import { sketch } from "./test-canvas";
import { cutName, nameOfCard } from "./words";

test("a long name keeps both its ends", () => {
  expect(cutName("Charge card")).toBe("Charge card");
  expect(cutName("Validate the customer's shipping address")).toBe("Validate the customer's shipping address");
  expect(cutName("Validate the customer's shipping addresses")).toBe("Validate the custom…s shipping addresses");
  expect([...cutName("🚀".repeat(41))]).toHaveLength(40);
});

test("a card names its ways: next, on error, under which condition, and what is missing", () => {
  const scene = sketch({ Ask: { at: [0, 0], type: "Choice" }, Go: { at: [0, 1] }, Stop: { at: [1, 1], type: "Fail" } }, ["#start StartAt Ask", "Ask Choices/0/Next Go", "Ask Default Stop", "Go End"]);
  const index = new SceneIndex({ ...scene, edges: scene.edges.map((edge) => (edge.kind === "choice" ? { ...edge, label: { text: "$.a > 1", full: "$.a > 1", x: 0, y: 0, width: 40, height: 18 } } : edge)) });
  const say = (name: string) => nameOfCard(index, index.state(`/States/${name}`) ?? scene.nodes[0]!);
  expect(say("Ask")).toBe("Ask, Choice state, $.a > 1: Go, otherwise: Stop");
  expect(say("Go")).toBe("Go, Lambda: Invoke, Task state, then: the end");
});

test("a status says what is not clear from its sign", () => {
  expect(statusText({ status: "failed", detail: "Card.Declined", visits: 1 })).toBe("Failed · Card.Declined");
  expect(statusText({ status: "succeeded", detail: "1.2 s", visits: 3 })).toBe("1.2 s · ×3");
  expect(statusText({ status: "succeeded", detail: null, visits: 1 })).toBe("Succeeded");
  expect(statusWords({ status: "retrying", detail: "2/3", visits: 2 })).toBe("Retrying · 2/3 · ×2");
  expect(statusWords({ status: "succeeded", detail: "1.2 s", visits: 1 })).toBe("1.2 s, Succeeded");
});
