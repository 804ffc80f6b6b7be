import { expect, test } from "vitest";
import { groupName, hueOf, tagsOf, withColour, withGroup } from "./tags";

test.each([
  ["", null, [], ""],
  ["Asks the customer", null, [], "Asks the customer"],
  ["Asks #sales, then waits. #red", "red", ["sales"], "Asks, then waits."],
  ["#Blue #red #payment #Payment", "red", ["Payment"], ""],
  ["see issue #12, C# and a#b, or https://x/#top", null, [], "see issue #12, C# and a#b, or https://x/#top"],
  ["#주문-흐름 first", null, ["주문-흐름"], "first"],
])("%s", (comment, colour, groups, words) => expect(tagsOf(comment)).toEqual({ colour, groups, words }));

test("a colour takes the place of another, and the words stay", () => {
  expect(withColour("Asks #sales", "red")).toBe("Asks #sales #red");
  expect(withColour("Asks #sales #red", "teal")).toBe("Asks #sales #teal");
  expect(withColour("#red", null)).toBe("");
  expect(withColour("two\n  lines", "red")).toBe("two\n  lines #red");
});

test("groups that stay keep their place", () => {
  expect(withGroup(withGroup("Asks #sales first #red", "Sales", true), "money", true)).toBe("Asks #sales first #red #money");
  expect(withGroup("Asks #sales first #red", "Sales", false)).toBe("Asks first #red");
});

test("a group's name is a word", () => {
  expect(groupName(" Order flow! ")).toBe("Order-flow");
  expect(groupName("#12 a")).toBe("a");
  expect(groupName("?!")).toBe("");
  expect(hueOf("Sales")).toBe(hueOf("sales"));
});
