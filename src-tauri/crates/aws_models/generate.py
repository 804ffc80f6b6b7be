"""Writes models.bin from the API models of botocore (Apache License 2.0, Amazon.com, Inc. or its affiliates).

    pip download --no-deps botocore && python3 generate.py botocore-*.whl models.bin

Documentation, examples, endpoints and protocols are left out; what stays is the shape of every request and answer.
The file is an index and one deflated JSON text for each service:

    4 bytes   length of the index, little endian
    index     {"version": "1.44.8", "services": {"dynamodb": [offset, length, inflated length], ...}}, deflated
    texts     {"operations": {"getItem": [request, answer], ...}, "shapes": [shape, ...]}

Offsets count from the end of the index. Requests, answers and members name shapes by their place; -1 is no shape.
Names are those that Step Functions uses: services in one word as in `arn:aws:states:::aws-sdk:`, operations with a
small first letter, members with a capital. A shape is a list, cut off behind its last member that says something:

    ["structure", {"Member": shape, ...}, [required members]]      ["list", shape, min, max]    ["map", shape, min, max]
    ["string", min, max, [words]]    ["integer", min, max]    ["float", min, max]    ["blob", min, max]
    ["boolean"]    ["timestamp"]    ["document"]
"""

import gzip
import json
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


def main(source, target):
    wheel = zipfile.ZipFile(source)
    sys.setrecursionlimit(10_000)
    texts = {service_name(model["metadata"]["serviceId"]): Service(model).text() for model in models(wheel)}
    index, body = {}, b""
    for name, text in sorted(texts.items()):
        packed = zlib.compress(text, 9)
        index[name] = [len(body), len(packed), len(text)]
        body += packed
    version = source.split("botocore-")[1].split("-")[0]
    packed = zlib.compress(json.dumps({"version": version, "services": index}, separators=(",", ":")).encode(), 9)
    with open(target, "wb") as file:
        file.write(struct.pack("<I", len(packed)) + packed + body)


main(*sys.argv[1:])
