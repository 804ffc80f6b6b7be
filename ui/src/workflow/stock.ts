import Lambda from "lucide-solid/icons/square-function";
import Cpu from "lucide-solid/icons/cpu";
import UserRoundCheck from "lucide-solid/icons/user-round-check";
import type { Json } from "../api/generated";
import type { Icon } from "../parts/icon";
import type { Kind, Setting } from "./kind";
import { kinds } from "./kinds";

/** A thing the palette offers: a state ready to be dropped. */
export interface StockItem {
  id: string;
  group: "People" | "Actions" | "Flow";
  title: string;
  purpose: string;
  icon: Icon;
  hue: string;
  words: readonly string[];
  starter(setting: Setting): { [key: string]: Json };
}

const ofKind = (kind: Kind): StockItem => ({
  id: kind.type,
  group: "Flow",
  title: kind.title,
  purpose: kind.purpose,
  icon: kind.icon,
  hue: kind.hue,
  words: kind.words,
  starter: (setting) => kind.starter(setting),
});

const approvalRequest = { Title: "Go ahead?", Instructions: "Look at the data and decide." };

/** In the order in which the palette shows them. */
export const stock: readonly StockItem[] = [
  {
    id: "lambda",
    group: "Actions",
    title: "Lambda function",
    purpose: "Calls a function in the handlers folder",
    icon: Lambda,
    hue: "task",
    words: kinds.Task.words,
    starter: (setting) => kinds.Task.starter(setting),
  },
  {
    id: "activity",
    group: "Actions",
    title: "Activity",
    purpose: "Waits for a worker that polls for tasks",
    icon: Cpu,
    hue: "task",
    words: ["worker", "poll", "external"],
    starter: () => ({
      Type: "Task",
      Resource: "arn:aws:states:us-east-1:111111111111:activity:my-activity",
      TimeoutSeconds: 86_400,
    }),
  },
  {
    id: "approval",
    group: "People",
    title: "Human approval",
    purpose: "Asks a person and waits for the answer",
    icon: UserRoundCheck,
    hue: "person",
    words: ["approve", "human", "person", "review", "sign", "decide", "callback"],
    starter: ({ language }) => {
      const queue = "https://sqs.us-east-1.amazonaws.com/111111111111/approvals";
      const call = { Type: "Task", Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken" };
      return language === "JSONata"
        ? {
            ...call,
            Arguments: {
              QueueUrl: queue,
              MessageBody: {
                TaskToken: "{% $states.context.Task.Token %}",
                Approval: { ...approvalRequest, Evidence: "{% $states.input %}" },
              },
            },
            TimeoutSeconds: 604_800,
          }
        : {
            ...call,
            Parameters: {
              QueueUrl: queue,
              MessageBody: { "TaskToken.$": "$$.Task.Token", Approval: { ...approvalRequest, "Evidence.$": "$" } },
            },
            ResultPath: "$.approval",
            TimeoutSeconds: 604_800,
          };
    },
  },
  ...[kinds.Choice, kinds.Parallel, kinds.Map, kinds.Pass, kinds.Wait, kinds.Succeed, kinds.Fail].map(ofKind),
];

/** Items that match a search, best first: exact title, start of a word, a known other word, letters in order. */
export function search(items: readonly StockItem[], wanted: string): StockItem[] {
  const query = wanted.trim().toLowerCase();
  if (query === "") return [...items];
  const ranked = items.map((item) => ({ item, rank: rankOf(item, query) })).filter(({ rank }) => rank < 9);
  return ranked.sort((one, other) => one.rank - other.rank).map(({ item }) => item);
}

function rankOf(item: StockItem, query: string): number {
  const title = item.title.toLowerCase();
  if (title === query) return 0;
  if (title.split(" ").some((word) => word.startsWith(query))) return 1;
  if (item.words.some((word) => word.startsWith(query))) return 2;
  if (`${title} ${item.purpose.toLowerCase()}`.includes(query)) return 3;
  let next = 0;
  for (const letter of title) if (letter === query[next]) next += 1;
  return next === query.length ? 4 : 9;
}

/** Names for new states: the title, then with a number. Names already taken or already given are avoided. */
export function freshNames(taken: Iterable<string>): (title: string) => string {
  const used = new Set(taken);
  return (title) => {
    let name = title;
    for (let number = 2; used.has(name); number += 1) name = `${title} ${number}`;
    used.add(name);
    return name;
  };
}
