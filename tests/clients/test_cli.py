"""The AWS CLI against `signalbox serve`, with the profile that `signalbox credentials` prints."""

import json
import pathlib
import subprocess
import sys
import unittest

import server

AWS = pathlib.Path(sys.executable).parent / "aws"
WAIT = {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 3600, "End": True}}}
PASS = {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}


class Cli(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.server = server.Server()
        cls.environment = cls.server.profile()

    @classmethod
    def tearDownClass(cls) -> None:
        cls.server.stop()

    def run_aws(self, *words: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [str(AWS), "stepfunctions", *words], capture_output=True, text=True, env=self.environment
        )

    def aws(self, *words: str):
        ended = self.run_aws(*words, "--output", "json")
        self.assertEqual(ended.returncode, 0, ended.stderr)
        return json.loads(ended.stdout) if ended.stdout.strip() else None

    def create(self, name: str, definition: dict, *more: str) -> str:
        words = ["--name", name, "--definition", json.dumps(definition), "--role-arn", server.ROLE, *more]
        return self.aws("create-state-machine", *words)["stateMachineArn"]

    def test_the_printed_profile_is_all_it_takes(self) -> None:
        arn = self.create("stopped", WAIT)
        started = self.aws("start-execution", "--state-machine-arn", arn, "--name", "one", "--input", "{}")
        execution = ["--execution-arn", started["executionArn"]]
        self.assertEqual(self.aws("describe-execution", *execution)["status"], "RUNNING")
        self.aws("stop-execution", *execution, "--error", "Enough", "--cause", "of it")
        stopped = self.aws("describe-execution", *execution)
        self.assertEqual((stopped["status"], stopped["error"], stopped["cause"]), ("ABORTED", "Enough", "of it"))
        # The CLI reads all pages by itself.
        history = self.aws("get-execution-history", *execution, "--page-size", "1")
        self.assertEqual([event["id"] for event in history["events"]], [1, 2, 3])

    def test_synchronous_executions_work_with_the_profile(self) -> None:
        arn = self.create("quick", PASS, "--type", "EXPRESS")
        ended = self.aws("start-sync-execution", "--state-machine-arn", arn, "--input", '{"n": 1}')
        self.assertEqual((ended["status"], json.loads(ended["output"])), ("SUCCEEDED", {"n": 1}))

    def test_files_go_into_buckets_and_come_back_with_the_profile(self) -> None:
        (bucket := self.server.folder / "data/buckets/orders").mkdir(parents=True)
        (given := self.server.folder / "may.csv").write_text("id,total\n1,2.50\n")
        back = self.server.folder / "back.csv"
        for words in (["cp", given, "s3://orders/2026/"], ["cp", "s3://orders/2026/may.csv", back]):
            ended = subprocess.run([AWS, "s3", *words], capture_output=True, text=True, env=self.environment)
            self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertEqual((bucket / "2026/may.csv").read_text(), given.read_text())
        self.assertEqual(back.read_text(), given.read_text())

    def test_errors_are_told(self) -> None:
        missing = "arn:aws:states:eu-central-1:111111111111:stateMachine:missing"
        ended = self.run_aws("describe-state-machine", "--state-machine-arn", missing)
        self.assertNotEqual(ended.returncode, 0)
        self.assertIn("(StateMachineDoesNotExist)", ended.stderr)
        ended = self.run_aws("list-state-machines", "--region", "us-west-2")
        self.assertIn("(InvalidSignatureException)", ended.stderr)


if __name__ == "__main__":
    unittest.main()
