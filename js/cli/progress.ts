/** A line on standard error that tells how far a long command is. For a person who looks: on a terminal alone, and not at once. */

import spinner, { type Spinner } from "yocto-spinner";
import type { SeatwardenEvent } from "../entry/default.js";

/** A command that takes less has no need of it. */
const PATIENCE_MS = 700;

/** Shows the events of type `progress`. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #began = performance.now();
  readonly #wanted: boolean;
  #spinner: Spinner | undefined;

  constructor(stream: NodeJS.WriteStream = process.stderr, env: NodeJS.ProcessEnv = process.env) {
    this.#stream = stream;
    this.#wanted = stream.isTTY === true && env.TERM !== "dumb" && env.CI === undefined;
  }

  /** Takes note of an event. */
  show({ type, done, total }: SeatwardenEvent): void {
    if (!this.#wanted || type !== "progress" || done === undefined || performance.now() - this.#began < PATIENCE_MS) return;
    const text = `${done.toLocaleString("en")}${total === undefined ? "" : ` of ${total.toLocaleString("en")}`} users`;
    // Ctrl-C is the command's own: it ends the call, and the call ends this.
    this.#spinner ??= spinner({ stream: this.#stream, handleSignals: false }).start(text);
    this.#spinner.text = text;
  }

  /** Takes the line away. */
  end(): void {
    this.#spinner?.stop();
  }
}
