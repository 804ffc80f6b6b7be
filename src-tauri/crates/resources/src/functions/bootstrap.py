"""Runs an unmodified Lambda handler against the Runtime API (2018-06-01). Standard library only."""
import http.client, importlib.util, json, os, sys, threading, time, traceback

host, _, prefix = os.environ["AWS_LAMBDA_RUNTIME_API"].partition("/")
path, end_mark = sys.argv[1], sys.argv[2]
connection = http.client.HTTPConnection(host)


def call(method, what, body=None):
    connection.request(method, f"/{prefix}/2018-06-01/runtime/{what}", body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    return answer.headers, answer.read()


def described(error, request_id=None):
    about = {"errorMessage": str(error), "errorType": type(error).__name__}
    if request_id is not None:
        about["requestId"] = request_id
    frames = traceback.extract_tb(error.__traceback__)
    about["stackTrace"] = traceback.format_list([frame for frame in frames if frame.filename != "<string>"])
    return json.dumps(about)


class Context:
    function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
    function_version = "$LATEST"
    memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
    log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
    log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
    identity = None
    client_context = None

    def __init__(self, headers):
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))

    def log(self, text):
        print(text)


def load():
    name = os.path.splitext(os.path.basename(path))[0]
    sys.path.insert(0, os.path.dirname(path))
    try:
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    except ImportError as error:
        about = {"errorMessage": f"Unable to import module '{name}': {error}", "errorType": "Runtime.ImportModuleError"}
        return None, json.dumps({**about, "stackTrace": []})
    except SyntaxError as error:
        about = {"errorMessage": f"Syntax error in module '{name}': {error}", "errorType": "Runtime.UserCodeSyntaxError"}
        return None, json.dumps({**about, "stackTrace": []})
    except BaseException as error:
        return None, described(error)
    for handler in ("lambda_handler", "handler"):
        if callable(getattr(module, handler, None)):
            return getattr(module, handler), None
    about = {"errorMessage": f"Handler 'lambda_handler' missing on module '{name}'", "errorType": "Runtime.HandlerNotFound"}
    return None, json.dumps({**about, "stackTrace": []})


def marked():
    for stream in (sys.stdout, sys.stderr):
        stream.write(end_mark + "\n")
        stream.flush()


def run():
    handler, broken = load()
    if broken is not None:
        marked()
        call("POST", "init/error", broken)
        sys.exit(1)
    while True:
        headers, event = call("GET", "invocation/next")
        context = Context(headers)
        request = f"invocation/{context.aws_request_id}"
        try:
            what, body = "response", json.dumps(handler(json.loads(event), context))
        except Exception as error:
            what, body = "error", described(error, context.aws_request_id)
        marked()
        call("POST", f"{request}/{what}", body.encode())


def end_with_signalbox():
    # Standard input stays open as long as Signalbox lives; a handler in an endless loop must not outlive it.
    while os.read(0, 4096):
        pass
    os._exit(1)


threading.Thread(target=end_with_signalbox, daemon=True).start()
try:
    run()
except (ConnectionError, http.client.HTTPException, KeyboardInterrupt):
    sys.exit(0)
