/** Commands that write: provision, deactivate. */

import type { WriteResult } from "../entry/default.js";
import { UsageError } from "./arguments.js";
import { RESUME_FLAG, settleFile } from "./batch.js";
import { type Command, EXIT, type Invocation } from "./command.js";
import { FILE_FLAG, readPeople, readWhos } from "./file.js";
import type { Output } from "./output.js";
import { PERSON_FLAGS, readPerson, readWho, WHO_FLAGS } from "./person.js";
import { visible } from "./style.js";
import { changeLine, TENANT_FLAGS, WRITE_FLAGS, withClient, writeOptions } from "./tenant.js";

/** What an outcome is called in a sentence, done and not yet done. */
const OUTCOMES: Record<string, [done: string, dry: string]> = {
  created: ["created", "would be created"],
  updated: ["updated", "would be updated"],
  reactivated: ["reactivated", "would be reactivated"],
  unchanged: ["is as asked already", "is as asked already"],
  deactivated: ["deactivated", "would be deactivated"],
  already_inactive: ["was off already", "is off already"],
  already_active: ["was on already", "is on already"],
  removed: ["removed for good", "would be removed for good"],
  not_found: ["isn't there: nothing to do", "isn't there: nothing to do"],
};

export const provision: Command = {
  name: "provision",
  about: "give a person a seat: create, update or reactivate, whatever it takes",
  detail:
    "Twice is the same as once. Fields that aren't given aren't touched. A new Zuora user needs --given-name, --family-name and --role.",
  flags: [
    ...TENANT_FLAGS,
    ...PERSON_FLAGS,
    ...WRITE_FLAGS,
    { name: "match", value: "WHO", about: "the account to bring into shape, whatever it is called now; nobody there: create" },
    { name: "groups-mode", value: "add|exact", about: "exact: leave groups that no --group names (default add)" },
    { name: "no-update", about: "leave an account that differs as it is" },
    { name: "no-reactivate", about: "leave an account that is off as it is" },
    FILE_FLAG,
    RESUME_FLAG,
  ],
  examples: [
    ["seatwarden provision --email jane@example.com --given-name Jane --family-name Doe --role 'Read Only'", "a joiner"],
    ["seatwarden provision --email jane@example.com --title Director --dry-run", "what a change would do"],
    ["seatwarden provision --match u-042 --user-name jane.roe@example.com", "somebody whose login name changes"],
    [`seatwarden provision --email jane@example.com --extra '{"phoneNumber":"+1 555 0100"}'`, "a field as the vendor names it"],
    ["seatwarden provision --file people.csv > results.jsonl", "many at once, a line of JSON for each; exit code 1 if any failed"],
  ],
  run: (call) =>
    withClient(call, async (client, options) => {
      if (call.words.length > 0)
        throw new UsageError(
          "provision takes flags only",
          "For example: seatwarden provision --email jane@example.com --given-name Jane …",
        );
      const file = fileOf(call, [...PERSON_FLAGS.map(({ name }) => name), "match"]);
      const groupsMode = call.flags.text("groups-mode") as "add" | "exact" | undefined;
      const asked = {
        ...options,
        ...writeOptions(call),
        ...(groupsMode !== undefined && { groupsMode }),
        ...(call.flags.has("no-update") && { update: false }),
        ...(call.flags.has("no-reactivate") && { reactivate: false }),
      };
      if (file !== undefined) {
        const people = await readPeople(file, call.signal);
        return settleFile(people, call.output, call.flags.text("resume"), (given, more) =>
          client.provisionAll(given, { ...asked, ...more }),
        );
      }
      const person = readPerson(call.flags);
      const match = call.flags.text("match");
      const result = await client.provision(person, { ...asked, ...(match !== undefined && { match }) });
      await writeResult(result, person.userName ?? person.email ?? "", call.output);
      return EXIT.done;
    }),
};

export const deactivate: Command = {
  name: "deactivate",
  about: "take a leaver's seat back; the account stays, switched off",
  words: "WHO",
  detail:
    'A leaver who isn\'t there is done too, unless --strict. WHO with "@" is a login name, then a mail address; without "@" an id, then a login name.',
  flags: [
    ...TENANT_FLAGS,
    ...WHO_FLAGS,
    ...WRITE_FLAGS,
    { name: "strict", about: "nobody there is an error: exit code 3" },
    { name: "transfer-to", value: "MAIL", about: "who receives the leaver's data (Zoom)" },
    FILE_FLAG,
    RESUME_FLAG,
  ],
  examples: [
    ["seatwarden deactivate jane@example.com", "a leaver"],
    ["seatwarden deactivate --email jane@example.com --dry-run", "who it would be"],
    ["seatwarden deactivate --file leavers.csv", "many at once: a list with a WHO a line, or a table with heads"],
  ],
  hints: { not_found: "Without --strict this is no error." },
  run: (call) =>
    withClient(call, async (client, options) => {
      const transferTo = call.flags.text("transfer-to");
      const given = { strict: call.flags.has("strict"), ...(transferTo === undefined ? {} : { transferTo }) };
      const asked = { ...options, ...writeOptions(call), ...given };
      const file = fileOf(
        call,
        WHO_FLAGS.map(({ name }) => name),
      );
      if (file !== undefined) {
        const whos = await readWhos(file, call.signal);
        return settleFile(whos, call.output, call.flags.text("resume"), (many, more) => client.deactivateAll(many, { ...asked, ...more }));
      }
      const who = readWho(call.words, call.flags);
      const result = await client.deactivate(who, asked);
      await writeResult(result, typeof who === "string" ? who : (Object.values(who)[0] ?? ""), call.output);
      return EXIT.done;
    }),
};

/** The file of many, if it was given. Who is in it isn't said by `others` too. */
function fileOf({ flags, words }: Invocation, others: string[]): string | undefined {
  const file = flags.text("file");
  if (file === undefined) {
    if (flags.text("resume") !== undefined) throw new UsageError("--resume goes with --file");
    return undefined;
  }
  const other = others.find((name) => flags.text(name) !== undefined || flags.texts(name) !== undefined);
  if (other !== undefined || words.length > 0)
    throw new UsageError(`--file says who: leave out ${other === undefined ? "the words" : `--${other}`}`);
  return file;
}

/** What a write did, for a person or as JSON. `asked` names the account where there is none to show. */
export async function writeResult(result: WriteResult<string>, asked: string, output: Output): Promise<void> {
  const { outcome, dryRun, user, changes, warnings } = result;
  if (output.json) return output.value(result);
  if (!output.terminal) await output.table([], [[outcome, user?.id ?? "", user?.userName ?? asked, user?.status ?? ""]]);
  else {
    const [done, dry] = OUTCOMES[outcome] ?? [outcome, outcome];
    const id = user === null || user.id === "" ? "" : output.paint("dim", ` (${visible(user.id)})`);
    await output.line(
      `${output.paint(dryRun ? "yellow" : "green", dryRun ? "○" : "✔")} ${visible(user?.userName ?? asked)}${id} ${dryRun ? dry : done}`,
    );
    for (const change of changes) await output.line(changeLine(change, output));
  }
  if (dryRun) output.note(output.paintNote("dim", "dry run: nothing was written"));
  for (const warning of warnings) output.warning(warning);
}
