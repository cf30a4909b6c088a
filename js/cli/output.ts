/** Where a command's words go: results to standard output, everything else to standard error. */

import stringWidth from "string-width";
import { jsonText, type Paint, painter, visible } from "./style.js";

/** Writes results and notes. On a terminal results are for people, else tab-separated or, with `--json`, JSON. */
export class Output {
  /** Whether `--json` was given. */
  readonly json: boolean;
  /** Whether a person looks at standard output. */
  readonly terminal: boolean;
  /** Colours for standard output. */
  readonly paint: Paint;
  /** Colours for standard error. */
  readonly paintNote: Paint;
  readonly #out: NodeJS.WriteStream;
  readonly #notes: NodeJS.WriteStream;
  /** Why standard output can't be written any more. */
  #lost: NodeJS.ErrnoException | undefined;
  /** Those who wait until there is room. */
  #waiting: (() => void)[] = [];

  constructor(json: boolean, out: NodeJS.WriteStream = process.stdout, notes: NodeJS.WriteStream = process.stderr) {
    this.json = json;
    this.terminal = out.isTTY === true;
    this.#out = out;
    this.#notes = notes;
    this.paint = painter(out);
    this.paintNote = painter(notes);
    out.on("drain", () => this.#goOn());
    out.on("error", (error) => this.#lose(error));
    // With nobody to read notes, what is done is done all the same.
    notes.on("error", () => {});
  }

  /** Whether results were lost, and not because their reader had seen enough. */
  get broken(): boolean {
    return this.#lost !== undefined && this.#lost.code !== "EPIPE";
  }

  /** Has `act` called if standard output can't be written any more. From then on results are dropped. */
  whenLost(act: () => void): void {
    this.#out.on("error", act);
  }

  /** One line of a result. Resolves when the reader has room for more. */
  line(text: string): Promise<void> {
    return this.write(`${text}\n`);
  }

  /** A piece of a result. Resolves when the reader has room for more. */
  async write(text: string): Promise<void> {
    if (this.#lost === undefined && !this.#out.write(text)) await new Promise<void>((resume) => this.#waiting.push(resume));
  }

  #lose(error: NodeJS.ErrnoException): void {
    const first = this.#lost === undefined;
    this.#lost ??= error;
    if (first && this.broken) this.note(`${this.paintNote("red", "seatwarden:")} standard output can't be written: ${error.message}`);
    this.#goOn();
  }

  #goOn(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }

  /** A result as JSON, indented. */
  value(value: unknown): Promise<void> {
    return this.line(jsonText(value, 2));
  }

  /** One line beside the result: a warning, progress, what to do next. */
  note(text: string): void {
    this.#notes.write(`${text}\n`);
  }

  /** A warning that a verb gave. */
  warning({ code, message }: { code: string; message: string }): void {
    this.note(`${this.paintNote("yellow", "warning:")} ${visible(message)} ${this.paintNote("dim", `(${visible(code)})`)}`);
  }

  /** Rows for people, in columns under `heads`; columns that are empty throughout are left out. Elsewhere tab-separated, all columns, no heads. */
  async table(heads: string[], rows: string[][]): Promise<void> {
    if (!this.terminal) {
      for (const row of rows) await this.line(row.map(visible).join("\t"));
      return;
    }
    for (const line of columns(heads, rows, this.paint)) await this.line(line);
  }
}

/** Lines of aligned columns. Widths are those that a terminal shows: East Asian letters and emoji take two cells. */
export function columns(heads: string[], rows: string[][], paint: Paint): string[] {
  const cells = rows.map((row) => heads.map((_, at) => visible(row[at] ?? "")));
  const used = heads.map((_, at) => cells.some((row) => row[at] !== ""));
  const widths = heads.map((head, at) => cells.reduce((widest, row) => Math.max(widest, stringWidth(row[at] ?? "")), stringWidth(head)));
  const line = (row: string[]): string =>
    row
      .map((cell, at) => cell + " ".repeat((widths[at] ?? 0) - stringWidth(cell) + 2))
      .filter((_, at) => used[at])
      .join("")
      .trimEnd();
  return [paint("dim", line(heads)), ...cells.map(line)];
}
