/** What else people call well-known services. The order is that in which equal finds are shown. */
const others: Readonly<Record<string, string>> = {
  lambda: "function code",
  http: "rest web api url third party fetch request",
  dynamodb: "table database nosql record",
  s3: "bucket file object storage",
  sqs: "queue message",
  sns: "topic notify notification push sms",
  eventbridge: "event bus",
  sfn: "step functions workflow nested state machine",
  ecs: "container docker fargate task",
  batch: "job container",
  glue: "etl spark job",
  athena: "sql query",
  bedrockruntime: "ai llm model prompt claude generative",
  bedrock: "ai llm model",
  sagemaker: "machine learning training model",
  apigateway: "rest api",
  codebuild: "build ci",
  eks: "kubernetes",
  emr: "spark hadoop cluster",
  emrserverless: "spark hadoop",
  emrcontainers: "spark kubernetes",
  mediaconvert: "video transcode",
  databrew: "data preparation",
  ec2: "virtual machine instance server",
  rdsdata: "sql aurora query",
  rds: "sql database aurora",
  secretsmanager: "password secret",
  ssm: "systems manager parameter",
  sesv2: "email mail",
  ses: "email mail",
  scheduler: "cron schedule",
  textract: "ocr document",
  rekognition: "image face",
  transcribe: "speech audio",
};

const order: ReadonlyMap<string, number> = new Map(Object.keys(others).map((id, at) => [id, at]));

/** Words under which people look for a service, besides its name. */
export const wordsFor = (service: string): readonly string[] => others[service]?.split(" ") ?? [];

/** The place of a service among those people look for, the best known first. */
export const fameOf = (service: string): number => order.get(service) ?? order.size;

/** What workflows call most, in this order. */
export const mostUsed: readonly string[] = [
  "arn:aws:states:::lambda:invoke",
  "arn:aws:states:::http:invoke",
  "arn:aws:states:::sqs:sendMessage",
  "arn:aws:states:::sns:publish",
  "arn:aws:states:::dynamodb:getItem",
  "arn:aws:states:::dynamodb:putItem",
  "arn:aws:states:::states:startExecution",
  "arn:aws:states:::ecs:runTask",
  "arn:aws:states:::events:putEvents",
  "arn:aws:states:::glue:startJobRun",
];
