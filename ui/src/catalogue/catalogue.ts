import { createSignal, type Accessor } from "solid-js";
import type { Client } from "../api/client";
import type { DescribeActionReply, ErrorSource, ErrorWord, FieldWord, ReadyPattern, Service } from "../api/generated";

/** Everything a task can call, and the ready groups of states. Fetched when it is first wanted, and kept. */
export class Catalogue {
  /** Empty until they have come. */
  readonly services: Accessor<readonly Service[]>;
  readonly patterns: Accessor<readonly ReadyPattern[]>;
  /** The names of errors that AWS defines. */
  readonly errors: Accessor<readonly ErrorWord[]>;
  /** What actions do, by service and operation, as far as somebody asked. */
  readonly purposes: Accessor<ReadonlyMap<string, ReadonlyMap<string, string>>>;
  readonly #client: Client;
  readonly #setServices: (services: readonly Service[]) => void;
  readonly #setErrors: (errors: readonly ErrorWord[]) => void;
  /** What fields are, by the field around them and their name. */
  readonly #fields: Accessor<ReadonlyMap<string, string>>;
  readonly #setFields: (fields: ReadonlyMap<string, string>) => void;
  readonly #setPatterns: (patterns: readonly ReadyPattern[]) => void;
  readonly #setPurposes: (purposes: ReadonlyMap<string, ReadonlyMap<string, string>>) => void;
  readonly #described = new Map<string, Promise<DescribeActionReply>>();
  readonly #known = new Map<string, DescribeActionReply>();
  readonly #explaining = new Set<string>();
  #loading: Promise<unknown> | null = null;
  #learning: Promise<unknown> | null = null;

  constructor(client: Client) {
    this.#client = client;
    [this.services, this.#setServices] = createSignal<readonly Service[]>([]);
    [this.patterns, this.#setPatterns] = createSignal<readonly ReadyPattern[]>([]);
    [this.errors, this.#setErrors] = createSignal<readonly ErrorWord[]>([]);
    [this.#fields, this.#setFields] = createSignal<ReadonlyMap<string, string>>(new Map());
    [this.purposes, this.#setPurposes] = createSignal<ReadonlyMap<string, ReadonlyMap<string, string>>>(new Map());
  }

  /** Fetches the names of everything; a failure is tried again when somebody asks next. */
  load(): void {
    if (this.#loading) return;
    const patterns = this.#client.call("list_patterns", {}).then(({ patterns }) => this.#setPatterns(patterns));
    const services = this.#client.call("list_integrations", {}).then(({ services }) => this.#setServices(services));
    this.#loading = Promise.all([patterns, services]).catch(() => (this.#loading = null));
  }

  /** What the field at a pointer is, below a state; undefined until the words have come. */
  fieldText(at: string): string | undefined {
    this.#learn();
    const [name, of] = at
      .split("/")
      .filter((part) => part !== "" && !/^(\d+|-)$/.test(part))
      .toReversed();
    return name === undefined ? undefined : this.#fields().get(`${of ?? ""}/${name}`);
  }

  /** The names of errors of these sources, in the order in which they are offered. */
  errorNames(...sources: readonly ErrorSource[]): readonly string[] {
    this.#learn();
    return this.errors().flatMap(({ name, of }) => (sources.includes(of) ? [name] : []));
  }

  /** Fetches what words mean; a failure is tried again when somebody asks next. */
  #learn(): void {
    if (this.#learning) return;
    this.#learning = this.#client.call("list_vocabulary", {}).then(
      ({ fields, errors }) => {
        this.#setFields(new Map(fields.map((field) => [`${field.of}/${field.name}`, sentencesOf(field)])));
        this.#setErrors(errors);
      },
      () => (this.#learning = null),
    );
  }

  /** Learns what the actions of a service do. */
  explain(service: string): void {
    if (this.#explaining.has(service)) return;
    this.#explaining.add(service);
    this.#client.call("list_actions", { service }).then(
      ({ actions }) => {
        const known = new Map(actions.toReversed().map(({ action, purpose }) => [action, purpose]));
        this.#setPurposes(new Map([...this.purposes(), [service, known]]));
      },
      () => this.#explaining.delete(service),
    );
  }

  /** The form of an action; `resource` may name a pattern. */
  describe(resource: string): Promise<DescribeActionReply> {
    const key = withoutPattern(resource);
    const asked = this.#described.get(key);
    if (asked) return asked;
    const asking = this.#client.call("describe_action", { resource: key });
    this.#described.set(key, asking);
    asking.then(
      (action) => this.#known.set(key, action),
      () => this.#described.delete(key),
    );
    return asking;
  }

  /** What has been described before. */
  known(resource: string): DescribeActionReply | undefined {
    return this.#known.get(withoutPattern(resource));
  }
}

/** What a field is, and what holds without it, in plain words. */
function sentencesOf({ text, default: otherwise }: FieldWord): string {
  return (otherwise === null ? text : `${text} Without it: ${otherwise}.`).replaceAll("`", "");
}

/** `arn:aws:states:::sqs:sendMessage.waitForTaskToken` without its ending. */
export function withoutPattern(resource: string): string {
  return resource.replace(/\.(sync(:2)?|waitForTaskToken)$/, "");
}

const catalogues = new WeakMap<Client, Catalogue>();

/** The catalogue of a back end; the same for everybody who asks. */
export function catalogueOf(client: Client): Catalogue {
  const known = catalogues.get(client);
  if (known) return known;
  const made = new Catalogue(client);
  catalogues.set(client, made);
  return made;
}
