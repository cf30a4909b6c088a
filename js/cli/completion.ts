/** The command that prints a completion script, made from the commands themselves: a new command or flag completes without more. */

import { UsageError } from "./arguments.js";
import type { Command, Flag } from "./command.js";
import { EXIT } from "./command.js";
import { bash, fish, zsh } from "./completion-scripts.js";

/** What may stand at one place of a command line. */
export interface Place {
  /** What help calls it. */
  name: string;
  /** Files of this machine. */
  files: boolean;
  /** The words that there are; none if it is anybody's text. */
  choices: string[];
}

/** A flag, and what its value may be. */
export interface Completed {
  name: string;
  about: string;
  repeat: boolean;
  value: Place | undefined;
}

/** A command, as a completion script knows it. */
export interface Line {
  name: string;
  about: string;
  flags: Completed[];
  places: Place[];
  /** Whether the last place may be filled again and again. */
  endless: boolean;
}

const SCRIPTS: Record<string, (lines: Line[]) => string> = { bash, zsh, fish };
const HELP: Flag = { name: "help", about: "flags and examples" };

export const completion: Command = {
  name: "completion",
  about: "print a script that completes commands, flags and files in your shell",
  words: "bash|zsh|fish",
  detail: "It names what this version has: print it anew after an update, or load it when the shell starts, as below.",
  onlyReads: true,
  flags: [],
  examples: [
    [`eval "$(seatwarden completion bash)"`, "in ~/.bashrc"],
    ["source <(seatwarden completion zsh)", "in ~/.zshrc, after compinit"],
    ["seatwarden completion fish > ~/.config/fish/completions/seatwarden.fish", "for fish"],
  ],
  async run({ words, output, commands }) {
    const [shell, ...more] = words;
    const script = shell !== undefined && Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
    if (script === undefined || more.length > 0) throw new UsageError("say which shell: bash, zsh or fish");
    await output.write(script(lines(commands)));
    return EXIT.done;
  },
};

/** What there is to complete: the commands, and `help` with their names. */
export function lines(commands: readonly Command[]): Line[] {
  const known = commands.map(({ name, about, flags, words = "" }) => ({
    name,
    about,
    flags: [...flags, HELP].map((flag) => ({
      name: flag.name,
      about: flag.about,
      repeat: flag.repeat === true,
      value: flag.value === undefined ? undefined : place(flag.value),
    })),
    places: words.split(" ").filter(Boolean).map(place),
    endless: words.includes("…"),
  }));
  const help = { name: "command", files: false, choices: known.map(({ name }) => name) };
  return [...known, { name: "help", about: "help, for all or for one command", flags: [], places: [help], endless: false }];
}

/** `FILE` is files, `[FILE…]` too; words in small letters are themselves; anything else is text that nobody can know. */
function place(spelled: string): Place {
  const name = spelled.replace(/[[\]…]/g, "");
  const choices = /^[a-z][a-z0-9-]*(\|[a-z][a-z0-9-]*)*$/.test(name) ? name.split("|") : [];
  return { name, files: name === "FILE", choices };
}
