import AudioLines from "lucide-solid/icons/audio-lines";
import Boxes from "lucide-solid/icons/boxes";
import Brain from "lucide-solid/icons/brain";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import Cloud from "lucide-solid/icons/cloud";
import Container from "lucide-solid/icons/container";
import Database from "lucide-solid/icons/database";
import Film from "lucide-solid/icons/film";
import Hammer from "lucide-solid/icons/hammer";
import KeyRound from "lucide-solid/icons/key-round";
import Mail from "lucide-solid/icons/mail";
import ScanSearch from "lucide-solid/icons/scan-search";
import Server from "lucide-solid/icons/server";
import Table from "lucide-solid/icons/table";
import Waypoints from "lucide-solid/icons/waypoints";
import type { Icon } from "../parts/icon";
import { signs } from "../parts/sign";

interface Look {
  icon: Icon;
  /** Words under which people look for the service. */
  words: string;
}

/** How well-known services look, and what else people call them. The order is that in which equal finds are shown. */
const looks: Readonly<Record<string, Look>> = {
  lambda: { icon: signs.lambda, words: "function code" },
  http: { icon: signs.http, words: "rest web api url third party fetch request" },
  dynamodb: { icon: signs.table, words: "table database nosql record" },
  s3: { icon: signs.bucket, words: "bucket file object storage" },
  sqs: { icon: signs.queue, words: "queue message" },
  sns: { icon: signs.topic, words: "topic notify notification push sms" },
  eventbridge: { icon: signs.bus, words: "event bus" },
  sfn: { icon: signs.nested, words: "step functions workflow nested state machine" },
  ecs: { icon: Container, words: "container docker fargate task" },
  batch: { icon: Boxes, words: "job container" },
  glue: { icon: Waypoints, words: "etl spark job" },
  athena: { icon: ScanSearch, words: "sql query" },
  bedrockruntime: { icon: Brain, words: "ai llm model prompt claude generative" },
  bedrock: { icon: Brain, words: "ai llm model" },
  sagemaker: { icon: Brain, words: "machine learning training model" },
  apigateway: { icon: signs.http, words: "rest api" },
  codebuild: { icon: Hammer, words: "build ci" },
  eks: { icon: Container, words: "kubernetes" },
  emr: { icon: Boxes, words: "spark hadoop cluster" },
  emrserverless: { icon: Boxes, words: "spark hadoop" },
  emrcontainers: { icon: Boxes, words: "spark kubernetes" },
  mediaconvert: { icon: Film, words: "video transcode" },
  databrew: { icon: Table, words: "data preparation" },
  ec2: { icon: Server, words: "virtual machine instance server" },
  rdsdata: { icon: Database, words: "sql aurora query" },
  rds: { icon: Database, words: "sql database aurora" },
  secretsmanager: { icon: KeyRound, words: "password secret" },
  ssm: { icon: Server, words: "systems manager parameter" },
  sesv2: { icon: Mail, words: "email mail" },
  ses: { icon: Mail, words: "email mail" },
  scheduler: { icon: CalendarClock, words: "cron schedule" },
  textract: { icon: ScanSearch, words: "ocr document" },
  rekognition: { icon: ScanSearch, words: "image face" },
  transcribe: { icon: AudioLines, words: "speech audio" },
};

const order: ReadonlyMap<string, number> = new Map(Object.keys(looks).map((id, at) => [id, at]));

export const lookOf = (service: string): Look => looks[service] ?? { icon: Cloud, words: "" };

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
