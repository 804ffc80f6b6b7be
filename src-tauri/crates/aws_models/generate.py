"""Writes models.bin and words.bin from the API models of botocore (Apache License 2.0, Amazon.com, Inc. or its affiliates).

    pip download --no-deps botocore && python3 generate.py botocore-*.whl models.bin words.bin

Examples, endpoints and protocols are left out; what stays is the shape of every request and answer (models.bin), and
for people the names, errors and the first sentence of what is said of each operation and each member of a request
(words.bin).
Models.bin is an index and one deflated JSON text for each service:

    4 bytes   length of the index, little endian
    index     {"version": "1.44.8", "services": {"dynamodb": [offset, length, inflated length], ...}}, deflated
    texts     {"operations": {"getItem": [request, answer], ...}, "shapes": [shape, ...]}

Offsets count from the end of the index. Requests, answers and members name shapes by their place; -1 is no shape.
Names are those that Step Functions uses: services in one word as in `arn:aws:states:::aws-sdk:`, operations with a
small first letter, members with a capital. A shape is a list, cut off behind its last member that says something:

    ["structure", {"Member": shape, ...}, [required members]]      ["list", shape, min, max]    ["map", shape, min, max]
    ["string", min, max, [words]]    ["integer", min, max]    ["float", min, max]    ["blob", min, max]
    ["boolean"]    ["timestamp"]    ["document"]

Words.bin has the same form; its index is {"services": {"dynamodb": [offset, length, inflated length, name, full name,
prefix of errors, "getItem putItem ..."], ...}}, and a text

    {"operations": {"getItem": [sentence, errors], ...}, "members": {"7": {"Member": sentence}, ...}}

where "7" is the place of a structure in models.bin. Operations that stream events are in no integration and left out.
"""

import gzip
import html
import json
import re
import struct
import sys
import zipfile
import zlib

LEAVES = {"string": "string", "character": "string", "integer": "integer", "long": "integer", "bigint": "integer",
          "float": "float", "double": "float", "bigdecimal": "float", "blob": "blob", "boolean": "boolean",
          "timestamp": "timestamp"}

# Where AWS's TestState was recorded to know another bound than the API model.
RECORDED = {"Lambda": {"MemorySize": {"max": 10_240}}}


def service_name(service_id):
    """`Database Migration Service` is `databasemigration`."""
    word = service_id.replace(" ", "").replace("-", "").lower()
    return word.removesuffix("service") or word


def capital(name):
    return name[:1].upper() + name[1:]


class Service:
    def __init__(self, model):
        self.model, self.shapes, self.places, self.leaves = model, [], {}, {}
        for name, bounds in RECORDED.get(model["metadata"]["serviceId"], {}).items():
            model["shapes"][name].update(bounds)

    def place(self, name):
        """The place of a shape, which is written down at its first mention."""
        if name in self.places:
            return self.places[name]
        shape = self.model["shapes"][name]
        if shape["type"] in LEAVES or shape.get("document"):
            written = self.leaf(shape)
            key = json.dumps(written)
            if key not in self.leaves:
                self.leaves[key] = self.add(name, written)
            self.places[name] = self.leaves[key]
            return self.places[name]
        place = self.add(name, None)
        self.shapes[place] = self.nested(shape)
        return place

    def add(self, name, written):
        self.places[name] = len(self.shapes)
        self.shapes.append(written)
        return self.places[name]

    def leaf(self, shape):
        if shape.get("document"):
            return ["document"]
        kind = LEAVES[shape["type"]]
        if kind in ("boolean", "timestamp"):
            return [kind]
        return cut([kind, shape.get("min"), shape.get("max"), shape.get("enum")])

    def nested(self, shape):
        if shape["type"] == "structure":
            members = {capital(name): self.place(member["shape"]) for name, member in shape.get("members", {}).items()}
            return cut(["structure", members, [capital(name) for name in shape.get("required", [])] or None])
        inner = shape["member"] if shape["type"] == "list" else shape["value"]
        return cut([shape["type"], self.place(inner["shape"]), shape.get("min"), shape.get("max")])

    def text(self):
        operations = {}
        for name, operation in sorted(self.model["operations"].items()):
            of = lambda role: self.place(operation[role]["shape"]) if role in operation else -1
            operations[name[:1].lower() + name[1:]] = [of("input"), of("output")]
        return json.dumps({"operations": operations, "shapes": self.shapes}, separators=(",", ":")).encode()


class Words:
    """What is said of a service, for people."""

    def __init__(self, service):
        self.service, self.model = service, service.model
        self.operations = {name: operation for name, operation in sorted(self.model["operations"].items())
                           if not any(self.streams(operation.get(role)) for role in ("input", "output"))}

    def streams(self, role):
        members = self.model["shapes"][role["shape"]].get("members", {}).values() if role else []
        return any(self.model["shapes"][member["shape"]].get("eventstream") for member in members)

    def names(self):
        metadata = self.model["metadata"]
        actions = " ".join(name[:1].lower() + name[1:] for name in self.operations)
        return [metadata["serviceId"], metadata["serviceFullName"], prefix(metadata["serviceId"]), actions]

    def text(self):
        operations = {}
        for name, operation in self.operations.items():
            errors = [self.error(error["shape"]) for error in operation.get("errors", [])]
            operations[name[:1].lower() + name[1:]] = [sentence(operation.get("documentation", "")), errors]
        members = {}
        for name in self.asked():
            shape = self.model["shapes"][name]
            said = {capital(member): sentence(self.said(of)) for member, of in shape.get("members", {}).items()}
            said = {member: words for member, words in said.items() if words}
            if shape["type"] == "structure" and said:
                members[str(self.service.places[name])] = said
        return json.dumps({"operations": operations, "members": members}, separators=(",", ":"), ensure_ascii=False).encode()

    def said(self, member):
        return member.get("documentation") or self.model["shapes"][member["shape"]].get("documentation", "")

    def error(self, shape):
        return shape if shape.endswith("Exception") else shape.removesuffix("Error") + "Exception"

    def asked(self):
        """Shapes that requests reach."""
        open_, seen = [operation["input"]["shape"] for operation in self.operations.values() if "input" in operation], set()
        while open_:
            name = open_.pop()
            if name in seen:
                continue
            seen.add(name)
            shape = self.model["shapes"][name]
            inner = list(shape.get("members", {}).values()) + [shape[key] for key in ("member", "value") if key in shape]
            open_ += [member["shape"] for member in inner]
        return sorted(seen)


def sentence(documentation):
    """The first sentence, without marks; at most 200 characters."""
    text = re.sub(r"<note>.*?</note>|<important>.*?</important>", " ", documentation, flags=re.S)
    text = re.split(r"</p>|<ul>|<dl>", text.strip().removeprefix("<p>"), maxsplit=1)[0]
    text = html.unescape(re.sub(r"<[^>]+>", "", text))
    text = re.sub(r"\s+", " ", text).strip()
    text = re.split(r"(?<=[a-z0-9)`'\"]{2}[.:]) (?=[A-Z])", text, maxsplit=1)[0].rstrip(":")
    return text if len(text) <= 200 else text[:197].rsplit(" ", 1)[0] + " …"


def prefix(service_id):
    """The name of a client in the SDK for Java 2, with which errors begin: `DynamoDB` is `DynamoDb`."""
    words = re.sub(r"[^A-Za-z0-9]+", " ", service_id)
    words = re.sub(r"([^a-z]{2,})v([0-9]+)", r"\1 v\2 ", words)
    words = re.sub(r"([^A-Z]{2,})V([0-9]+)", r"\1 V\2 ", words)
    words = " ".join(re.split(r"(?<=[a-z])(?=[A-Z][a-zA-Z0-9])", words))
    words = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1 \2", words)
    words = re.sub(r"([0-9])([a-zA-Z])", r"\1 \2", words)
    return "".join(word.capitalize() for word in words.split())


def cut(written):
    while written[-1] is None:
        written.pop()
    return written


def models(wheel):
    """The newest model of each service."""
    newest = {}
    for path in sorted(wheel.namelist()):
        parts = path.split("/")
        if path.startswith("botocore/data/") and parts[-1].startswith("service-2.json"):
            newest[parts[2]] = path
    for path in newest.values():
        content = wheel.read(path)
        yield json.loads(gzip.decompress(content) if path.endswith(".gz") else content)


def write(target, version, texts):
    """One file: an index and the deflated texts. `texts` is (name, text, further members of the entry)."""
    index, body = {}, b""
    for name, text, further in sorted(texts):
        packed = zlib.compress(text, 9)
        index[name] = [len(body), len(packed), len(text), *further]
        body += packed
    packed = zlib.compress(json.dumps({"version": version, "services": index}, separators=(",", ":")).encode(), 9)
    with open(target, "wb") as file:
        file.write(struct.pack("<I", len(packed)) + packed + body)


def main(source, shapes, words):
    wheel = zipfile.ZipFile(source)
    sys.setrecursionlimit(10_000)
    version = source.split("botocore-")[1].split("-")[0]
    services = {service_name(model["metadata"]["serviceId"]): Service(model) for model in models(wheel)}
    write(shapes, version, [(name, service.text(), []) for name, service in services.items()])
    said = {name: Words(service) for name, service in services.items()}
    write(words, version, [(name, words.text(), words.names()) for name, words in said.items()])


main(*sys.argv[1:])
