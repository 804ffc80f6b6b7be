import type { Json, StateType } from "../api/generated";
import type { Icon } from "../parts/icon";
import { signs } from "../parts/sign";
import type { Kind, Setting } from "./kind";
import { kinds } from "./kinds";

/** A thing the palette offers: a state ready to be dropped, or a group of states. */
export interface StockItem {
  id: string;
  group: "People" | "Actions" | "Flow" | "Patterns";
  /** True for states that the person has kept. */
  own?: boolean;
  title: string;
  /** Name of the service whose action it is. */
  service?: string;
  purpose: string;
  /** Asks for a better purpose, which may come later. */
  explain?: () => void;
  icon: Icon;
  hue: string;
  words: readonly string[];
  /** Small words beside the title. */
  badges?: readonly string[];
  /** Of the state, or of the group as it is drawn while it is dragged. */
  type: StateType;
  /** Fetches what `starter` needs; to be awaited before it is inserted. */
  ready?: () => Promise<unknown>;
  /** The members of the new state; null for a group of states. */
  starter: ((setting: Setting) => { [key: string]: Json }) | null;
  /** The states of a group as a text to be pasted. */
  states?: (language: Setting["language"]) => string;
}

const ofKind = (kind: Kind): StockItem => ({
  id: kind.type,
  group: "Flow",
  title: kind.title,
  purpose: kind.purpose,
  icon: kind.icon,
  hue: kind.hue,
  words: kind.words,
  type: kind.type,
  starter: (setting) => kind.starter(setting),
});

const approvalRequest = { Title: "Go ahead?", Instructions: "Look at the data and decide." };

/** What is there without the catalogue, in the order in which the palette shows it. */
export const stock: readonly StockItem[] = [
  {
    id: "activity",
    group: "Actions",
    title: "Activity",
    purpose: "Waits for a worker that polls for tasks",
    icon: signs.activity,
    hue: "task",
    words: ["worker", "poll", "external"],
    type: "Task",
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
    icon: signs.person,
    hue: "person",
    words: ["approve", "human", "person", "review", "sign", "decide", "callback"],
    type: "Task",
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
