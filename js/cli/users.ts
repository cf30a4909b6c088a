/** Commands that read: list, get, find, roles. */

import type { ListQuery, User } from "../entry/default.js";
import { UsageError } from "./arguments.js";
import { type Command, EXIT, type Invocation } from "./command.js";
import type { Output } from "./output.js";
import { readWho, WHO_FLAGS } from "./person.js";
import { jsonText, visible } from "./style.js";
import { TENANT_FLAGS, withClient } from "./tenant.js";

const HEADS = ["USER NAME", "ID", "STATUS", "NAME", "EMAIL", "ROLE"];

/** One user as a row under `HEADS`. */
export function userRow(user: User): string[] {
  const name = user.displayName ?? [user.givenName, user.familyName].filter(Boolean).join(" ");
  return [
    user.userName,
    user.id,
    user.status ?? (user.active ? "active" : "inactive"),
    name,
    user.email ?? "",
    user.role ?? user.roleId ?? "",
  ];
}

/** A table of users. */
export function userTable(users: User[], output: Output): Promise<void> {
  return output.table(HEADS, users.map(userRow));
}

export const list: Command = {
  name: "list",
  about: "the users of the tenant",
  detail:
    "Every user once, or an error; never a quiet half. A table on a terminal; elsewhere tab-separated: user name, id, status, name, email, role.",
  onlyReads: true,
  flags: [
    ...TENANT_FLAGS,
    { name: "active", about: "only those that can be used" },
    { name: "inactive", about: "only those that can't" },
    { name: "user-name", value: "NAME", about: "only the one with this login name" },
    { name: "email", value: "ADDRESS", about: "only those with this mail address" },
    { name: "external-id", value: "ID", about: "only those with this id of your own" },
    { name: "role", value: "NAME", about: "only those with this role, by name or id" },
    { name: "department", value: "NAME", about: "only those of this department" },
    { name: "filter", value: "FILTER", about: "a SCIM filter as it stands, for SCIM tenants" },
    { name: "limit", value: "N", about: "at most so many" },
    { name: "page-size", value: "N", about: "users in one request" },
    { name: "raw", about: "with --json: each user's record as the vendor has it too" },
  ],
  examples: [
    ["seatwarden list --active", "who has a seat"],
    ["seatwarden list --role Administrator --json", "the administrators, as JSON"],
    ["seatwarden list | cut -f1", "the login names alone"],
  ],
  run: (call) =>
    withClient(call, async (client, options) => {
      if (call.words.length > 0) throw new UsageError("list takes no words", "To find one user: seatwarden find WHO");
      const users = client.list(query(call), options);
      if (call.output.json) await writeJson(users, call.output);
      else if (call.output.terminal) await writeTable(users, call.output);
      else for await (const user of users) await call.output.table(HEADS, [userRow(user)]);
      return EXIT.done;
    }),
};

export const get: Command = {
  name: "get",
  about: "one user; nobody there is exit code 3",
  words: "WHO",
  detail: 'WHO with "@" is a login name, then a mail address; without "@" an id, then a login name.',
  onlyReads: true,
  flags: [...TENANT_FLAGS, ...WHO_FLAGS],
  examples: [
    ["seatwarden get jane@example.com", "by login name or mail address"],
    ["seatwarden get --id u-001 --json", "by id, as JSON"],
  ],
  hints: { not_found: "seatwarden list shows who is there." },
  run: (call) =>
    withClient(call, async (client, options) => {
      await writeUser(await client.get(readWho(call.words, call.flags), options), call.output);
      return EXIT.done;
    }),
};

export const find: Command = {
  name: "find",
  about: "one user, or nothing and exit code 3",
  words: "WHO",
  detail: "As get, but nobody there is no error: nothing is printed (with --json: null).",
  onlyReads: true,
  flags: [...TENANT_FLAGS, ...WHO_FLAGS],
  examples: [["seatwarden find --email jane@example.com && echo has a seat", "branch on whether somebody is there"]],
  run: (call) =>
    withClient(call, async (client, options) => {
      const user = await client.find(readWho(call.words, call.flags), options);
      if (user !== null) await writeUser(user, call.output);
      else if (call.output.json) await call.output.value(null);
      else if (call.output.terminal) call.output.note(call.output.paintNote("dim", "nobody is there"));
      return user === null ? EXIT.notFound : EXIT.done;
    }),
};

export const roles: Command = {
  name: "roles",
  about: "the roles that users can have",
  onlyReads: true,
  flags: TENANT_FLAGS,
  examples: [["seatwarden roles", "names and ids for provision --role"]],
  run: (call) =>
    withClient(call, async (client, options) => {
      if (call.words.length > 0) throw new UsageError("roles takes no words");
      const found = await client.roles(options);
      if (call.output.json) await call.output.value(found);
      else
        await call.output.table(
          ["NAME", "ID"],
          found.map(({ name, id }) => [name, id]),
        );
      return EXIT.done;
    }),
};

function query({ flags }: Invocation): ListQuery {
  if (flags.has("active") && flags.has("inactive")) throw new UsageError("--active and --inactive exclude each other");
  const given: ListQuery = {};
  if (flags.has("active") || flags.has("inactive")) given.active = flags.has("active");
  const texts = {
    userName: flags.text("user-name"),
    email: flags.text("email"),
    externalId: flags.text("external-id"),
    role: flags.text("role"),
    department: flags.text("department"),
    filter: flags.text("filter"),
  };
  for (const [field, text] of Object.entries(texts)) if (text !== undefined) given[field as keyof typeof texts] = text;
  const limit = flags.integer("limit");
  const pageSize = flags.integer("page-size");
  if (limit !== undefined) given.limit = limit;
  if (pageSize !== undefined) given.pageSize = pageSize;
  if (flags.has("raw")) given.raw = true;
  return given;
}

/** A JSON array, one user a line, written as they come. If reading fails midway it is not closed: a half is not valid JSON. */
async function writeJson(users: AsyncIterable<User>, output: Output): Promise<void> {
  let before = "[";
  for await (const user of users) {
    await output.write(`${before}\n${jsonText(user)}`);
    before = ",";
  }
  await output.line(before === "[" ? "[]" : "\n]");
}

async function writeTable(users: AsyncIterable<User>, output: Output): Promise<void> {
  const all: User[] = [];
  for await (const user of users) all.push(user);
  await userTable(all, output);
  output.note(output.paintNote("dim", `${all.length} ${all.length === 1 ? "user" : "users"}`));
}

/** One user, a field a line. */
async function writeUser(user: User, output: Output): Promise<void> {
  if (output.json) return output.value(user);
  const { raw: _, ...fields } = user;
  const rows = Object.entries(fields).map(([field, value]) => [field, Array.isArray(value) ? value.join(", ") : String(value)]);
  if (!output.terminal) return output.table(["FIELD", "VALUE"], rows);
  const width = Math.max(...rows.map(([field]) => field?.length ?? 0)) + 2;
  for (const [field = "", value = ""] of rows) await output.line(`${output.paint("dim", field.padEnd(width))}${visible(value)}`);
}
