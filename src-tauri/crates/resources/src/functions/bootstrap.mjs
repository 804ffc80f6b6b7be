// Runs an unmodified Lambda handler against the Runtime API (2018-06-01). Node only, no packages.
import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

const [file, endMark] = process.argv.slice(1);
const [host, prefix] = process.env.AWS_LAMBDA_RUNTIME_API.split("/");
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

const call = (method, what, body) =>
  new Promise((resolve, reject) => {
    const url = `http://${host}/${prefix}/2018-06-01/runtime/${what}`;
    const request = http.request(url, { method, agent, headers: { "content-type": "application/json" } }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => resolve({ headers: answer.headers, body: Buffer.concat(parts).toString() }));
    });
    request.on("error", reject);
    request.end(body);
  });

const described = (error) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

const written = (stream) => new Promise((resolve) => stream.write(`${endMark}\n`, resolve));
const marked = () => Promise.all([written(process.stdout), written(process.stderr)]);

const contextOf = (headers) => {
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  return {
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: "$LATEST",
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    awsRequestId: headers["lambda-runtime-aws-request-id"],
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
};

const load = async () => {
  const name = path.basename(file).replace(/\.[^.]+$/, "");
  let module;
  try {
    module = await import(pathToFileURL(file));
  } catch (error) {
    const type = { SyntaxError: "Runtime.UserCodeSyntaxError" }[error?.name];
    const missing = ["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"].includes(error?.code);
    throw { ...described(error), ...(missing ? { errorType: "Runtime.ImportModuleError" } : type ? { errorType: type } : {}) };
  }
  const found = [module.handler, module.default?.handler].find((one) => typeof one === "function");
  if (!found) {
    throw { errorType: "Runtime.HandlerNotFound", errorMessage: `${name}.handler is undefined or not exported`, trace: [] };
  }
  return found;
};

// A handler answers by a promise, by its callback, or by returning a plain value before it calls back.
const answered = (handler, event, context) =>
  new Promise((resolve, reject) => {
    const callback = (error, value) => (error ? reject(error) : resolve(value));
    const given = handler(event, context, callback);
    if (typeof given?.then === "function") given.then(resolve, reject);
    else if (handler.length < 3) resolve(given);
  });

const run = async () => {
  let handler;
  try {
    handler = await load();
  } catch (broken) {
    await marked();
    await call("POST", "init/error", JSON.stringify(broken));
    process.exit(1);
  }
  for (;;) {
    const { headers, body } = await call("GET", "invocation/next");
    const context = contextOf(headers);
    let what = "response";
    let said;
    try {
      said = JSON.stringify((await answered(handler, JSON.parse(body), context)) ?? null);
    } catch (error) {
      what = "error";
      said = JSON.stringify(described(error));
    }
    await marked();
    await call("POST", `invocation/${context.awsRequestId}/${what}`, said);
  }
};

// Standard input stays open as long as Signalbox lives; a handler in an endless loop must not outlive it.
const watch = `
  const part = Buffer.alloc(4096);
  while (require("node:fs").readSync(0, part)) {}
  process.kill(process.pid, "SIGKILL");`;
// Without our own `--input-type=module`, under which there is no `require`.
new Worker(watch, { eval: true, execArgv: [] }).unref();
run().catch(() => process.exit(0));
