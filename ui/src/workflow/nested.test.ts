import { expect, test } from "vitest";
import { nameInArn } from "./nested";

test("the name of a state machine is found in what tasks call it", () => {
  const arn = "arn:aws:states:eu-west-1:111111111111:stateMachine:pay";
  for (const written of [arn, `${arn}:3`, `${arn}:PROD`, arn.replace("aws", "aws-cn"), "pay"])
    expect(nameInArn(written)).toBe("pay");
  expect(nameInArn("${PayArn}")).toBe("${PayArn}");
});
