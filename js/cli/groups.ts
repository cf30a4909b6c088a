/** The command for groups: who is in them, and who shall be. */

import type { Client, Group, GroupResult, RemoveGroupOptions, WriteOptions } from "../entry/default.js";
import { UsageError } from "./arguments.js";
import { type Command, EXIT, type Invocation } from "./command.js";
import type { Output } from "./output.js";
import { visible } from "./style.js";
import { changeLine, TENANT_FLAGS, WRITE_FLAGS, withClient, writeOptions } from "./tenant.js";

/** What an outcome is called in a sentence, done and not yet done. */
const OUTCOMES: Record<string, [done: string, dry: string]> = {
  created: ["created", "would be created"],
  updated: ["changed", "would be changed"],
  renamed: ["renamed", "would be renamed"],
  removed: ["removed for good", "would be removed for good"],
  unchanged: ["is as asked already", "is as asked already"],
  not_found: ["isn't there: nothing to do", "isn't there: nothing to do"],
};

/** What each word does: how many words it takes, what they are, and the verb. A result with an outcome is a write. */
const VERBS: Record<string, { least: number; most: number; words: string; ask: Ask }> = {
  list: { least: 0, most: 0, words: "no words", ask: (client, _, options) => client.groups.list(reading(options)).toArray() },
  get: { least: 1, most: 1, words: "one word: GROUP", ask: (client, [group = ""], options) => client.groups.get(group, reading(options)) },
  create: {
    least: 1,
    most: Number.POSITIVE_INFINITY,
    words: "a NAME, and WHO shall be in it",
    ask: (client, [name = "", ...members], options) => client.groups.create({ name, members }, options),
  },
  rename: {
    least: 2,
    most: 2,
    words: "two words: GROUP NAME",
    ask: (client, [group = "", name = ""], options) => client.groups.rename(group, name, options),
  },
  remove: {
    least: 1,
    most: 1,
    words: "one word: GROUP",
    // Without it the core refuses, and says what to give.
    ask: (client, [group = ""], options, confirm) =>
      client.groups.remove(group, { ...options, ...(confirm !== undefined && { confirm }) } as RemoveGroupOptions),
  },
  add: {
    least: 2,
    most: Number.POSITIVE_INFINITY,
    words: "a GROUP, and one WHO or more",
    ask: (client, [group = "", ...members], options) => client.groups.addMembers(group, members, options),
  },
  "remove-member": {
    least: 2,
    most: Number.POSITIVE_INFINITY,
    words: "a GROUP, and one WHO or more",
    ask: (client, [group = "", ...members], options) => client.groups.removeMembers(group, members, options),
  },
};

type Given = Group | Group[] | GroupResult<string, Group | null>;
type Ask = (client: Client, words: string[], options: WriteOptions, confirm: string | undefined) => Promise<Given>;

export const groups: Command = {
  name: "groups",
  about: "the groups of the tenant, and who is in them",
  words: `${Object.keys(VERBS).join("|")} [GROUP] [WHO…]`,
  detail: [
    "list; get GROUP; create NAME [WHO…]; rename GROUP NAME; remove GROUP --confirm NAME; add GROUP WHO…; remove-member GROUP WHO…",
    "GROUP is an id, and only if no group has that id, a name. WHO is a login name, a mail address or an id.",
  ].join("\n"),
  flags: [
    ...TENANT_FLAGS,
    ...WRITE_FLAGS,
    { name: "confirm", value: "NAME", about: "remove: the name of the group that is to be removed, to the letter" },
  ],
  examples: [
    ["seatwarden groups list", "names and ids"],
    ["seatwarden groups create Pilots jane@example.com joe@example.com", "a group, with two people in it"],
    ["seatwarden groups add Sales jane@example.com --dry-run", "what it would change"],
    ["seatwarden groups remove-member Sales jane@example.com", "somebody who leaves a group"],
    ["seatwarden groups remove Pilots --confirm Pilots", "for good"],
  ],
  hints: {
    not_found: "seatwarden groups list shows the groups, seatwarden list the users.",
  },
  run: (call) =>
    withClient(call, async (client, options) => {
      const [verb = "", ...words] = call.words;
      const known = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
      if (known === undefined)
        throw new UsageError(`say what to do: one of ${Object.keys(VERBS).join(", ")}`, "For example: seatwarden groups list");
      if (words.length < known.least || words.length > known.most) throw new UsageError(`groups ${verb} takes ${known.words}`);
      const confirm = call.flags.text("confirm");
      const given = await known.ask(client, words, { ...options, ...writeOptions(call) }, confirm);
      await show(given, words[0] ?? "", call);
      return EXIT.done;
    }),
};

/** The options of a call that only reads. */
function reading({ dryRun: _, verify: __, ...rest }: WriteOptions): WriteOptions {
  return rest;
}

function show(given: Given, asked: string, { output }: Invocation): Promise<void> {
  if (output.json) return output.value(given);
  if (Array.isArray(given)) return showAll(given, output);
  return "outcome" in given ? showWrite(given, asked, output) : showOne(given, output);
}

async function showAll(all: Group[], output: Output): Promise<void> {
  const rows = all.map(({ name, id, members }) => [name, id, members === undefined ? "" : String(members.length)]);
  await output.table(["NAME", "ID", "MEMBERS"], rows);
  if (output.terminal) output.note(output.paintNote("dim", `${all.length} ${all.length === 1 ? "group" : "groups"}`));
}

async function showOne({ name, id, members }: Group, output: Output): Promise<void> {
  const rows = (members ?? []).map((member) => [member.display ?? "", member.id]);
  if (!output.terminal) return output.table([], rows);
  await output.line(`${visible(name)} ${output.paint("dim", `(${visible(id)})`)}`);
  if (members === undefined) output.note(output.paintNote("dim", "this tenant doesn't show who is in a group"));
  else await output.table(["MEMBER", "ID"], rows);
}

async function showWrite(result: GroupResult<string, Group | null>, asked: string, output: Output): Promise<void> {
  const { outcome, dryRun, group, changes, warnings } = result;
  if (!output.terminal) await output.table([], [[outcome, group?.id ?? "", group?.name ?? asked]]);
  else {
    const [done, dry] = OUTCOMES[outcome] ?? [outcome, outcome];
    const id = group === null || group.id === "" ? "" : output.paint("dim", ` (${visible(group.id)})`);
    const mark = output.paint(dryRun ? "yellow" : "green", dryRun ? "○" : "✔");
    await output.line(`${mark} ${visible(group?.name ?? asked)}${id} ${dryRun ? dry : done}`);
    for (const change of changes) await output.line(changeLine(change, output));
  }
  if (dryRun) output.note(output.paintNote("dim", "dry run: nothing was written"));
  for (const warning of warnings) output.warning(warning);
}
