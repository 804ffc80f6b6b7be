import { describe, expect, test } from "vitest";
import { Client } from "../api/client";
import type { Service } from "../api/generated";
import { faceOf } from "../parts/drawings";
import { signs } from "../parts/sign";
import { FakePlatform } from "../testing/fake-platform";
import { stock } from "../workflow/stock";
import { Catalogue } from "./catalogue";
import { offerOf } from "./items";
import { search } from "./search";

const optimised = (resource: string, title: string) => ({
  resource: `arn:aws:states:::${resource}`,
  operation: resource.split(":")[1] ?? "",
  title,
  patterns: ["waitForTaskToken"],
});

const services: Service[] = [
  {
    id: "dynamodb",
    name: "DynamoDB",
    full_name: "Amazon DynamoDB",
    optimised: [optimised("dynamodb:getItem", "GetItem")],
    actions: ["getItem", "batchGetItem", "query"],
  },
  {
    id: "lambda",
    name: "Lambda",
    full_name: "AWS Lambda",
    optimised: [optimised("lambda:invoke", "Invoke")],
    actions: ["invoke"],
  },
  {
    id: "sqs",
    name: "SQS",
    full_name: "Amazon Simple Queue Service",
    optimised: [optimised("sqs:sendMessage", "SendMessage")],
    actions: ["sendMessage"],
  },
  { id: "s3", name: "S3", full_name: "Amazon Simple Storage Service", optimised: [], actions: ["getObject"] },
  { id: "iot", name: "IoT", full_name: "AWS IoT", optimised: [], actions: ["getItemPolicy", "approvePart"] },
];

const saga = { id: "saga", title: "Saga with compensation", purpose: "…", words: ["rollback"], json_path: "{}", jsonata: "{}" };

async function everything() {
  const platform = new FakePlatform({ list_integrations: () => ({ services }), list_patterns: () => ({ patterns: [saga] }) });
  const catalogue = new Catalogue(new Client(platform));
  catalogue.load();
  await Promise.resolve().then(() => new Promise((done) => setTimeout(done)));
  return offerOf(catalogue);
}

describe("one search over states, patterns and actions", () => {
  test.each([
    ["if", "Choice"],
    ["loop", "Map"],
    ["sleep", "Wait"],
    ["approve", "Human approval"],
    ["try", "Parallel"],
    ["wait", "Wait"],
    ["lamb", "Lambda Invoke"],
    ["prll", "Parallel"],
    ["SUCCEED", "Succeed"],
    ["getitem", "GetItem"],
    ["get item", "GetItem"],
    ["dynamodb getitem", "GetItem"],
    ["dynamo batch", "BatchGetItem"],
    ["queue", "SendMessage"],
    ["bucket", "GetObject"],
    ["rollback", "Saga with compensation"],
  ])("%s finds %s first", async (query, title) => expect(search((await everything()).items, query)[0]?.title).toBe(title));

  test("nothing fits a strange word", async () => expect(search((await everything()).items, "zebra")).toEqual([]));
  test("an empty search shows everything in order", () => expect(search(stock, " ")).toEqual([...stock]));
});

test("an action with a form of its own hides its twin of the SDK, and well-known services come first", async () => {
  const { services: offered, items } = await everything();
  expect(offered.find(({ id }) => id === "dynamodb")?.items.map(({ id }) => id)).toEqual([
    "arn:aws:states:::dynamodb:getItem",
    "arn:aws:states:::aws-sdk:dynamodb:batchGetItem",
    "arn:aws:states:::aws-sdk:dynamodb:query",
  ]);
  const titles = search(items, "get").map(({ title }) => title);
  expect(titles.indexOf("GetObject")).toBeLessThan(titles.indexOf("GetItemPolicy"));
});

test("a service looks on the card of its task as it does in the palette", async () => {
  const { items } = await everything();
  for (const { service, icon, hue, title } of items.filter((item) => item.service !== undefined)) {
    const face = faceOf({ type: "Task", subtitle: `${service}: ${title}` });
    expect([icon, hue], service).toEqual([signs[face.drawing], face.hue]);
  }
});
