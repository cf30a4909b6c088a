/** Help, drawn from the commands themselves. */

import type { Command, Flag } from "./command.js";
import type { Paint } from "./style.js";

/** The overview. */
export function overview(commands: readonly Command[], paint: Paint): string {
  return [
    `${paint("bold", "seatwarden")} gives people their seats in SaaS tenants, keeps them right, and takes them back.`,
    "",
    heading("Usage", paint),
    "  seatwarden COMMAND [WORDS] [FLAGS]",
    "",
    heading("Commands", paint),
    ...pairs(
      commands.map(({ name, words, about }) => [words === undefined ? name : `${name} ${words}`, about]),
      paint,
    ),
    "",
    heading("Try it", paint),
    "  seatwarden start                        the main job against tenants in memory",
    "  seatwarden COMMAND --help               flags and examples of one command",
    "",
    heading("Connection", paint),
    "  --connection FILE, else SEATWARDEN_CONNECTION (JSON or a path), else SEATWARDEN_PROVIDER, _CLIENT_ID,",
    "  _CLIENT_SECRET, _ACCOUNT_ID, _ORGANIZATION_ID, _ACCESS_TOKEN, _BASE_URL, _TOKEN_URL, _DATA_CENTER. Secrets are never flags: a command line is public.",
    "",
    heading("Exit codes", paint),
    "  0 done · 1 failed · 2 bad usage or connection · 3 not found · 4 refused by a guard · 130 interrupted",
  ].join("\n");
}

/** The help of one command. */
export function commandHelp({ name, about, words, detail, flags, examples }: Command, paint: Paint): string {
  return [
    `${paint("bold", `seatwarden ${name}`)}: ${about}`,
    ...(detail === undefined ? [] : ["", detail]),
    "",
    heading("Usage", paint),
    `  seatwarden ${name}${words === undefined ? "" : ` ${words}`}${flags.length === 0 ? "" : " [FLAGS]"}`,
    "",
    heading("Flags", paint),
    ...pairs([...flags.map((flag): [string, string] => [spelling(flag), flag.about]), ["--help", "this text"]], paint),
    "",
    heading("Examples", paint),
    ...examples.flatMap(([line, what]) => [`  ${paint("dim", `# ${what}`)}`, `  ${line}`]),
  ].join("\n");
}

function heading(text: string, paint: Paint): string {
  return paint("bold", text);
}

function spelling({ name, value }: Flag): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

function pairs(rows: [string, string][], paint: Paint): string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + 3;
  return rows.map(([left, right]) => `  ${paint("cyan", left)}${" ".repeat(width - left.length)}${right}`);
}
