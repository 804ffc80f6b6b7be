import { expect, test } from "vitest";
import { jsonOf } from "./json-of";

test.each([
  ['{"a": [1, null]}', { a: [1, null] }],
  ["null", null],
  ["{", undefined],
  ["", undefined],
  [null, undefined],
])("%j says %j", (text, value) => expect(jsonOf(text)).toEqual(value));
