// The SDK for JavaScript, version 3, against `signalbox serve`.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import * as sdk from "@aws-sdk/client-sfn";

const program = process.env.SIGNALBOX_PROGRAM ?? resolve(import.meta.dirname, "../../target/debug/signalbox");
const credentials = { accessKeyId: "CLIENTTESTS", secretAccessKey: "not-a-secret" };
const role = "arn:aws:iam::111111111111:role/local";
const pass = JSON.stringify({ StartAt: "A", States: { A: { Type: "Pass", End: true } } });
const folder = mkdtempSync(join(tmpdir(), "signalbox-clients-"));
let server, port;

before(async () => {
  const words = ["serve", "--port", "0", "--data", folder];
  words.push("--access-key", credentials.accessKeyId, "--secret", credentials.secretAccessKey);
  server = spawn(program, words, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  for await (const piece of server.stdout) {
    said += piece;
    port = said.match(/--endpoint-url http:\/\/127\.0\.0\.1:(\d+)/)?.[1];
    if (port) break;
  }
  assert.ok(port, `the server ended without saying where it answers: ${said}`);
});

after(async () => {
  const gone = new Promise((done) => server.once("exit", done));
  server.kill();
  await gone;
  rmSync(folder, { recursive: true, force: true });
});

function client(more = {}) {
  return new sdk.SFNClient({ endpoint: `http://127.0.0.1:${port}`, region: "us-east-1", credentials, maxAttempts: 1, ...more });
}

async function machine(sfn, name, definition = pass, more = {}) {
  const made = await sfn.send(new sdk.CreateStateMachineCommand({ name, definition, roleArn: role, ...more }));
  return made.stateMachineArn;
}

async function ended(sfn, executionArn) {
  for (;;) {
    const found = await sfn.send(new sdk.DescribeExecutionCommand({ executionArn }));
    if (found.status !== "RUNNING") return found;
  }
}

test("an execution from creation to its history, page by page", async () => {
  const sfn = client();
  const stateMachineArn = await machine(sfn, "plain");
  const started = await sfn.send(new sdk.StartExecutionCommand({ stateMachineArn, input: '{"ü":1}' }));
  const found = await ended(sfn, started.executionArn);
  assert.deepEqual([found.status, found.output], ["SUCCEEDED", '{"ü":1}']);
  assert.ok(found.startDate instanceof Date);
  const types = [];
  for await (const page of sdk.paginateGetExecutionHistory({ client: sfn, pageSize: 3 }, { executionArn: started.executionArn }))
    types.push(page.events.map(({ type }) => type));
  assert.deepEqual(types, [["ExecutionStarted", "PassStateEntered", "PassStateExited"], ["ExecutionSucceeded"]]);
});

test("a worker polls before there is work, and answers", async () => {
  const sfn = client();
  const { activityArn } = await sfn.send(new sdk.CreateActivityCommand({ name: "work" }));
  const state = { Type: "Task", Resource: activityArn, TimeoutSeconds: 600, HeartbeatSeconds: 60, End: true };
  const stateMachineArn = await machine(sfn, "worker", JSON.stringify({ StartAt: "A", States: { A: state } }));
  const poll = sfn.send(new sdk.GetActivityTaskCommand({ activityArn, workerName: "node" }));
  const started = await sfn.send(new sdk.StartExecutionCommand({ stateMachineArn, input: "[1]" }));
  const { taskToken, input } = await poll;
  assert.equal(input, "[1]");
  await sfn.send(new sdk.SendTaskHeartbeatCommand({ taskToken }));
  await sfn.send(new sdk.SendTaskSuccessCommand({ taskToken, output: "2" }));
  assert.equal((await ended(sfn, started.executionArn)).output, "2");
  await assert.rejects(sfn.send(new sdk.SendTaskFailureCommand({ taskToken })), sdk.TaskTimedOut);
});

test("versions, aliases, tags and validation", async () => {
  const sfn = client();
  const stateMachineArn = await machine(sfn, "versions", pass, { tags: [{ key: "a", value: "b" }] });
  const version = await sfn.send(new sdk.PublishStateMachineVersionCommand({ stateMachineArn, description: "one" }));
  const routingConfiguration = [{ stateMachineVersionArn: version.stateMachineVersionArn, weight: 100 }];
  const alias = await sfn.send(new sdk.CreateStateMachineAliasCommand({ name: "live", routingConfiguration }));
  const shown = await sfn.send(new sdk.DescribeStateMachineAliasCommand(alias));
  assert.deepEqual(shown.routingConfiguration, routingConfiguration);
  const { tags } = await sfn.send(new sdk.ListTagsForResourceCommand({ resourceArn: stateMachineArn }));
  assert.deepEqual(tags, [{ key: "a", value: "b" }]);
  const checked = await sfn.send(new sdk.ValidateStateMachineDefinitionCommand({ definition: "{}" }));
  assert.equal(checked.result, "FAIL");
});

test("StartSyncExecution works without the prefix of the host, and only so", async () => {
  const stateMachineArn = await machine(client(), "sync", pass, { type: "EXPRESS" });
  const start = new sdk.StartSyncExecutionCommand({ stateMachineArn, input: "{}" });
  for (const host of ["127.0.0.1", "localhost"]) {
    const endpoint = `http://${host}:${port}`;
    assert.equal((await client({ endpoint, disableHostPrefix: true }).send(start)).status, "SUCCEEDED");
    await assert.rejects(client({ endpoint }).send(start), /sync-/);
  }
});

test("refusals are the SDK's own errors", async () => {
  const sfn = client();
  const stateMachineArn = "arn:aws:states:us-east-1:111111111111:stateMachine:missing";
  await assert.rejects(sfn.send(new sdk.DescribeStateMachineCommand({ stateMachineArn })), sdk.StateMachineDoesNotExist);
  await assert.rejects(sfn.send(new sdk.StartExecutionCommand({ stateMachineArn: "x" })), sdk.InvalidArn);
  const wrong = client({ credentials: { ...credentials, secretAccessKey: "wrong" } });
  await assert.rejects(wrong.send(new sdk.ListActivitiesCommand({})), { name: "InvalidSignatureException" });
});
