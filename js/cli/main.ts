/** The command `seatwarden`: finds the command, reads its flags, runs it, ends with its exit code. */

import { readFileSync } from "node:fs";
import { parse, UsageError } from "./arguments.js";
import { EXIT } from "./command.js";
import { COMMANDS } from "./commands.js";
import { Interrupted, report } from "./failure.js";
import { commandHelp, overview } from "./help.js";
import { Output } from "./output.js";

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...line]: string[]): Promise<number> {
  const output = new Output(line.includes("--json"));
  process.once("exit", () => {
    if (output.broken) process.exitCode ||= EXIT.failed;
  });
  if (name === undefined) {
    output.note(overview(COMMANDS, output.paintNote));
    return EXIT.usage;
  }
  try {
    if (name === "--help" || name === "-h" || name === "help") {
      await output.line(help(line[0], output));
      return EXIT.done;
    }
    if (name === "--version") {
      await output.line(version());
      return EXIT.done;
    }
    return await dispatch(name, line, output);
  } catch (error) {
    return report(
      error,
      COMMANDS.find((command) => command.name === name),
      output,
    );
  }
}

async function dispatch(name: string, line: string[], output: Output): Promise<number> {
  const command = find(name);
  const { words, flags } = parse(
    [...command.flags, { name: "help", about: "" }],
    line.map((word) => (word === "-h" ? "--help" : word)),
  );
  if (flags.has("help")) {
    await output.line(commandHelp(command, output.paint));
    return EXIT.done;
  }
  // The reader has seen enough (`seatwarden list | head`): that is no failure. What writes goes on to its end.
  if (command.onlyReads) output.whenLost(() => process.exit(process.exitCode ?? EXIT.done));
  const abort = new AbortController();
  // A second Ctrl-C ends the process as it always does.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => abort.abort(new Interrupted()));
  return command.run({ words, flags, output, signal: abort.signal, commands: COMMANDS });
}

function find(name: string): (typeof COMMANDS)[number] {
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined)
    throw new UsageError(
      `there is no command "${name}"`,
      `There are: ${COMMANDS.map((known) => known.name).join(", ")}. See: seatwarden --help`,
    );
  return command;
}

function help(name: string | undefined, output: Output): string {
  return name === undefined ? overview(COMMANDS, output.paint) : commandHelp(find(name), output.paint);
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8")) as { version: string };
  return version;
}
