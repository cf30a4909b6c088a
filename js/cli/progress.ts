/** A line on standard error that tells how far a long command is. For a person who looks: on a terminal alone, and not at once. */

import spinner, { type Spinner } from "yocto-spinner";
import type { SeatwardenEvent } from "../entry/default.js";

/** A command that takes less has no need of it. */
const PATIENCE_MS = 700;
/** The bar of a batch, in cells. */
const BAR = 24;

/** Shows the events of type `progress`, and how far a batch is. */
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
  show({ type, operation, done, total }: SeatwardenEvent): void {
    // A batch tells of itself: see `bar`.
    if (type !== "progress" || done === undefined || operation === "apply" || operation.endsWith("All")) return;
    this.#text(`${done.toLocaleString("en")}${total === undefined ? "" : ` of ${total.toLocaleString("en")}`} users`);
  }

  /** How many of a batch are done. */
  bar(done: number, total: number): void {
    const full = total === 0 ? BAR : Math.floor((done * BAR) / total);
    const [bar, count] = ["█".repeat(full) + "░".repeat(BAR - full), done.toLocaleString("en")];
    this.#text(`${bar} ${count} of ${total.toLocaleString("en")}`);
  }

  #text(text: string): void {
    if (!this.#wanted || performance.now() - this.#began < PATIENCE_MS) return;
    // Ctrl-C is the command's own: it ends the call, and the call ends this.
    this.#spinner ??= spinner({ stream: this.#stream, handleSignals: false }).start(text);
    this.#spinner.text = text;
  }

  /** Takes the line away. */
  end(): void {
    this.#spinner?.stop();
  }
}
