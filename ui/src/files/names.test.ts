import { expect, test } from "vitest";
import { fileName, folderOf, pathIn, size, suggestedName } from "./names";

test.each([
  ["/home/ada", "a.json", "/home/ada/a.json"],
  ["/", "a.json", "/a.json"],
  ["C:\\Users\\Ada", "a.json", "C:\\Users\\Ada\\a.json"],
  ["/home/ada", "/srv/b.json", "/srv/b.json"],
  ["C:\\Users", "D:\\b.json", "D:\\b.json"],
])("in %s the name %s is %s", (folder, name, path) => expect(pathIn(folder, name)).toBe(path));

test.each([
  ["orders", "orders.asl.json"],
  ["orders.json", "orders.json"],
  ["orders.asl.JSON", "orders.asl.JSON"],
  ["  ", ""],
])("the name %j becomes %j", (name, full) => expect(fileName(name)).toBe(full));

test.each([
  ["/home/ada/a.json", "/home/ada"],
  ["a.json", null],
  ["C:\\x\\a.json", "C:\\x"],
])("%s lies in %s", (path, folder) => expect(folderOf(path)).toBe(folder));

test.each([
  [12, "12 B"],
  [5222, "5.1 KiB"],
  [5_242_880, "5.0 MiB"],
])("%i bytes read as %s", (bytes, words) => expect(size(bytes)).toBe(words));

test.each([
  ["Order fulfilment", "order-fulfilment.asl.json"],
  ["orders.asl.json", "orders.asl.json"],
  ["Bestellung für 2", "bestellung-für-2.asl.json"],
  ["…", "workflow.asl.json"],
])("the workflow %j is offered as %s", (name, file) => expect(suggestedName(name)).toBe(file));
