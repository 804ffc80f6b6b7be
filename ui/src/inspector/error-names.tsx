import X from "lucide-solid/icons/x";
import { For, createSignal } from "solid-js";
import type { Json } from "../api/generated";
import { catalogueOf } from "../catalogue/catalogue";
import { Field } from "../parts/field";
import { actionOf } from "./action";
import type { Desk } from "./desk";
import { Offered } from "./offered";

/** What the service called may answer comes before what Step Functions says itself. */
function offered(desk: Desk, own: readonly string[]): readonly string[] {
  const resource = String(desk.body["Resource"] ?? "");
  const person = resource.endsWith(".waitForTaskToken") ? ["Approval.Rejected"] : [];
  const catalogue = catalogueOf(desk.workflow.client);
  const ofMaps = desk.state?.type === "Map" ? catalogue.errorNames("map") : [];
  return [...own, ...person, ...ofMaps, ...catalogue.errorNames("any")];
}

/** Which errors a retrier or catcher is for. `States.ALL` stands alone. */
export function ErrorNames(props: { desk: Desk; at: string; value: Json | undefined }) {
  const action = actionOf(props.desk);
  const [typed, setTyped] = createSignal("");
  const names = () => (Array.isArray(props.value) ? props.value.map(String) : []);
  const known = () => offered(props.desk, action()?.errors ?? []).filter((name) => !names().includes(name));
  const place = () => `${props.at}/ErrorEquals`;
  const add = (text: string) => {
    setTyped("");
    const wanted = text
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "" && !names().includes(name));
    if (wanted.length === 0) return;
    if (wanted.includes("States.ALL")) props.desk.write(place(), ["States.ALL"]);
    else props.desk.write(place(), [...names().filter((name) => name !== "States.ALL"), ...wanted]);
  };
  return (
    <Field label="Errors" help="Choose from the list or type a name of your own. States.ALL is any error.">
      {(control) => (
        <>
          <ul class="chips" aria-label="Chosen errors">
            <For each={names()}>
              {(name) => (
                <li class="chip">
                  <span class="mono ellipsis" title={name}>
                    {name}
                  </span>
                  <button
                    type="button"
                    aria-label={`Remove ${name}`}
                    disabled={names().length < 2}
                    title={names().length < 2 ? "At least one name is needed" : undefined}
                    onClick={() =>
                      props.desk.write(
                        place(),
                        names().filter((each) => each !== name),
                      )
                    }
                  >
                    <X size={12} aria-hidden="true" />
                  </button>
                </li>
              )}
            </For>
          </ul>
          <input
            {...control}
            class="input mono"
            list={`${control.id}-known`}
            placeholder="Add an error …"
            value={typed()}
            spellcheck={false}
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              // A name that is picked from the list comes whole.
              if (!(event instanceof InputEvent) || event.inputType === "insertReplacementText") add(event.currentTarget.value);
            }}
            onBlur={() => add(typed())}
            onKeyDown={(event) => event.key === "Enter" && add(typed())}
          />
          <Offered id={`${control.id}-known`} values={known()} />
        </>
      )}
    </Field>
  );
}
