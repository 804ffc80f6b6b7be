"""`signalbox serve` in folders of its own, and what clients have to be told about it."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("SIGNALBOX_PROGRAM", ROOT / "target/debug/signalbox")
ROLE = "arn:aws:iam::111111111111:role/local"
ACCESS_KEY, SECRET, REGION = "CLIENTTESTS", "not-a-secret", "eu-central-1"


class Server:
    """One server. Its state is gone when it is stopped."""

    def __init__(self) -> None:
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="signalbox-clients-"))
        self.functions = self.folder / "functions"
        self.functions.mkdir()
        words = ["serve", "--port", "0", "--data", str(self.folder / "data"), "--functions", str(self.functions)]
        words += ["--access-key", ACCESS_KEY, "--secret", SECRET, "--region", REGION]
        self.process = subprocess.Popen(
            [str(PROGRAM), *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        self.port = self._port()

    def _port(self) -> int:
        for line in self.process.stdout:
            if found := re.search(r"--endpoint-url http://127\.0\.0\.1:(\d+)", line):
                return int(found[1])
        raise AssertionError("the server ended without saying where it answers")

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def function(self, name: str, source: str) -> None:
        """A Lambda function that executions may run."""
        (self.functions / name).mkdir()
        (self.functions / name / "lambda_function.py").write_text(source)

    def profile(self) -> dict[str, str]:
        """An environment in which a client finds the profile that `signalbox credentials` prints, and nothing else."""
        aws = self.folder / "aws"
        aws.mkdir(exist_ok=True)
        printed = subprocess.run(
            [str(PROGRAM), "credentials", "--data", str(self.folder / "data")], capture_output=True, text=True, check=True
        ).stdout
        credentials, config = printed.split("# ~/.aws/config")
        # The keys of this run were given on the command line, so they are not the ones that are kept.
        credentials = re.sub(r"(?m)^(aws_access_key_id = ).*$", rf"\g<1>{ACCESS_KEY}", credentials)
        credentials = re.sub(r"(?m)^(aws_secret_access_key = ).*$", rf"\g<1>{SECRET}", credentials)
        texts = {"credentials": credentials, "config": "# config" + config}
        for name, text in texts.items():
            (aws / name).write_text(re.sub(r"(?m)^region = .*$", f"region = {REGION}", text))
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        return kept | {
            "AWS_SHARED_CREDENTIALS_FILE": str(aws / "credentials"),
            "AWS_CONFIG_FILE": str(aws / "config"),
            "AWS_PROFILE": "signalbox",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_PAGER": "",
        }

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)
