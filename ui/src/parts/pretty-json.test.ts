import { expect, test } from "vitest";
import { pretty } from "./pretty-json";

test.each(['{"a":[1,{"b":[]}],"c":{},"d":"x: {\\"y\\", 1}"}', '[[],[[1]],"",null,true]', '"text"'])(
  "%s is laid out as everybody does",
  (text) => expect(pretty(text)).toBe(JSON.stringify(JSON.parse(text), null, 2)),
);

test("numbers and the order of keys stay as written", () =>
  expect(pretty('{"2":1.0,"1":12345678901234567890}')).toBe('{\n  "2": 1.0,\n  "1": 12345678901234567890\n}'));

test("what is not JSON stays as it is", () => expect(pretty("no {json")).toBe("no {json"));
