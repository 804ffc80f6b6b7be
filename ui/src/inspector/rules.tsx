import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import Plus from "lucide-solid/icons/plus";
import Trash2 from "lucide-solid/icons/trash";
import { Index, Show, createMemo } from "solid-js";
import { catalogueOf } from "../catalogue/catalogue";
import { Button } from "../parts/button";
import type { Body } from "../workflow/body";
import { languageOf } from "../workflow/body";
import { Control, TargetPicker } from "./controls";
import { ConditionForm } from "./condition-form";
import type { Desk } from "./desk";

function rulesOf(desk: Desk): Body[] {
  const list = desk.body["Choices"];
  return Array.isArray(list)
    ? list.filter((each): each is Body => each !== null && typeof each === "object" && !Array.isArray(each))
    : [];
}

/** The rules of a Choice state in order, and where it goes when none matches. */
export function Rules(props: { desk: Desk }) {
  const rules = () => rulesOf(props.desk);
  const target = createMemo(() => props.desk.onward ?? "");
  const language = () => languageOf(props.desk.workflow, props.desk.body);
  const add = () => {
    const condition: Body =
      language() === "JSONata" ? { Condition: "{% $exists($states.input.value) %}" } : { Variable: "$.value", IsPresent: true };
    props.desk.write("/Choices/-", { ...condition, Next: target() });
  };
  const swap = (index: number, other: number) => {
    const rule = (number: number) => `${props.desk.path}/Choices/${number}`;
    props.desk.edit({ kind: "move_field", from: rule(index), to: rule(other) });
  };
  const byDefault = () => (typeof props.desk.body["Default"] === "string" ? props.desk.body["Default"] : null);
  return (
    <section class="group">
      <h3>Rules</h3>
      <p class="help">{catalogueOf(props.desk.workflow.client).fieldText("/Choices")}</p>
      <ol class="rows">
        <Index each={rules()}>
          {(rule, index) => (
            <Rule desk={props.desk} rule={rule()} index={index} count={rules().length} onSwap={(other) => swap(index, other)} />
          )}
        </Index>
      </ol>
      <div>
        <Button
          size="small"
          icon={Plus}
          disabled={target() === ""}
          tip={target() === "" ? "Add another state first: a rule leads to a state" : undefined}
          onClick={add}
        >
          Add rule
        </Button>
      </div>
      <TargetPicker
        desk={props.desk}
        label="Otherwise goes to"
        value={byDefault()}
        onPick={(name) =>
          name && props.desk.edit({ kind: "connect", port: `${props.desk.path}/Default`, to: props.desk.pathOf(name) })
        }
      />
      <Show when={byDefault() === null}>
        <p class="help">Without a default the run fails when no rule matches.</p>
      </Show>
    </section>
  );
}

interface RuleProps {
  desk: Desk;
  rule: Body;
  index: number;
  count: number;
  onSwap: (other: number) => void;
}

function RuleHead(props: RuleProps) {
  return (
    <div class="row">
      <strong class="grow">Rule {props.index + 1}</strong>
      <Button
        kind="quiet"
        size="small"
        icon={ArrowUp}
        name={`Move rule ${props.index + 1} up`}
        disabled={props.index === 0}
        onClick={() => props.onSwap(props.index - 1)}
      />
      <Button
        kind="quiet"
        size="small"
        icon={ArrowDown}
        name={`Move rule ${props.index + 1} down`}
        disabled={props.index + 1 === props.count}
        onClick={() => props.onSwap(props.index + 1)}
      />
      <Button
        kind="quiet"
        size="small"
        icon={Trash2}
        name={`Remove rule ${props.index + 1}`}
        disabled={props.count < 2}
        tip={props.count < 2 ? "A Choice needs at least one rule" : undefined}
        onClick={() => props.desk.write(`/Choices/${props.index}`, undefined)}
      />
    </div>
  );
}

function Rule(props: RuleProps) {
  const at = () => `/Choices/${props.index}`;
  return (
    <li class="card">
      <RuleHead {...props} />
      <Show
        when={"Condition" in props.rule}
        fallback={
          <ConditionForm desk={props.desk} placed={{ condition: props.rule, at: at() }} name={`rule ${props.index + 1}`} />
        }
      >
        <Control
          desk={props.desk}
          field={{
            at: `${at()}/Condition`,
            label: "Condition",
            required: true,
            control: { kind: "lines" },
            help: "JSONata between {% and %} that gives true or false.",
          }}
        />
      </Show>
      <TargetPicker
        desk={props.desk}
        label="Goes to"
        value={typeof props.rule["Next"] === "string" ? props.rule["Next"] : null}
        onPick={(name) =>
          name && props.desk.edit({ kind: "connect", port: `${props.desk.path}${at()}/Next`, to: props.desk.pathOf(name) })
        }
      />
      <Control
        desk={props.desk}
        field={{
          at: `${at()}/Comment`,
          label: "Label",
          control: { kind: "line" },
          help: "Shown on the canvas instead of the condition.",
        }}
      />
    </li>
  );
}
