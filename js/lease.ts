/** A client's place in the core: opened at once, opened anew after a trap, and freed when the last call of a disposed client ends. */

import type { Core, Hooks } from "#core";
import { core, letGo } from "./core.js";
import type { Call } from "./envelope.js";
import { invalidInput } from "./error.js";
import type { Instance } from "./instance.js";

/** What a client was asked for: the connection and the options as JSON, and the host's own functions. */
export interface Asked {
  tenant: string;
  json: string;
  hooks: Hooks;
}

/** A client inside an instance of the core. */
export interface Held {
  instance: Instance;
  core: Core;
}

/** What one client holds of the core. */
export class Lease {
  readonly #asked: Asked;
  readonly #forgets: boolean;
  #held: Held | undefined;
  #running = 0;
  #ended = false;

  /** `forgets`: whether the token goes with the client, once no other client shares it. */
  constructor(asked: Asked, forgets: boolean, call: Call) {
    this.#asked = asked;
    this.#forgets = forgets;
    this.#held = this.#open(call);
  }

  /** The core, for one call; refuses after the end. Each call gives it back. */
  take(call: Call): Held {
    if (this.#held === undefined || this.#ended) {
      throw invalidInput("client", "has been disposed of", { ...call, hint: "Make a new one with connect()." });
    }
    // It trapped: what was under way has been told, and this client goes on in another one.
    if (this.#held.instance.ended) this.#held = this.#open(call);
    this.#running += 1;
    return this.#held;
  }

  giveBack(): void {
    this.#running -= 1;
    this.#release();
  }

  /** Takes no more calls; those that are under way end as they would. */
  end(): void {
    this.#ended = true;
    this.#release();
  }

  #open(call: Call): Held {
    const instance = core();
    const { tenant, json, hooks } = this.#asked;
    return { instance, core: instance.tell(call, () => new instance.core.Core(tenant, json, hooks)) };
  }

  #release(): void {
    if (!this.#ended || this.#running > 0 || this.#held === undefined) return;
    const { instance, core } = this.#held;
    if (this.#forgets && !instance.ended) core.forget();
    letGo(core);
    this.#held = undefined;
  }
}
