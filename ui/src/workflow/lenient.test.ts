import { expect, test } from "vitest";
import { readLenient } from "./lenient";

test.each([
  ['{"a": [1, 2]}', { a: [1, 2] }],
  ['{"a": 1, // why, {}\n "b": /* ,] */ 2,\n}', { a: 1, b: 2 }],
  ['{"n": ${limit}, "u": "${Url}/x", "l": [${a}, ${b},]}', { n: "${limit}", u: "${Url}/x", l: ["${a}", "${b}"] }],
  ['{"s": "// no, comment,] \\" ${x} /* */"}', { s: '// no, comment,] " ${x} /* */' }],
  ['{"a": 1', null],
  ["", null],
])("%s", (text, value) => expect(readLenient(text)).toEqual(value));
