/** Tells a person what happens, step by step, and counts what it took. Knows nothing of the story that is told. */

import type { RecordedRequest } from "../sandbox/index.js";
import type { Output } from "./output.js";
import { visible } from "./style.js";

/** A tenant whose requests can be counted. */
interface Tenant {
  requests(): RecordedRequest[];
}

/** A tour against tenants whose requests can be counted. */
export class Tour {
  readonly #output: Output;
  readonly #tenants: readonly Tenant[];
  readonly #began = performance.now();
  #steps = 0;
  /** How many requests each tenant had before this step. */
  #before: number[] = [];
  #failed = 0;

  constructor(output: Output, tenants: readonly Tenant[]) {
    this.#output = output;
    this.#tenants = tenants;
  }

  /** One step: its title, what it does, and the requests that it took. */
  async step(title: string, act: () => Promise<void>): Promise<void> {
    const { paint } = this.#output;
    this.#steps += 1;
    await this.#output.line(`\n${paint("cyan", `${this.#steps}`)}  ${paint("bold", title)}`);
    this.#before = this.#counts();
    const began = performance.now();
    await act();
    const took = Math.round(performance.now() - began);
    const sent = this.sent();
    await this.say(paint("dim", sent.length === 0 ? "no request" : `${count(sent.length, "request")}, ${took} ms: ${summary(sent)}`));
  }

  /** The requests of this step so far. */
  sent(): RecordedRequest[] {
    return this.#tenants.flatMap((tenant, at) => tenant.requests().slice(this.#before[at]));
  }

  #counts(): number[] {
    return this.#tenants.map((tenant) => tenant.requests().length);
  }

  /** A line under the step. */
  say(text: string): Promise<void> {
    return this.#output.line(`   ${text}`);
  }

  /** What the step did: a tick if it is as it should be, else a cross, and the tour fails. */
  check(holds: boolean, sentence: string): Promise<void> {
    const { paint } = this.#output;
    if (!holds) this.#failed += 1;
    return this.say(holds ? `${paint("green", "✔")} ${visible(sentence)}` : `${paint("red", "✘ not so:")} ${visible(sentence)}`);
  }

  /** The last line. True if every check held. */
  async end(): Promise<boolean> {
    const { paint } = this.#output;
    const seconds = ((performance.now() - this.#began) / 1000).toFixed(2);
    const total = `${count(this.#steps, "step")}, ${count(
      this.#counts().reduce((sum, one) => sum + one, 0),
      "request",
    )}, ${seconds} s`;
    await this.#output.line("");
    await this.#output.line(
      this.#failed === 0
        ? paint("green", `Done: ${total}.`)
        : paint("red", `${count(this.#failed, "thing")} not as it should be: ${total}.`),
    );
    return this.#failed === 0;
  }
}

/** `"1 request"`, `"2 requests"`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** Requests in order, repeated ones once with their number: `GET /v1/users ×4, PUT /v1/users/{id}`. */
function summary(requests: RecordedRequest[]): string {
  const times = new Map<string, number>();
  for (const { method, path } of requests) {
    const name = `${method} ${path.replace(/^(.*\/users\/)[^/]+/i, "$1{id}")}`;
    times.set(name, (times.get(name) ?? 0) + 1);
  }
  return [...times].map(([name, number]) => (number === 1 ? name : `${name} ×${number}`)).join(", ");
}
