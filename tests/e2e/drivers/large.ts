// Definitions of thousands of states, as people write them: Choice, Task and Pass states in a chain.

/** About 370 bytes for each state; all expressions differ. */
export function largeDefinition(states: number): string {
  const name = (number: number) => `Step ${number}`;
  const onward = (number: number) => (number + 1 === states ? { End: true } : { Next: name(number + 1) });
  const bodies = [
    (number: number) => ({
      Type: "Choice",
      Comment: "Large orders are looked at by a person before the goods leave the house",
      Choices: [
        {
          And: [
            { Variable: "$.order.total", NumericGreaterThan: number },
            { Variable: "$.order.country", IsPresent: true },
          ],
          Next: name(number + 2),
        },
      ],
      Default: name(number + 1),
    }),
    (number: number) => ({
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: {
        FunctionName: "charge-card",
        Payload: { "order.$": `$.orders[${number}].id`, "note.$": `States.Format('step ${number} of {}', $.steps)` },
      },
      ResultPath: "$.charge",
      Retry: [{ ErrorEquals: ["Lambda.TooManyRequestsException"], IntervalSeconds: 2, MaxAttempts: 4, BackoffRate: 2 }],
      ...onward(number),
    }),
    (number: number) => ({ Type: "Pass", Result: { step: number, done: true }, ResultPath: "$.log", ...onward(number) }),
  ];
  const body = (number: number) => bodies[number + 2 < states ? number % 3 : 2]?.(number);
  const lines = Array.from({ length: states }, (_, number) => `    ${JSON.stringify(name(number))}: ${JSON.stringify(body(number))}`);
  return `{\n  "StartAt": "Step 0",\n  "States": {\n${lines.join(",\n")}\n  }\n}\n`;
}
