/** What a client has to be told. */
export interface Way {
  endpoint: string;
  region: string;
  accessKey: string;
  secret: string;
  account: string;
}

/** A text to be pasted somewhere. */
export interface Snippet {
  key: string;
  title: string;
  /** Where it belongs, or what has to be known about it. */
  note: string;
  text: (way: Way) => string;
}

/** The two files that the AWS CLI and every SDK read, as `signalbox credentials` prints them. */
export const profiles: readonly Snippet[] = [
  {
    key: "credentials",
    title: "~/.aws/credentials",
    note: "Who the client is.",
    text: ({ accessKey, secret, account, region }) =>
      lines(
        "[signalbox]",
        `aws_access_key_id = ${accessKey}`,
        `aws_secret_access_key = ${secret}`,
        `aws_account_id = ${account}`,
        `region = ${region}`,
      ),
  },
  {
    key: "config",
    title: "~/.aws/config",
    note: "Sends Step Functions and S3 here.",
    text: ({ endpoint, region }) =>
      lines(
        "[profile signalbox]",
        `region = ${region}`,
        "services = signalbox",
        "disable_host_prefix_injection = true",
        "",
        "[services signalbox]",
        "sfn =",
        `  endpoint_url = ${endpoint}`,
        "s3 =",
        `  endpoint_url = ${endpoint}`,
      ),
  },
];

/** Ways in from programs. */
export const programs: readonly Snippet[] = [
  {
    key: "cli",
    title: "AWS CLI",
    note: "With the profile above. The option --endpoint-url can take the place of ~/.aws/config.",
    text: () =>
      lines(
        "aws --profile signalbox stepfunctions list-state-machines",
        "aws --profile signalbox stepfunctions create-state-machine --name hello \\",
        "  --role-arn arn:aws:iam::111111111111:role/local --definition file://hello.asl.json",
      ),
  },
  {
    key: "shell",
    title: "Shell",
    note: "Instead of a profile. The last line is for StartSyncExecution, before whose host clients put sync-.",
    text: ({ endpoint, region, accessKey, secret }) =>
      lines(
        `export AWS_ACCESS_KEY_ID=${accessKey}`,
        `export AWS_SECRET_ACCESS_KEY=${secret}`,
        `export AWS_DEFAULT_REGION=${region}`,
        `export AWS_REGION=${region}`,
        `export AWS_ENDPOINT_URL_SFN=${endpoint}`,
        "export AWS_DISABLE_HOST_PREFIX_INJECTION=true",
      ),
  },
  {
    key: "boto3",
    title: "Python",
    note: "With boto3 and the profile above.",
    text: () =>
      lines(
        "import boto3",
        "",
        'sfn = boto3.Session(profile_name="signalbox").client("stepfunctions")',
        'print(sfn.list_state_machines()["stateMachines"])',
      ),
  },
  {
    key: "javascript",
    title: "JavaScript",
    note: "With the SDK v3. StartSyncExecution alone needs disableHostPrefix.",
    text: ({ endpoint, region, accessKey, secret }) =>
      lines(
        'import { SFNClient, ListStateMachinesCommand } from "@aws-sdk/client-sfn";',
        "",
        "const sfn = new SFNClient({",
        `  endpoint: "${endpoint}",`,
        `  region: "${region}",`,
        `  credentials: { accessKeyId: "${accessKey}", secretAccessKey: "${secret}" },`,
        "  disableHostPrefix: true,",
        "});",
        "console.log((await sfn.send(new ListStateMachinesCommand({}))).stateMachines);",
      ),
  },
];

/** What stands in the place of a secret that nobody wants to see. */
export const hidden = "•".repeat(12);

function lines(...each: string[]): string {
  return `${each.join("\n")}\n`;
}
