/**
 * What states look like, on their cards as everywhere else. Line drawings on a 20 × 20 field, stroke 1.6, round ends. Our own.
 */
export const drawings = {
  task: "M10 3.2v2M10 14.8v2M3.2 10h2M14.8 10h2M5.2 5.2l1.4 1.4M13.4 13.4l1.4 1.4M14.8 5.2l-1.4 1.4M6.6 13.4l-1.4 1.4M10 6.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 1 0 0-6.4z",
  lambda: "M5.5 4h2.2c1 0 1.5.6 1.9 1.6L14 16h1.5M9.8 8.6 5.5 16",
  person: "M10 3.4a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 1 0 0-6.4zM4 16.6c.5-3 2.8-4.6 6-4.6 1 0 1.9.2 2.7.5M12 15.2l1.7 1.6 3-3.3",
  activity: "M3.2 10h3l2-5.6 3.6 11.2 2-5.6h3",
  queue: "M3.2 6h3.2v8H3.2zM8.4 6h3.2v8H8.4zM13.6 6h3.2v8h-3.2z",
  topic: "M10 10h.01M7.4 12.6a3.7 3.7 0 0 1 0-5.2M12.6 7.4a3.7 3.7 0 0 1 0 5.2M5 15a7 7 0 0 1 0-10M15 5a7 7 0 0 1 0 10",
  table: "M4 4.5h12v11H4zM4 8.2h12M4 11.9h12M8 4.5v11",
  bucket: "M4 5.5c0-1.1 2.7-2 6-2s6 .9 6 2-2.7 2-6 2-6-.9-6-2zM4 5.5l1.5 9.5c.2 1 2.2 1.7 4.5 1.7s4.3-.7 4.5-1.7L16 5.5",
  http: "M10 3.3a6.7 6.7 0 1 0 0 13.4 6.7 6.7 0 1 0 0-13.4zM3.3 10h13.4M10 3.3c2 2 2.9 4.2 2.9 6.7s-.9 4.7-2.9 6.7c-2-2-2.9-4.2-2.9-6.7s.9-4.7 2.9-6.7z",
  bus: "M3 10h14M6 10V5.5M14 10V5.5M10 10v4.5M4.5 4h3v1.5h-3zM12.5 4h3v1.5h-3zM8.5 14.5h3V16h-3z",
  nested: "M3.5 3.5h5v4h-5zM11.5 12.5h5v4h-5zM6 7.5V12a2.5 2.5 0 0 0 2.5 2.5h3",
  cloud: "M6.5 15.5a3.5 3.5 0 0 1-.4-7 4.5 4.5 0 0 1 8.6 1 3 3 0 0 1-.2 6z",
  container: "M10 3l6.5 3.5v7L10 17l-6.5-3.5v-7zM3.7 6.6 10 10l6.3-3.4M10 10v6.8",
  boxes: "M7 3.5h6v6H7zM3.5 10.5h6v6h-6zM10.5 10.5h6v6h-6z",
  flow: "M5.5 3.5a2 2 0 1 0 0 4 2 2 0 1 0 0-4zM14.5 12.5a2 2 0 1 0 0 4 2 2 0 1 0 0-4zM5.5 7.5v3a4 4 0 0 0 4 4h3",
  search: "M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 1 0 0-11zM13 13l3.8 3.8",
  model:
    "M8.5 4c.6 3.4 1.8 4.6 5.2 5.2-3.4.6-4.6 1.8-5.2 5.2-.6-3.4-1.8-4.6-5.2-5.2C6.7 8.6 7.9 7.4 8.5 4zM14.8 12.4c.3 1.6.9 2.2 2.4 2.4-1.5.3-2.1.9-2.4 2.4-.3-1.5-.9-2.1-2.4-2.4 1.5-.2 2.1-.8 2.4-2.4z",
  build: "M9.3 7.9 3.9 13.3a1.6 1.6 0 0 0 2.3 2.3l5.4-5.4M8 5.4l2.2-2.2 6 6-2.2 2.2z",
  film: "M3.5 4.5h13v11h-13zM7 4.5v11M13 4.5v11M3.5 8.2H7M3.5 11.8H7M13 8.2h3.5M13 11.8h3.5",
  server: "M3.5 4h13v5h-13zM3.5 11h13v5h-13zM6.5 6.5h.01M6.5 13.5h.01",
  database:
    "M4 5.5c0-1.1 2.7-2 6-2s6 .9 6 2-2.7 2-6 2-6-.9-6-2zM4 5.5v9c0 1.1 2.7 2 6 2s6-.9 6-2v-9M4 10c0 1.1 2.7 2 6 2s6-.9 6-2",
  key: "M6.8 10.2a3 3 0 1 0 0 6 3 3 0 1 0 0-6zM9 11l7-7M13 7l2.5 2.5",
  mail: "M3.5 5h13v10h-13zM3.5 6l6.5 5 6.5-5",
  calendar: "M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3.2v3M13 3.2v3M7 12h2.5",
  sound: "M3.5 8.5v3M6.7 6v8M10 3.5v13M13.3 6.5v7M16.5 8.5v3",
  choice: "M10 3 17 10l-7 7-7-7zM8.3 8.6c0-1 .7-1.6 1.7-1.6s1.7.6 1.7 1.5c0 1.2-1.7 1.3-1.7 2.5M10 13.1v.01",
  parallel:
    "M10 3v3.5M10 6.5c0 2.5-5.5 1.5-5.5 4.5v5M10 6.5V16M10 6.5c0 2.5 5.5 1.5 5.5 4.5v5M2.9 14.4 4.5 16l1.6-1.6M8.4 14.4 10 16l1.6-1.6M13.9 14.4l1.6 1.6 1.6-1.6",
  map: "M7 7h6v6H7zM5 14.5A6.5 6.5 0 0 1 5.5 5M15 5.5A6.5 6.5 0 0 1 14.5 15M3.2 5H5.7V7.5M16.8 15h-2.5v-2.5",
  pass: "M3 10h10.5M10.5 6.5 14 10l-3.5 3.5M16.8 4.5v11",
  wait: "M10 5.5a5.8 5.8 0 1 0 0 11.6 5.8 5.8 0 1 0 0-11.6zM10 8.3v3.2l2 1.3M8 3h4",
  succeed: "M10 3.3a6.7 6.7 0 1 0 0 13.4 6.7 6.7 0 1 0 0-13.4zM7 10.2l2.1 2.1 4-4.3",
  fail: "M10 3.3a6.7 6.7 0 1 0 0 13.4 6.7 6.7 0 1 0 0-13.4zM7.6 7.6l4.8 4.8M12.4 7.6l-4.8 4.8",
} as const;

export type Drawing = keyof typeof drawings;

/** How services look, by their short names. All others are clouds. */
const services: ReadonlyMap<string, Drawing> = new Map(
  Object.entries({
    lambda: ["Lambda"],
    queue: ["SQS"],
    topic: ["SNS"],
    table: ["DynamoDB", "DataBrew"],
    bucket: ["S3"],
    http: ["HTTP", "API Gateway"],
    bus: ["EventBridge"],
    nested: ["Step Functions"],
    container: ["ECS", "EKS"],
    boxes: ["Batch", "EMR", "EMR on EKS", "EMR Serverless"],
    flow: ["Glue"],
    search: ["Athena", "Textract", "Rekognition"],
    model: ["Bedrock", "Bedrock Runtime", "SageMaker"],
    build: ["CodeBuild"],
    film: ["MediaConvert"],
    server: ["EC2", "SSM"],
    database: ["RDS", "RDS Data"],
    key: ["Secrets Manager"],
    mail: ["SES", "SESv2"],
    calendar: ["Scheduler"],
    sound: ["Transcribe"],
  } satisfies Partial<Record<Drawing, readonly string[]>>).flatMap(([drawing, names]) =>
    names.map((name) => [name, drawing as Drawing] as const),
  ),
);

/** How a service looks, in the palette as on the cards of its tasks. */
export const drawingOf = (service: string): Drawing => services.get(service) ?? "cloud";

/** Types of states that all look alike. */
type Plain = "Choice" | "Parallel" | "Map" | "Pass" | "Wait" | "Succeed" | "Fail";

/** How a state looks, and which of the `--kind-…` colours it has. `subtitle` is what it says of itself in a few words. */
export function faceOf({ type, subtitle }: { type: Plain | "Task"; subtitle: string }): { drawing: Drawing; hue: string } {
  if (type !== "Task") {
    const name = type.toLowerCase() as Lowercase<Plain>;
    return { drawing: name, hue: name };
  }
  if (subtitle === "Human approval") return { drawing: "person", hue: "person" };
  if (subtitle === "Activity") return { drawing: "activity", hue: "task" };
  // `SQS: Send message`; a task of no service says something else.
  const service = /^(.+?): /.exec(subtitle)?.[1];
  return { drawing: service === undefined ? "task" : drawingOf(service), hue: "task" };
}
