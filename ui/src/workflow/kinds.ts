import type { StateType } from "../api/generated";
import type { Kind } from "./kind";
import { choice } from "./kinds/choice";
import { fail } from "./kinds/fail";
import { map } from "./kinds/map";
import { parallel } from "./kinds/parallel";
import { pass } from "./kinds/pass";
import { succeed } from "./kinds/succeed";
import { task } from "./kinds/task";
import { wait } from "./kinds/wait";

/** Every type of state. A new one does not compile until it stands here. */
export const kinds: Record<StateType, Kind> = {
  Task: task,
  Choice: choice,
  Parallel: parallel,
  Map: map,
  Wait: wait,
  Pass: pass,
  Succeed: succeed,
  Fail: fail,
};
