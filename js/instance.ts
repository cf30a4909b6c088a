/**
 * One running instance of the core, and its end. A panic in the core is a trap, after which nothing of it can be used: every call that is under
 * way in it is told so, and whoever calls next gets another instance. Knows no verb.
 */

import { type CoreGlue, make } from "#core";
import { type Call, internal, thrown } from "./envelope.js";

/** Exports that are called by the door, and not by wasm-bindgen for itself: whoever calls them is told that they failed. */
const isDoor = (name: string) => !name.startsWith("__") || name === "__wbindgen_start";

/** What `setTimeout` gives: a number, or an object in Node. */
type Timer = ReturnType<typeof setTimeout>;

/** The exports of a wasm. */
type Exports = Record<string, unknown>;

export class Instance {
  /** The core's own functions. */
  readonly core: CoreGlue;
  readonly #waiting = new Set<(error: unknown) => void>();
  readonly #timers = new Set<Timer>();
  #ended = false;

  constructor(module: WebAssembly.Module) {
    this.core = make({
      guarded: (exports) => this.#guarded(exports),
      setTimeout: (run, ms) => this.#timer(run, ms),
      clearTimeout: (timer) => this.#clear(timer as Timer),
    });
    this.core.initSync({ module });
  }

  /** Whether it trapped. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Asks the core what it answers at once. */
  tell<T>(call: Call, enter: () => T): T {
    try {
      return enter();
    } catch (error) {
      throw this.#ended ? internal(error, call) : thrown(error, call);
    }
  }

  /** Asks the core, and waits for its answer or for its end. */
  ask(call: Call, enter: () => Promise<string>): Promise<string> {
    return new Promise((resolve, reject) => {
      const end = (error: unknown) => reject(internal(error, call));
      this.#waiting.add(end);
      const answered = () => this.#waiting.delete(end);
      try {
        enter().then(
          (text) => {
            answered();
            resolve(text);
          },
          (error: unknown) => {
            answered();
            end(error);
          },
        );
      } catch (error) {
        answered();
        end(error);
      }
    });
  }

  /** What leaves an export by an exception leaves the core in the midst of something: then it has ended. */
  #guarded(exports: Exports): Exports {
    const guarded: Exports = {};
    for (const [name, value] of Object.entries(exports)) {
      guarded[name] = typeof value === "function" ? this.#guard(name, value as (...given: unknown[]) => unknown) : value;
    }
    return guarded;
  }

  /** Tells every call, and leaves no timer behind that would keep Node from ending. */
  #end(error: unknown): void {
    this.#ended = true;
    for (const end of this.#waiting) end(error);
    this.#waiting.clear();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #timer(run: () => void, ms: number): Timer {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, ms);
    this.#timers.add(timer);
    return timer;
  }

  #clear(timer: Timer): void {
    this.#timers.delete(timer);
    clearTimeout(timer);
  }

  #guard(name: string, call: (...given: unknown[]) => unknown): (...given: unknown[]) => unknown {
    return (...given) => {
      if (this.#ended) {
        // A timer or an answer that comes too late is for nobody.
        if (isDoor(name)) throw new Error("it has ended");
        return undefined;
      }
      try {
        return call(...given);
      } catch (error) {
        this.#end(error);
        if (isDoor(name)) throw error;
        return undefined;
      }
    };
  }
}
