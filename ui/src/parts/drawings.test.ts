import { expect, test } from "vitest";
import { faceOf } from "./drawings";

test.each([
  ["Task", "Lambda: Invoke", "lambda", "task"],
  ["Task", "Human approval", "person", "person"],
  ["Task", "Glue: Start job run", "flow", "task"],
  ["Task", "EMR on EKS: Start job run", "boxes", "task"],
  ["Task", "Translate: Translate text", "cloud", "task"],
  ["Task", "Activity", "activity", "task"],
  ["Task", "Task state", "task", "task"],
  ["Map", "Map: CSV file", "map", "map"],
] as const)("a %s that says %s looks like that", (type, subtitle, drawing, hue) =>
  expect(faceOf({ type, subtitle })).toEqual({ drawing, hue }),
);
