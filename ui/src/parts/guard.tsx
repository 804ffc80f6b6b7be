import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { ErrorBoundary, type JSX } from "solid-js";
import { Button } from "./button";
import { Empty } from "./empty";

/** Keeps a fault of one panel from taking the others with it: says what failed and offers to try again. */
export function Guard(props: { name: string; children: JSX.Element }) {
  return (
    <ErrorBoundary fallback={(reason: unknown, again) => <Failed name={props.name} reason={reason} again={again} />}>
      {props.children}
    </ErrorBoundary>
  );
}

function Failed(props: { name: string; reason: unknown; again: () => void }) {
  const details = () => (props.reason instanceof Error ? (props.reason.stack ?? props.reason.message) : String(props.reason));
  return (
    <div role="alert" style={{ height: "100%", overflow: "auto" }}>
      <Empty
        icon={TriangleAlert}
        title={`The ${props.name} has failed`}
        action={
          <div class="row">
            <Button onClick={() => props.again()}>Try again</Button>
            <Button kind="quiet" onClick={() => void navigator.clipboard?.writeText(details()).catch(() => {})}>
              Copy details
            </Button>
          </div>
        }
      >
        {props.reason instanceof Error ? props.reason.message : String(props.reason)}. Everything else goes on working.
      </Empty>
    </div>
  );
}
