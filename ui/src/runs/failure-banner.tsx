import CircleX from "lucide-solid/icons/circle-x";
import { Show } from "solid-js";
import { Button } from "../parts/button";
import type { Visit } from "./replay";
import type { Run } from "./run";
import { causeWords, executionWords } from "./words";

/** What made the run fail, and the way to the step that did. */
export function FailureBanner(props: { run: Run; onShow: (visit: Visit) => void }) {
  const end = () => {
    const { end: how } = props.run.replay();
    return how && how.status !== "SUCCEEDED" && how.status !== "ABORTED" ? how : null;
  };
  const culprit = () => props.run.replay().visits.get(props.run.replay().culprit ?? 0);
  return (
    <Show when={end()}>
      {(failure) => (
        <div class="failure-banner" role="alert">
          <CircleX size={16} aria-hidden="true" />
          <span class="grow">
            <strong>{failure().error ?? executionWords[failure().status]}</strong>
            <Show when={culprit()}>
              {(visit) => (
                <>
                  {" "}
                  in <em>{visit().name}</em>
                </>
              )}
            </Show>
            <Show when={failure().cause}>
              {(cause) => (
                <span class="cause" title={cause()}>
                  {" "}
                  — {causeWords(cause())}
                </span>
              )}
            </Show>
          </span>
          <Show when={culprit()}>
            {(visit) => (
              <Button size="small" onClick={() => props.onShow(visit())}>
                Show step
              </Button>
            )}
          </Show>
        </div>
      )}
    </Show>
  );
}
