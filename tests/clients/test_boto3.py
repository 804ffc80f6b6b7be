"""boto3 against `signalbox serve`, as anybody would use it."""

import itertools
import json
import threading
import unittest

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, EndpointConnectionError, HTTPClientError

import server

SAY = {"StartAt": "Say", "States": {"Say": {"Type": "Pass", "Result": {"said": "hello"}, "End": True}}}


class Boto3(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.server = server.Server()
        cls.names = (f"machine-{number}" for number in itertools.count())

    @classmethod
    def tearDownClass(cls) -> None:
        cls.server.stop()

    def client(self, endpoint: str | None = None, secret: str = server.SECRET, **settings):
        return boto3.client(
            "stepfunctions",
            endpoint_url=endpoint or self.server.endpoint,
            region_name=server.REGION,
            aws_access_key_id=server.ACCESS_KEY,
            aws_secret_access_key=secret,
            config=Config(retries={"total_max_attempts": 1}, **settings),
        )

    def machine(self, sfn, definition: dict, **more) -> str:
        made = sfn.create_state_machine(
            name=next(self.names), definition=json.dumps(definition), roleArn=server.ROLE, **more
        )
        return made["stateMachineArn"]

    def ended(self, sfn, arn: str) -> dict:
        while (found := sfn.describe_execution(executionArn=arn))["status"] == "RUNNING":
            pass
        return found

    def refused(self, code: str, call, **request) -> str:
        with self.assertRaises(ClientError) as caught:
            call(**request)
        self.assertEqual(caught.exception.response["Error"]["Code"], code)
        return caught.exception.response["Error"]["Message"]

    def test_an_execution_from_creation_to_its_history(self) -> None:
        sfn = self.client()
        arn = self.machine(sfn, SAY)
        started = sfn.start_execution(stateMachineArn=arn, name="first", input='{"n": 1}')
        ended = self.ended(sfn, started["executionArn"])
        self.assertEqual((ended["status"], json.loads(ended["output"])), ("SUCCEEDED", {"said": "hello"}))
        self.assertEqual(ended["startDate"], started["startDate"])
        pages = sfn.get_paginator("get_execution_history").paginate(
            executionArn=started["executionArn"], PaginationConfig={"PageSize": 2}
        )
        types = [[event["type"] for event in page["events"]] for page in pages]
        self.assertEqual(
            types, [["ExecutionStarted", "PassStateEntered"], ["PassStateExited", "ExecutionSucceeded"]]
        )
        listed = sfn.list_executions(stateMachineArn=arn, statusFilter="SUCCEEDED")["executions"]
        self.assertEqual([row["name"] for row in listed], ["first"])
        again = sfn.start_execution(stateMachineArn=arn, name="second", input="{}")
        self.assertNotEqual(again["executionArn"], started["executionArn"])
        self.refused("ExecutionAlreadyExists", sfn.start_execution, stateMachineArn=arn, name="first", input="[]")

    def test_lists_are_read_page_by_page(self) -> None:
        sfn = self.client()
        made = {sfn.create_activity(name=f"page-{number}")["activityArn"] for number in range(5)}
        pages = list(sfn.get_paginator("list_activities").paginate(PaginationConfig={"PageSize": 2}))
        found = [activity["activityArn"] for page in pages for activity in page["activities"]]
        self.assertEqual(len(found), len(set(found)))
        self.assertLessEqual(made, set(found))
        self.assertGreaterEqual(len(pages), 3)
        self.refused("InvalidToken", sfn.list_activities, nextToken="nonsense")

    def test_a_worker_polls_beats_and_answers(self) -> None:
        sfn = self.client(read_timeout=70)
        activity = sfn.create_activity(name="work")["activityArn"]
        state = {"Type": "Task", "Resource": activity, "HeartbeatSeconds": 60, "End": True}
        arn = self.machine(sfn, {"StartAt": "Work", "States": {"Work": state}})
        taken: list[dict] = []
        # The worker asks before there is work.
        worker = threading.Thread(
            target=lambda: taken.append(sfn.get_activity_task(activityArn=activity, workerName="one"))
        )
        worker.start()
        started = [sfn.start_execution(stateMachineArn=arn, input=json.dumps({"n": 7}))]
        worker.join()
        token = taken[0]["taskToken"]
        self.assertEqual(json.loads(taken[0]["input"]), {"n": 7})
        sfn.send_task_heartbeat(taskToken=token)
        self.refused("InvalidOutput", sfn.send_task_success, taskToken=token, output="no JSON")
        sfn.send_task_success(taskToken=token, output='{"done": true}')
        self.assertEqual(self.ended(sfn, started[0]["executionArn"])["output"], '{"done": true}')
        self.refused("TaskTimedOut", sfn.send_task_success, taskToken=token, output="{}")
        self.refused("InvalidToken", sfn.send_task_heartbeat, taskToken="forged")

        started.append(sfn.start_execution(stateMachineArn=arn))
        token = sfn.get_activity_task(activityArn=activity)["taskToken"]
        sfn.send_task_failure(taskToken=token, error="Broken", cause="it fell")
        ended = self.ended(sfn, started[1]["executionArn"])
        self.assertEqual((ended["status"], ended["error"], ended["cause"]), ("FAILED", "Broken", "it fell"))

    def test_a_lambda_task_runs_the_local_function(self) -> None:
        sfn = self.client()
        self.server.function("double", "def lambda_handler(event, context):\n    return event['n'] * 2\n")
        state = {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "double", "Payload.$": "$"},
            "OutputPath": "$.Payload",
            "End": True,
        }
        arn = self.machine(sfn, {"StartAt": "Double", "States": {"Double": state}})
        started = sfn.start_execution(stateMachineArn=arn, input='{"n": 21}')
        self.assertEqual(self.ended(sfn, started["executionArn"])["output"], "42")

    def test_versions_aliases_and_tags(self) -> None:
        sfn = self.client()
        arn = self.machine(sfn, SAY, tags=[{"key": "team", "value": "one"}])
        versions = [sfn.publish_state_machine_version(stateMachineArn=arn)["stateMachineVersionArn"]]
        changed = {**SAY, "Comment": "changed"}
        sfn.update_state_machine(stateMachineArn=arn, definition=json.dumps(changed))
        versions.append(sfn.publish_state_machine_version(stateMachineArn=arn)["stateMachineVersionArn"])
        routes = [{"stateMachineVersionArn": version, "weight": 50} for version in versions]
        alias = sfn.create_state_machine_alias(name="live", routingConfiguration=routes)["stateMachineAliasArn"]
        started = sfn.start_execution(stateMachineArn=alias)
        found = self.ended(sfn, started["executionArn"])
        self.assertEqual(found["stateMachineAliasArn"], alias)
        self.assertIn(found["stateMachineVersionArn"], versions)
        self.refused("ConflictException", sfn.delete_state_machine_version, stateMachineVersionArn=versions[0])
        listed = sfn.list_state_machine_versions(stateMachineArn=arn)["stateMachineVersions"]
        self.assertEqual([row["stateMachineVersionArn"] for row in listed], versions[::-1])
        sfn.tag_resource(resourceArn=arn, tags=[{"key": "cost", "value": "7"}])
        sfn.untag_resource(resourceArn=arn, tagKeys=["team"])
        tags = sfn.list_tags_for_resource(resourceArn=arn)["tags"]
        self.assertEqual(tags, [{"key": "cost", "value": "7"}])

    def test_definitions_are_validated(self) -> None:
        sfn = self.client()
        good = sfn.validate_state_machine_definition(definition=json.dumps(SAY))
        self.assertEqual((good["result"], good["diagnostics"]), ("OK", []))
        bad = sfn.validate_state_machine_definition(definition='{"StartAt": "Nowhere", "States": {}}')
        self.assertEqual(bad["result"], "FAIL")
        self.assertTrue(all(found["code"] and found["message"] for found in bad["diagnostics"]))
        message = self.refused(
            "InvalidDefinition", sfn.create_state_machine, name="bad", definition="{}", roleArn=server.ROLE
        )
        self.assertTrue(message.startswith("Invalid State Machine Definition: '"), message)

    def test_the_prefix_of_synchronous_calls(self) -> None:
        """boto3 puts `sync-` before the host. No name of this machine has it, so it has to be told not to."""
        arn = self.machine(self.client(), SAY, type="EXPRESS")
        for host in ["127.0.0.1", "localhost"]:
            endpoint = f"http://{host}:{self.server.port}"
            sfn = self.client(endpoint, inject_host_prefix=False)
            ended = sfn.start_sync_execution(stateMachineArn=arn, input="{}")
            self.assertEqual((ended["status"], json.loads(ended["output"])), ("SUCCEEDED", {"said": "hello"}))
            with self.assertRaises((EndpointConnectionError, HTTPClientError)):
                self.client(endpoint).start_sync_execution(stateMachineArn=arn)

    def test_wrong_credentials_are_told_as_aws_tells_them(self) -> None:
        self.refused("InvalidSignatureException", self.client(secret="wrong").list_state_machines)
        stranger = boto3.client(
            "stepfunctions",
            endpoint_url=self.server.endpoint,
            region_name=server.REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )
        self.refused("UnrecognizedClientException", stranger.list_state_machines)


if __name__ == "__main__":
    unittest.main()
