import type { Json, StateType } from "../api/generated";
import type { Icon } from "../parts/icon";
import type { Form } from "./fields";

/** What a starter body needs to know about the machine it goes into. */
export interface Setting {
  language: "JSONPath" | "JSONata";
  /** A state name that is still free; asking twice gives two names. */
  fresh(title: string): string;
}

/** Everything the interface knows about one type of state. */
export interface Kind {
  type: StateType;
  title: string;
  /** One line for the palette. */
  purpose: string;
  icon: Icon;
  /** Token of its colour, without `--kind-`. */
  hue: string;
  /** Words under which people look for it. */
  words: readonly string[];
  /** Members of a new state, without its transition. */
  starter(setting: Setting): { [key: string]: Json };
  /** What a state of this kind says about itself in a list. */
  summary(body: { [key: string]: Json }): string;
  form: Form;
  /** True if the state may name a next state or end the machine. */
  goesOn: boolean;
}
