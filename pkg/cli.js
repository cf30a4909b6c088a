#!/usr/bin/env node

// js/cli/main.ts
import { readFileSync as readFileSync2 } from "node:fs";

// js/cli/arguments.ts
import { parseArgs } from "node:util";
var UsageError = class extends Error {
  /** What to do next. */
  hint;
  constructor(message, hint) {
    super(message);
    this.hint = hint;
  }
};
var Flags = class {
  #values;
  constructor(values) {
    this.#values = values;
  }
  /** Whether an on-or-off flag was given. */
  has(name) {
    return this.#values[name] === true;
  }
  /** The value of a flag, if it was given. */
  text(name) {
    const value = this.#values[name];
    return typeof value === "string" ? value : void 0;
  }
  /** All values of a flag that may be repeated, if it was given. */
  texts(name) {
    const value = this.#values[name];
    return Array.isArray(value) ? value : void 0;
  }
  /** The value of a flag as a whole number, if it was given. */
  integer(name) {
    const text2 = this.text(name);
    if (text2 === void 0) return void 0;
    if (!/^\d{1,15}$/.test(text2)) throw new UsageError(`--${name} takes a whole number`);
    return Number(text2);
  }
};
function parse(flags, line) {
  const options = Object.fromEntries(
    flags.map(({ name, value, repeat }) => [
      name,
      { type: value === void 0 ? "boolean" : "string", multiple: repeat === true }
    ])
  );
  try {
    const { values, positionals } = parseArgs({ args: line, options, allowPositionals: true, strict: true });
    return { words: positionals, flags: new Flags(values) };
  } catch (error) {
    throw new UsageError(wording(error));
  }
}
function wording(error) {
  const { code, message } = error;
  const flag = /--?[a-z][a-z-]*/.exec(message)?.[0] ?? "a flag";
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") return `there is no flag ${flag}`;
  if (code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE")
    return /does not take an argument/.test(message) ? `${flag} takes no value` : `${flag} needs a value`;
  return "the command line can't be read";
}

// js/cli/command.ts
var EXIT = { done: 0, failed: 1, usage: 2, notFound: 3, guarded: 4, interrupted: 130 };

// js/cli/person.ts
var FIELDS = {
  userName: "the login name (default: the mail address)",
  email: "the mail address (default: the login name)",
  givenName: "the first name",
  familyName: "the last name",
  displayName: "the name as it is shown",
  title: "the job title",
  department: "the department",
  organization: "the organization",
  costCenter: "the cost center",
  employeeNumber: "the employer's number for the person",
  manager: "the manager",
  phone: "the phone number",
  locale: "language and region, as en_US",
  timezone: "the time zone, as America/Los_Angeles",
  userType: "the vendor's kind of user",
  externalId: "your own id for the person",
  role: "a role's name or id"
};
var PERSON_FLAGS = [
  ...Object.entries(FIELDS).map(([field, about]) => ({ name: kebab(field), value: "TEXT", about })),
  { name: "group", value: "NAME", repeat: true, about: "a group; once for each" },
  { name: "extra", value: "JSON", about: "vendor attributes as they stand, as a JSON object" }
];
function readPerson(flags) {
  const given = Object.keys(FIELDS).flatMap((field) => {
    const text2 = flags.text(kebab(field));
    return text2 === void 0 ? [] : [[field, text2]];
  });
  const groups = flags.texts("group");
  const extra = flags.text("extra");
  const person = { ...Object.fromEntries(given), ...groups && { groups }, ...extra !== void 0 && { extra: readExtra(extra) } };
  return person;
}
function readExtra(text2) {
  try {
    return JSON.parse(text2);
  } catch {
    throw new UsageError("--extra takes a JSON object", `For example --extra '{"title":"Analyst"}'.`);
  }
}
var WHO_FLAGS = [
  { name: "id", value: "ID", about: "the user with this id, in place of WHO" },
  { name: "user-name", value: "NAME", about: "the user with this login name" },
  { name: "email", value: "ADDRESS", about: "the user with this mail address" },
  { name: "external-id", value: "ID", about: "the user with this id of your own" }
];
function readWho(words, flags) {
  const pointers = [...words];
  const [id, userName, email, externalId] = WHO_FLAGS.map(({ name }) => flags.text(name));
  if (id !== void 0) pointers.push({ id });
  if (userName !== void 0) pointers.push({ userName });
  if (email !== void 0) pointers.push({ email });
  if (externalId !== void 0) pointers.push({ externalId });
  const [who] = pointers;
  if (who === void 0 || pointers.length > 1)
    throw new UsageError("say who: one user, as WHO or by one of --id, --user-name, --email, --external-id");
  return who;
}
function kebab(field) {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

// js/cli/style.ts
import { styleText } from "node:util";
function painter(stream, env = process.env) {
  const forced = env.FORCE_COLOR !== void 0 && env.FORCE_COLOR !== "" && env.FORCE_COLOR !== "0";
  const wanted = forced || stream.isTTY === true && env.TERM !== "dumb";
  if (!wanted || env.NO_COLOR !== void 0 && env.NO_COLOR !== "") return (_format, text2) => text2;
  return (format, text2) => styleText(format, text2, { validateStream: false });
}
function visible(text2) {
  return text2.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
function jsonText(value, indent) {
  return JSON.stringify(value, null, indent).replace(
    /[\u007f-\u009f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`
  );
}

// js/cli/tenant.ts
import { connect } from "./index.js";

// js/cli/connection.ts
import { readFileSync } from "node:fs";
var VARIABLES = {
  PROVIDER: "provider",
  CLIENT_ID: "clientId",
  CLIENT_SECRET: "clientSecret",
  ACCOUNT_ID: "accountId",
  ACCESS_TOKEN: "accessToken",
  BASE_URL: "baseUrl",
  TOKEN_URL: "tokenUrl",
  DATA_CENTER: "dataCenter"
};
var CONNECTION_FLAG = {
  name: "connection",
  value: "FILE",
  about: "the connection, as a JSON file (else SEATWARDEN_CONNECTION, else SEATWARDEN_* variables)"
};
function findConnection(file, env = process.env) {
  if (file !== void 0) return readConnection(file, `--connection ${file}`);
  const whole = env.SEATWARDEN_CONNECTION?.trim();
  if (whole)
    return whole.startsWith("{") ? parseConnection(whole, "SEATWARDEN_CONNECTION") : readConnection(whole, "SEATWARDEN_CONNECTION");
  const fields = Object.entries(VARIABLES).flatMap(([variable, field]) => {
    const value = env[`SEATWARDEN_${variable}`];
    return value === void 0 || value === "" ? [] : [[field, value]];
  });
  return fields.length === 0 ? void 0 : Object.fromEntries(fields);
}
function needConnection(file) {
  const found = findConnection(file);
  if (found !== void 0) return found;
  throw new UsageError(
    "there is no connection: nothing says which tenant",
    "Give --connection FILE, or set SEATWARDEN_CONNECTION (JSON or a path), or SEATWARDEN_PROVIDER, SEATWARDEN_CLIENT_ID and SEATWARDEN_CLIENT_SECRET."
  );
}
function readConnection(path, from) {
  let text2;
  try {
    text2 = readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`${from}: the file can't be read (${error.code ?? "unknown reason"})`);
  }
  return parseConnection(text2, from);
}
function parseConnection(text2, from) {
  try {
    return JSON.parse(text2);
  } catch {
    throw new UsageError(`${from}: that is not JSON`, 'A connection looks like {"provider":"zuora","clientId":"…","clientSecret":"…"}.');
  }
}

// js/cli/tenant.ts
var TENANT_FLAGS = [
  CONNECTION_FLAG,
  { name: "json", about: "the result as JSON" },
  { name: "verbose", about: "show each request on standard error, without secrets" },
  { name: "timeout-ms", value: "MS", about: "how long one attempt may take (default 30000)" },
  { name: "deadline-ms", value: "MS", about: "how long the whole command may take" }
];
var WRITE_FLAGS = [
  { name: "dry-run", about: "look, but write nothing" },
  { name: "no-verify", about: "do not read the account back after the write" }
];
async function withClient(call, use) {
  const client = open(needConnection(call.flags.text("connection")), call);
  try {
    return await use(client, callOptions(call));
  } finally {
    client[Symbol.dispose]();
  }
}
function writeOptions({ flags }) {
  return { dryRun: flags.has("dry-run"), verify: !flags.has("no-verify") };
}
function open(connection, { flags, output }) {
  return connect(connection, flags.has("verbose") ? { onEvent: (event) => output.note(output.paintNote("dim", eventLine(event))) } : {});
}
function callOptions({ flags, signal }) {
  const timeoutMs = flags.integer("timeout-ms");
  const deadlineMs = flags.integer("deadline-ms");
  return { signal, ...timeoutMs !== void 0 && { timeoutMs }, ...deadlineMs !== void 0 && { deadlineMs } };
}
function eventLine({ type, method, path, status, attempt, delayMs, message }) {
  const words = [
    type,
    method,
    path,
    status,
    attempt !== void 0 && attempt > 1 && `attempt ${attempt}`,
    delayMs !== void 0 && `wait ${delayMs} ms`,
    message
  ];
  return visible(words.filter((word) => word !== void 0 && word !== false).join(" "));
}
function changeLine(change, output) {
  return `  ${visible(change.field)}: ${output.paint("dim", side(change.from))} → ${side(change.to)}`;
}
function side(value) {
  return value === null || value === void 0 ? "nothing" : visible(JSON.stringify(value));
}

// js/cli/seats.ts
var OUTCOMES = {
  created: ["created", "would be created"],
  updated: ["updated", "would be updated"],
  reactivated: ["reactivated", "would be reactivated"],
  unchanged: ["is as asked already", "is as asked already"],
  deactivated: ["deactivated", "would be deactivated"],
  already_inactive: ["was off already", "is off already"],
  already_active: ["was on already", "is on already"],
  removed: ["removed for good", "would be removed for good"],
  not_found: ["isn't there: nothing to do", "isn't there: nothing to do"]
};
var provision = {
  name: "provision",
  about: "give a person a seat: create, update or reactivate, whatever it takes",
  detail: "Twice is the same as once. Fields that aren't given aren't touched. A new Zuora user needs --given-name, --family-name and --role.",
  flags: [
    ...TENANT_FLAGS,
    ...PERSON_FLAGS,
    ...WRITE_FLAGS,
    { name: "no-update", about: "leave an account that differs as it is" },
    { name: "no-reactivate", about: "leave an account that is off as it is" }
  ],
  examples: [
    ["seatwarden provision --email jane@example.com --given-name Jane --family-name Doe --role 'Read Only'", "a joiner"],
    ["seatwarden provision --email jane@example.com --title Director --dry-run", "what a change would do"],
    [`seatwarden provision --email jane@example.com --extra '{"phoneNumber":"+1 555 0100"}'`, "a field as the vendor names it"]
  ],
  run: (call) => withClient(call, async (client, options) => {
    if (call.words.length > 0)
      throw new UsageError(
        "provision takes flags only",
        "For example: seatwarden provision --email jane@example.com --given-name Jane …"
      );
    const person = readPerson(call.flags);
    const result = await client.provision(person, {
      ...options,
      ...writeOptions(call),
      ...call.flags.has("no-update") && { update: false },
      ...call.flags.has("no-reactivate") && { reactivate: false }
    });
    await writeResult(result, person.userName ?? person.email ?? "", call.output);
    return EXIT.done;
  })
};
var deactivate = {
  name: "deactivate",
  about: "take a leaver's seat back; the account stays, switched off",
  words: "WHO",
  detail: `A leaver who isn't there is done too, unless --strict. WHO with "@" is a login name, then a mail address; without "@" an id, then a login name.`,
  flags: [...TENANT_FLAGS, ...WHO_FLAGS, ...WRITE_FLAGS, { name: "strict", about: "nobody there is an error: exit code 3" }],
  examples: [
    ["seatwarden deactivate jane@example.com", "a leaver"],
    ["seatwarden deactivate --email jane@example.com --dry-run", "who it would be"]
  ],
  run: (call) => withClient(call, async (client, options) => {
    const who = readWho(call.words, call.flags);
    const result = await client.deactivate(who, { ...options, ...writeOptions(call), strict: call.flags.has("strict") });
    await writeResult(result, typeof who === "string" ? who : Object.values(who)[0] ?? "", call.output);
    return EXIT.done;
  })
};
async function writeResult(result, asked, output) {
  const { outcome, dryRun, user, changes, warnings } = result;
  if (output.json) return output.value(result);
  if (!output.terminal) await output.table([], [[outcome, user?.id ?? "", user?.userName ?? asked, user?.status ?? ""]]);
  else {
    const [done, dry] = OUTCOMES[outcome] ?? [outcome, outcome];
    const id = user === null || user.id === "" ? "" : output.paint("dim", ` (${visible(user.id)})`);
    await output.line(
      `${output.paint(dryRun ? "yellow" : "green", dryRun ? "○" : "✔")} ${visible(user?.userName ?? asked)}${id} ${dryRun ? dry : done}`
    );
    for (const change of changes) await output.line(changeLine(change, output));
  }
  if (dryRun) output.note(output.paintNote("dim", "dry run: nothing was written"));
  for (const warning of warnings) output.warning(warning);
}

// js/cli/lifecycle.ts
var update = {
  name: "update",
  about: "change fields of an account that is there",
  words: "WHO",
  detail: "Only what differs is written; an account that is off stays off. The flags are the new values: WHO says whose.",
  flags: [...TENANT_FLAGS, ...PERSON_FLAGS, ...WRITE_FLAGS],
  examples: [
    ["seatwarden update jane@example.com --family-name Roe --title Director", "a mover"],
    ["seatwarden update u-042 --user-name jane.roe@example.com --dry-run", "what a new login name would change"]
  ],
  run: (call) => withClient(call, async (client, options) => {
    const [who, ...more] = call.words;
    if (who === void 0 || more.length > 0) throw new UsageError("say who: one user, as WHO");
    const change = readPerson(call.flags);
    const result = await client.update(who, change, { ...options, ...writeOptions(call) });
    await writeResult(result, who, call.output);
    return EXIT.done;
  })
};
var reactivate = {
  name: "reactivate",
  about: "switch an account on again",
  words: "WHO",
  detail: "Nobody there is an error: provision creates who isn't there.",
  flags: [...TENANT_FLAGS, ...WHO_FLAGS, ...WRITE_FLAGS],
  examples: [["seatwarden reactivate jane@example.com", "somebody who comes back"]],
  run: (call) => withClient(call, async (client, options) => {
    const who = readWho(call.words, call.flags);
    const result = await client.reactivate(who, { ...options, ...writeOptions(call) });
    await writeResult(result, named(who), call.output);
    return EXIT.done;
  })
};
var remove = {
  name: "remove",
  about: "delete an account for good; deactivate can be undone",
  words: "WHO",
  detail: "--confirm has to be the account's login name, to the letter: otherwise nothing is removed, and the exit code is 4.",
  flags: [
    ...TENANT_FLAGS,
    ...WHO_FLAGS,
    ...WRITE_FLAGS,
    { name: "confirm", value: "NAME", about: "the login name of the account that is to be removed" }
  ],
  examples: [["seatwarden remove --id u-042 --confirm jane@example.com", "for good"]],
  run: (call) => withClient(call, async (client, options) => {
    const who = readWho(call.words, call.flags);
    const result = await client.remove(who, { ...options, ...writeOptions(call), confirm: call.flags.text("confirm") ?? "" });
    await writeResult(result, named(who), call.output);
    return EXIT.done;
  })
};
var resetPassword = {
  name: "reset-password",
  about: "have the vendor mail a user a way to set a new password",
  words: "WHO",
  flags: [...TENANT_FLAGS, ...WHO_FLAGS],
  examples: [["seatwarden reset-password jane@example.com", "no password passes through here"]],
  run: (call) => withClient(call, async (client, options) => {
    const who = readWho(call.words, call.flags);
    const result = await client.resetPassword(who, options);
    if (call.output.json) await call.output.value(result);
    else await call.output.line(call.output.terminal ? `${call.output.paint("green", "✔")} mail sent to ${visible(named(who))}` : "sent");
    return EXIT.done;
  })
};
function named(who) {
  return typeof who === "string" ? who : Object.values(who)[0] ?? "";
}

// js/cli/sandbox.ts
var sandbox = {
  name: "sandbox",
  about: "serve a tenant in memory over HTTP on this machine",
  detail: "It behaves as the vendor's documents say, limits included. Standard output gets one line: its connection as JSON. Ctrl-C ends it.",
  flags: [
    { name: "port", value: "PORT", about: "where to listen on 127.0.0.1 (default 8080; 0 takes any)" },
    { name: "users", value: "N", about: "users at the beginning (default 120)" },
    { name: "seed", value: "N", about: "the same seed gives the same users (default 1)" },
    { name: "sparse", about: "rows of a list hold only id, username and status" },
    { name: "legacy", about: "a legacy tenant: 404 on /v1/users" },
    { name: "migrated", about: "a tenant that has moved to OneID" },
    { name: "latency-ms", value: "MS", about: "how long each answer takes (default 0)" }
  ],
  examples: [
    ["seatwarden sandbox --port 8080 > sandbox.json &", "serve, and keep the connection in a file"],
    ["seatwarden list --connection sandbox.json", "use it"]
  ],
  async run({ words, flags, output, signal }) {
    if (words.length > 0) throw new UsageError("sandbox takes no words");
    const { serveSandbox } = await import("./sandbox-server.js");
    const port = flags.integer("port") ?? 8080;
    const users = flags.integer("users");
    const seed = flags.integer("seed");
    const latency = flags.integer("latency-ms");
    const server = await serveSandbox({
      port,
      sparse: flags.has("sparse"),
      legacy: flags.has("legacy"),
      migrated: flags.has("migrated"),
      ...users !== void 0 && { users },
      ...seed !== void 0 && { seed },
      ...latency !== void 0 && { latencyMs: [latency, latency] }
    }).catch((error) => {
      if (error.code === "EADDRINUSE") throw new UsageError(`port ${port} is taken`, "Give another one: --port 0 takes any that is free.");
      throw error;
    });
    try {
      await output.line(JSON.stringify(server.connection));
      output.note(
        `A ${server.connection.provider} tenant in memory, with ${server.users().length} users, at ${server.url}. Ctrl-C ends it.`
      );
      output.note("Keep that line in a file, then: seatwarden list --connection FILE");
      await new Promise((end) => signal.addEventListener("abort", () => end(), { once: true }));
    } finally {
      await server.close();
    }
    return EXIT.done;
  }
};

// js/cli/start.ts
import { connect as connect2, run } from "./index.js";

// js/cli/tour.ts
var Tour = class {
  #output;
  #requests;
  #began = performance.now();
  #steps = 0;
  #before = 0;
  #failed = 0;
  constructor(output, requests) {
    this.#output = output;
    this.#requests = requests;
  }
  /** One step: its title, what it does, and the requests that it took. */
  async step(title, act) {
    const { paint } = this.#output;
    this.#steps += 1;
    await this.#output.line(`
${paint("cyan", `${this.#steps}`)}  ${paint("bold", title)}`);
    this.#before = this.#requests().length;
    const began = performance.now();
    await act();
    const took = Math.round(performance.now() - began);
    const sent = this.sent();
    await this.say(paint("dim", sent.length === 0 ? "no request" : `${count(sent.length, "request")}, ${took} ms: ${summary(sent)}`));
  }
  /** The requests of this step so far. */
  sent() {
    return this.#requests().slice(this.#before);
  }
  /** A line under the step. */
  say(text2) {
    return this.#output.line(`   ${text2}`);
  }
  /** What the step did: a tick if it is as it should be, else a cross, and the tour fails. */
  check(holds, sentence) {
    const { paint } = this.#output;
    if (!holds) this.#failed += 1;
    return this.say(holds ? `${paint("green", "✔")} ${visible(sentence)}` : `${paint("red", "✘ not so:")} ${visible(sentence)}`);
  }
  /** The last line. True if every check held. */
  async end() {
    const { paint } = this.#output;
    const seconds = ((performance.now() - this.#began) / 1e3).toFixed(2);
    const total = `${count(this.#steps, "step")}, ${count(this.#requests().length, "request")}, ${seconds} s`;
    await this.#output.line("");
    await this.#output.line(
      this.#failed === 0 ? paint("green", `Done: ${total}.`) : paint("red", `${count(this.#failed, "thing")} not as it should be: ${total}.`)
    );
    return this.#failed === 0;
  }
};
function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
function summary(requests) {
  const times = /* @__PURE__ */ new Map();
  for (const { method, path } of requests) {
    const name = `${method} ${path.replace(/^(\/v1\/users\/)[^/]+/, "$1{id}")}`;
    times.set(name, (times.get(name) ?? 0) + 1);
  }
  return [...times].map(([name, number]) => number === 1 ? name : `${name} ×${number}`).join(", ");
}

// js/cli/users.ts
var HEADS = ["USER NAME", "ID", "STATUS", "NAME", "EMAIL", "ROLE"];
function userRow(user) {
  const name = user.displayName ?? [user.givenName, user.familyName].filter(Boolean).join(" ");
  return [
    user.userName,
    user.id,
    user.status ?? (user.active ? "active" : "inactive"),
    name,
    user.email ?? "",
    user.role ?? user.roleId ?? ""
  ];
}
function userTable(users, output) {
  return output.table(HEADS, users.map(userRow));
}
var list = {
  name: "list",
  about: "the users of the tenant",
  detail: "Every user once, or an error; never a quiet half. A table on a terminal; elsewhere tab-separated: user name, id, status, name, email, role.",
  flags: [
    ...TENANT_FLAGS,
    { name: "active", about: "only those that can be used" },
    { name: "inactive", about: "only those that can't" },
    { name: "user-name", value: "NAME", about: "only the one with this login name" },
    { name: "email", value: "ADDRESS", about: "only those with this mail address" },
    { name: "role", value: "NAME", about: "only those with this role, by name or id" },
    { name: "department", value: "NAME", about: "only those of this department" },
    { name: "limit", value: "N", about: "at most so many" },
    { name: "page-size", value: "N", about: "users in one request" },
    { name: "raw", about: "with --json: each user's record as the vendor has it too" }
  ],
  examples: [
    ["seatwarden list --active", "who has a seat"],
    ["seatwarden list --role Administrator --json", "the administrators, as JSON"],
    ["seatwarden list | cut -f1", "the login names alone"]
  ],
  run: (call) => withClient(call, async (client, options) => {
    if (call.words.length > 0) throw new UsageError("list takes no words", "To find one user: seatwarden find WHO");
    const users = client.list(query(call), options);
    if (call.output.json) await writeJson(users, call.output);
    else if (call.output.terminal) await writeTable(users, call.output);
    else for await (const user of users) await call.output.table(HEADS, [userRow(user)]);
    return EXIT.done;
  })
};
var get = {
  name: "get",
  about: "one user; nobody there is exit code 3",
  words: "WHO",
  detail: 'WHO with "@" is a login name, then a mail address; without "@" an id, then a login name.',
  flags: [...TENANT_FLAGS, ...WHO_FLAGS],
  examples: [
    ["seatwarden get jane@example.com", "by login name or mail address"],
    ["seatwarden get --id u-001 --json", "by id, as JSON"]
  ],
  run: (call) => withClient(call, async (client, options) => {
    await writeUser(await client.get(readWho(call.words, call.flags), options), call.output);
    return EXIT.done;
  })
};
var find = {
  name: "find",
  about: "one user, or nothing and exit code 3",
  words: "WHO",
  detail: "As get, but nobody there is no error: nothing is printed (with --json: null).",
  flags: [...TENANT_FLAGS, ...WHO_FLAGS],
  examples: [["seatwarden find --email jane@example.com && echo has a seat", "branch on whether somebody is there"]],
  run: (call) => withClient(call, async (client, options) => {
    const user = await client.find(readWho(call.words, call.flags), options);
    if (user !== null) await writeUser(user, call.output);
    else if (call.output.json) await call.output.value(null);
    else if (call.output.terminal) call.output.note(call.output.paintNote("dim", "nobody is there"));
    return user === null ? EXIT.notFound : EXIT.done;
  })
};
var roles = {
  name: "roles",
  about: "the roles that users can have",
  flags: TENANT_FLAGS,
  examples: [["seatwarden roles", "names and ids for provision --role"]],
  run: (call) => withClient(call, async (client, options) => {
    if (call.words.length > 0) throw new UsageError("roles takes no words");
    const found = await client.roles(options);
    if (call.output.json) await call.output.value(found);
    else
      await call.output.table(
        ["NAME", "ID"],
        found.map(({ name, id }) => [name, id])
      );
    return EXIT.done;
  })
};
function query({ flags }) {
  if (flags.has("active") && flags.has("inactive")) throw new UsageError("--active and --inactive exclude each other");
  const given = {};
  if (flags.has("active") || flags.has("inactive")) given.active = flags.has("active");
  const texts = {
    userName: flags.text("user-name"),
    email: flags.text("email"),
    role: flags.text("role"),
    department: flags.text("department")
  };
  for (const [field, text2] of Object.entries(texts)) if (text2 !== void 0) given[field] = text2;
  const limit = flags.integer("limit");
  const pageSize = flags.integer("page-size");
  if (limit !== void 0) given.limit = limit;
  if (pageSize !== void 0) given.pageSize = pageSize;
  if (flags.has("raw")) given.raw = true;
  return given;
}
async function writeJson(users, output) {
  let before = "[";
  for await (const user of users) {
    await output.write(`${before}
${jsonText(user)}`);
    before = ",";
  }
  await output.line(before === "[" ? "[]" : "\n]");
}
async function writeTable(users, output) {
  const all = [];
  for await (const user of users) all.push(user);
  await userTable(all, output);
  output.note(output.paintNote("dim", `${all.length} ${all.length === 1 ? "user" : "users"}`));
}
async function writeUser(user, output) {
  if (output.json) return output.value(user);
  const { raw: _, ...fields } = user;
  const rows = Object.entries(fields).map(([field, value]) => [field, Array.isArray(value) ? value.join(", ") : String(value)]);
  if (!output.terminal) return output.table(["FIELD", "VALUE"], rows);
  const width = Math.max(...rows.map(([field]) => field?.length ?? 0)) + 2;
  for (const [field = "", value = ""] of rows) await output.line(`${output.paint("dim", field.padEnd(width))}${visible(value)}`);
}

// js/cli/start.ts
var JOINER = { email: "mira.okafor@example.com", givenName: "Mira", familyName: "Okafor", role: "Read Only" };
var STRANGER = "nobody.here@example.com";
var start = {
  name: "start",
  about: "see the main job done against a tenant in memory",
  detail: "A token, a joiner, the joiner again, who is active, a leaver, a step as JSON, the audit. Nothing leaves this machine.",
  flags: [],
  examples: [["seatwarden start", "under five seconds"]],
  async run({ words, output, signal }) {
    if (words.length > 0) throw new UsageError("start takes no words");
    const { serveSandbox } = await import("./sandbox-server.js");
    const { LEAVER } = await import("./sandbox.js");
    const server = await serveSandbox({ port: 0, users: 120 });
    const audit = [];
    const client = connect2(server.connection, { actor: "npm start", onAudit: (record) => audit.push(record) });
    try {
      const tour = new Tour(output, () => server.requests());
      return await tell({ client, server, audit, leaver: LEAVER, tour, output, signal }) ? EXIT.done : EXIT.failed;
    } finally {
      client[Symbol.dispose]();
      await server.close();
    }
  }
};
async function tell(stage) {
  const { server, leaver, tour, output } = stage;
  await output.line(`${output.paint("bold", "Seatwarden")}: seats for joiners, movers and leavers.`);
  await output.line(`A Zuora tenant in memory with ${count(server.users().length, "user")} listens at ${server.url}.`);
  await tour.step("Get a token", () => getToken(stage));
  await tour.step(`${JOINER.givenName} joins, with the profile "${JOINER.role}"`, () => join(stage));
  await tour.step(`${JOINER.givenName} again: twice is the same as once`, () => joinAgain(stage));
  await tour.step("Who is active?", () => whoIsActive(stage));
  await tour.step(`${leaver.email} leaves`, () => leave(stage));
  await tour.step("A leaver as a step of a workflow: JSON in, JSON out", () => runStep(stage));
  await tour.step("What is in the audit", () => readAudit(stage));
  return tour.end();
}
async function getToken({ client, tour, signal }) {
  const { tokenType, expiresIn } = await client.token({ signal });
  await tour.check(tour.sent().length === 1, `a ${tokenType} token for ${expiresIn} s, kept for all that follows`);
}
async function join(stage) {
  const { client, server, tour, signal } = stage;
  const roles2 = await client.roles({ signal });
  await tour.say(`profiles: ${visible(roles2.map(({ name }) => name).join(", "))}`);
  const result = await client.provision(JOINER, { signal });
  const stored = server.users().find(({ username }) => username === JOINER.email);
  const role = roles2.find(({ name }) => name === JOINER.role);
  const created = result.outcome === "created" && stored?.id === result.user?.id && stored?.status === "Active";
  await tour.check(created, `${result.outcome} ${result.user?.userName} (${result.user?.id})`);
  await tour.check(role !== void 0 && stored?.profileId === role.id, `her profile is ${role?.id}, found by its name`);
  await details(result, stage);
}
async function joinAgain(stage) {
  const { client, tour, signal } = stage;
  const result = await client.provision(JOINER, { signal });
  const wrote = tour.sent().some(({ committed, method }) => committed || method !== "GET");
  await tour.check(result.outcome === "unchanged" && !wrote, `${result.outcome}: nothing was written`);
  await details(result, stage);
}
async function whoIsActive({ client, server, tour, output, signal }) {
  const active = await client.list({ active: true }, { signal }).toArray();
  for (const user of active.slice(0, 3)) await tour.say(visible(userRow(user).filter(Boolean).join("  ")));
  if (active.length > 3) await tour.say(output.paint("dim", `… and ${active.length - 3} more`));
  const stored = server.users();
  const wanted = new Set(stored.filter(({ status }) => status === "Active").map(({ id }) => id));
  const whole = active.length === wanted.size && active.every(({ id }) => wanted.has(id));
  await tour.check(whole, `${active.length} of ${stored.length} users are active, each listed once`);
}
async function leave(stage) {
  const { client, server, leaver, tour, signal } = stage;
  const result = await client.deactivate({ email: leaver.email }, { signal });
  const stored = server.users().find(({ username }) => username === leaver.username);
  const off = result.outcome === "deactivated" && stored?.status === "Inactive";
  await tour.check(off, `${result.outcome} ${result.user?.userName}, whose mail address that is`);
  await details(result, stage);
}
async function runStep({ server, tour, output, signal }) {
  const step = { action: "deactivate", input: { who: STRANGER } };
  await tour.say(`run(${jsonText({ ...step, connection: "…" })})`);
  const result = await run({ ...step, connection: server.connection }, { signal });
  for (const line of jsonText(result, 2).split("\n")) await tour.say(output.paint("dim", line));
  await tour.check(result.ok && result.outcome === "not_found", "somebody who never had a seat is no error");
}
async function readAudit({ server, audit, tour }) {
  for (const { action, outcome, target, attempts } of audit) {
    await tour.say(visible(`${action}: ${outcome} ${target.userName ?? target.id ?? "?"} (${count(attempts, "request")})`));
  }
  const outcomes = audit.map(({ outcome }) => outcome).join();
  await tour.check(outcomes === "created,deactivated", "one record for each write, none where nothing was written");
  await tour.check(!JSON.stringify(audit).includes(server.connection.clientSecret), "no secret in them");
}
async function details({ changes, warnings }, { tour, output }) {
  for (const change of changes) await tour.say(changeLine(change, output));
  for (const { code, message } of warnings) {
    await tour.say(`${output.paint("yellow", "!")} ${visible(message)} ${output.paint("dim", `(${visible(code)})`)}`);
  }
}

// js/cli/step.ts
import { addAbortSignal } from "node:stream";
import { text } from "node:stream/consumers";
import { run as runStep2 } from "./index.js";

// js/cli/failure.ts
import { SeatwardenError } from "./index.js";
var Interrupted = class extends Error {
  constructor() {
    super("interrupted; what was done until then is done");
  }
};
function report(error, command, output) {
  const { message, hint, code } = describe(error, command);
  const paint = output.paintNote;
  output.note(`${paint("red", "seatwarden:")} ${visible(message)}${code === void 0 ? "" : ` ${paint("dim", `(${code})`)}`}`);
  if (hint !== void 0) output.note(`  ${paint("cyan", "→")} ${visible(hint)}`);
  return exitCode(error);
}
function describe(error, command) {
  if (error instanceof UsageError) return { message: error.message, hint: error.hint ?? `See: seatwarden ${command} --help` };
  if (SeatwardenError.is(error)) return { message: error.message, hint: error.hint, code: error.code };
  return { message: error instanceof Error ? error.message : String(error) };
}
function exitCode(error) {
  if (error instanceof Interrupted) return EXIT.interrupted;
  if (error instanceof UsageError) return EXIT.usage;
  if (!SeatwardenError.is(error)) return EXIT.failed;
  return error.operation === "connect" ? EXIT.usage : exitCodeOf(error.code);
}
function exitCodeOf(code) {
  switch (code) {
    case "invalid_input":
      return EXIT.usage;
    case "not_found":
      return EXIT.notFound;
    case "guard_tripped":
      return EXIT.guarded;
    default:
      return EXIT.failed;
  }
}

// js/cli/step.ts
var EXAMPLE = `echo '{"action":"deactivate","input":{"who":"jane@example.com"},"options":{"dryRun":true}}' | seatwarden run`;
var run2 = {
  name: "run",
  about: "run a step: JSON on standard input, JSON on standard output",
  detail: "A step without a connection gets the one of --connection or the environment. What went wrong is in the output too, and in the exit code.",
  flags: [CONNECTION_FLAG],
  examples: [
    [EXAMPLE, "one action, as a workflow platform sends it"],
    ["seatwarden run < step.json > output.json", "from and to files"]
  ],
  async run({ words, flags, output, signal }) {
    if (words.length > 0) throw new UsageError("run takes no words: the step comes on standard input", `For example: ${EXAMPLE}`);
    if (process.stdin.isTTY) output.note("Reading a step as JSON from the terminal; end it with Ctrl-D.");
    const step = parseStep(await read(signal));
    if (!("connection" in step)) {
      const connection = findConnection(flags.text("connection"));
      if (connection !== void 0) step.connection = connection;
    }
    const result = await runStep2(step, { signal });
    await output.value(result);
    return result.ok ? EXIT.done : exitCodeOf(result.error.code);
  }
};
async function read(signal) {
  try {
    return await text(addAbortSignal(signal, process.stdin));
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
}
function parseStep(given) {
  let step;
  try {
    step = JSON.parse(given);
  } catch {
    throw new UsageError("what came on standard input is not JSON", `For example: ${EXAMPLE}`);
  }
  if (typeof step !== "object" || step === null || Array.isArray(step))
    throw new UsageError("a step is a JSON object", `For example: ${EXAMPLE}`);
  return step;
}

// js/cli/token.ts
var token = {
  name: "token",
  about: "get a token: shows that the connection works",
  detail: "The token itself is printed only with --show; handle it like a password.",
  flags: [...TENANT_FLAGS, { name: "show", about: "print the token" }],
  examples: [
    ["seatwarden token", "do the credentials work?"],
    ['curl -H "Authorization: Bearer $(seatwarden token --show)" https://rest.zuora.com/v1/users', "use it elsewhere"]
  ],
  run: (call) => withClient(call, async (client, options) => {
    if (call.words.length > 0) throw new UsageError("token takes no words");
    const { accessToken, ...rest } = await client.token(options);
    const show = call.flags.has("show");
    const { output } = call;
    if (output.json) await output.value(show ? { accessToken, ...rest } : rest);
    else if (show) await output.line(accessToken);
    else if (!output.terminal) await output.table([], [[rest.tokenType, rest.expiresAt ?? ""]]);
    else {
      const ends = rest.expiresAt === void 0 ? "" : `, until ${visible(rest.expiresAt)}`;
      await output.line(`${output.paint("green", "✔")} a ${visible(rest.tokenType)} token${ends}`);
      output.note(output.paintNote("dim", "--show prints it"));
    }
    return EXIT.done;
  })
};

// js/cli/commands.ts
var COMMANDS = [
  provision,
  update,
  deactivate,
  reactivate,
  remove,
  resetPassword,
  list,
  get,
  find,
  roles,
  token,
  run2,
  sandbox,
  start
];

// js/cli/help.ts
function overview(commands, paint) {
  return [
    `${paint("bold", "seatwarden")} gives people their seats in SaaS tenants, keeps them right, and takes them back.`,
    "",
    heading("Usage", paint),
    "  seatwarden COMMAND [WORDS] [FLAGS]",
    "",
    heading("Commands", paint),
    ...pairs(
      commands.map(({ name, words, about }) => [words === void 0 ? name : `${name} ${words}`, about]),
      paint
    ),
    "",
    heading("Try it", paint),
    "  seatwarden start                        the main job against a tenant in memory",
    "  seatwarden COMMAND --help               flags and examples of one command",
    "",
    heading("Connection", paint),
    "  --connection FILE, else SEATWARDEN_CONNECTION (JSON or a path), else SEATWARDEN_PROVIDER, _CLIENT_ID,",
    "  _CLIENT_SECRET, _ACCESS_TOKEN, _BASE_URL, _DATA_CENTER. Secrets are never flags: a command line is public.",
    "",
    heading("Exit codes", paint),
    "  0 done · 1 failed · 2 bad usage or connection · 3 not found · 4 refused by a guard · 130 interrupted"
  ].join("\n");
}
function commandHelp({ name, about, words, detail, flags, examples }, paint) {
  return [
    `${paint("bold", `seatwarden ${name}`)}: ${about}`,
    ...detail === void 0 ? [] : ["", detail],
    "",
    heading("Usage", paint),
    `  seatwarden ${name}${words === void 0 ? "" : ` ${words}`}${flags.length === 0 ? "" : " [FLAGS]"}`,
    "",
    heading("Flags", paint),
    ...pairs([...flags.map((flag) => [spelling(flag), flag.about]), ["--help", "this text"]], paint),
    "",
    heading("Examples", paint),
    ...examples.flatMap(([line, what]) => [`  ${paint("dim", `# ${what}`)}`, `  ${line}`])
  ].join("\n");
}
function heading(text2, paint) {
  return paint("bold", text2);
}
function spelling({ name, value }) {
  return value === void 0 ? `--${name}` : `--${name} ${value}`;
}
function pairs(rows, paint) {
  const width = Math.max(...rows.map(([left]) => left.length)) + 3;
  return rows.map(([left, right]) => `  ${paint("cyan", left)}${" ".repeat(width - left.length)}${right}`);
}

// node_modules/ansi-regex/index.js
var ST = String.raw`(?:\u001B\u005C|\u009C)`;
var stringControls = String.raw`\u0018\u001A\u001B\u0080-\u009F`;
var osc = String.raw`(?:\u001B\]|\u009D)[^\u0007${stringControls}]*(?:\u0007|${ST})`;
var controlString = String.raw`(?:\u001B[PX^_k]|[\u0090\u0098\u009E\u009F])[^${stringControls}]*${ST}`;
var linuxPalette = String.raw`\u001B\](?:P[\dA-Fa-f]{7}|R)(?:\u0007|${ST})?`;
var csi = String.raw`(?:\u001B\[|\u009B)[\u0030-\u003F]*[\u0020-\u002F]*[\u0040-\u007E]`;
var escape = String.raw`\u001B(?:[\u0020-\u002F]+[\u0030-\u007E]|[\dA-PR-TZcf-oq-uy=><~|}])`;
var pattern = `${linuxPalette}|${osc}|${controlString}|${csi}|${escape}`;
function ansiRegex({ onlyFirst = false } = {}) {
  return new RegExp(pattern, onlyFirst ? void 0 : "g");
}

// node_modules/strip-ansi/index.js
var regex = ansiRegex();
function stripAnsi(string) {
  if (typeof string !== "string") {
    throw new TypeError(`Expected a \`string\`, got \`${typeof string}\``);
  }
  if (!string.includes("\x1B") && !string.includes("")) {
    return string;
  }
  return string.replace(regex, "");
}

// node_modules/get-east-asian-width/lookup-data.js
var ambiguousMinimalCodePoint = 161;
var ambiguousMaximumCodePoint = 1114109;
var ambiguousRanges = [161, 161, 164, 164, 167, 168, 170, 170, 173, 174, 176, 180, 182, 186, 188, 191, 198, 198, 208, 208, 215, 216, 222, 225, 230, 230, 232, 234, 236, 237, 240, 240, 242, 243, 247, 250, 252, 252, 254, 254, 257, 257, 273, 273, 275, 275, 283, 283, 294, 295, 299, 299, 305, 307, 312, 312, 319, 322, 324, 324, 328, 331, 333, 333, 338, 339, 358, 359, 363, 363, 462, 462, 464, 464, 466, 466, 468, 468, 470, 470, 472, 472, 474, 474, 476, 476, 593, 593, 609, 609, 708, 708, 711, 711, 713, 715, 717, 717, 720, 720, 728, 731, 733, 733, 735, 735, 768, 879, 913, 929, 931, 937, 945, 961, 963, 969, 1025, 1025, 1040, 1103, 1105, 1105, 8208, 8208, 8211, 8214, 8216, 8217, 8220, 8221, 8224, 8226, 8228, 8231, 8240, 8240, 8242, 8243, 8245, 8245, 8251, 8251, 8254, 8254, 8308, 8308, 8319, 8319, 8321, 8324, 8364, 8364, 8451, 8451, 8453, 8453, 8457, 8457, 8467, 8467, 8470, 8470, 8481, 8482, 8486, 8486, 8491, 8491, 8531, 8532, 8539, 8542, 8544, 8555, 8560, 8569, 8585, 8585, 8592, 8601, 8632, 8633, 8658, 8658, 8660, 8660, 8679, 8679, 8704, 8704, 8706, 8707, 8711, 8712, 8715, 8715, 8719, 8719, 8721, 8721, 8725, 8725, 8730, 8730, 8733, 8736, 8739, 8739, 8741, 8741, 8743, 8748, 8750, 8750, 8756, 8759, 8764, 8765, 8776, 8776, 8780, 8780, 8786, 8786, 8800, 8801, 8804, 8807, 8810, 8811, 8814, 8815, 8834, 8835, 8838, 8839, 8853, 8853, 8857, 8857, 8869, 8869, 8895, 8895, 8978, 8978, 9312, 9449, 9451, 9547, 9552, 9587, 9600, 9615, 9618, 9621, 9632, 9633, 9635, 9641, 9650, 9651, 9654, 9655, 9660, 9661, 9664, 9665, 9670, 9672, 9675, 9675, 9678, 9681, 9698, 9701, 9711, 9711, 9733, 9734, 9737, 9737, 9742, 9743, 9756, 9756, 9758, 9758, 9792, 9792, 9794, 9794, 9824, 9825, 9827, 9829, 9831, 9834, 9836, 9837, 9839, 9839, 9886, 9887, 9919, 9919, 9926, 9933, 9935, 9939, 9941, 9953, 9955, 9955, 9960, 9961, 9963, 9969, 9972, 9972, 9974, 9977, 9979, 9980, 9982, 9983, 10045, 10045, 10102, 10111, 11094, 11097, 12872, 12879, 57344, 63743, 65024, 65039, 65533, 65533, 127232, 127242, 127248, 127277, 127280, 127337, 127344, 127373, 127375, 127376, 127387, 127404, 917760, 917999, 983040, 1048573, 1048576, 1114109];
var fullwidthMinimalCodePoint = 12288;
var fullwidthMaximumCodePoint = 65510;
var fullwidthRanges = [12288, 12288, 65281, 65376, 65504, 65510];
var wideMinimalCodePoint = 4352;
var wideMaximumCodePoint = 262141;
var wideRanges = [4352, 4447, 8986, 8987, 9001, 9002, 9193, 9196, 9200, 9200, 9203, 9203, 9725, 9726, 9748, 9749, 9776, 9783, 9800, 9811, 9855, 9855, 9866, 9871, 9875, 9875, 9889, 9889, 9898, 9899, 9917, 9918, 9924, 9925, 9934, 9934, 9940, 9940, 9962, 9962, 9970, 9971, 9973, 9973, 9978, 9978, 9981, 9981, 9989, 9989, 9994, 9995, 10024, 10024, 10060, 10060, 10062, 10062, 10067, 10069, 10071, 10071, 10133, 10135, 10160, 10160, 10175, 10175, 11035, 11036, 11088, 11088, 11093, 11093, 11904, 11929, 11931, 12019, 12032, 12245, 12272, 12287, 12289, 12350, 12353, 12438, 12441, 12543, 12549, 12591, 12593, 12686, 12688, 12773, 12783, 12830, 12832, 12871, 12880, 42124, 42128, 42182, 43360, 43388, 44032, 55203, 63744, 64255, 65040, 65049, 65072, 65106, 65108, 65126, 65128, 65131, 94176, 94180, 94192, 94198, 94208, 101594, 101631, 101664, 101760, 101874, 101888, 102801, 102816, 102866, 110576, 110579, 110581, 110587, 110589, 110590, 110592, 110888, 110898, 110898, 110928, 110930, 110933, 110933, 110948, 110952, 110960, 111355, 119552, 119638, 119648, 119670, 126980, 126980, 127183, 127183, 127374, 127374, 127377, 127386, 127406, 127406, 127488, 127490, 127504, 127547, 127552, 127560, 127568, 127569, 127584, 127589, 127744, 127776, 127789, 127797, 127799, 127868, 127870, 127891, 127904, 127946, 127951, 127955, 127968, 127984, 127988, 127988, 127992, 128062, 128064, 128064, 128066, 128252, 128255, 128317, 128331, 128334, 128336, 128359, 128378, 128378, 128405, 128406, 128420, 128420, 128507, 128591, 128640, 128709, 128716, 128716, 128720, 128722, 128725, 128729, 128732, 128735, 128747, 128748, 128756, 128764, 128986, 128986, 128992, 129003, 129008, 129008, 129292, 129338, 129340, 129349, 129351, 129535, 129648, 129660, 129664, 129734, 129736, 129736, 129740, 129757, 129759, 129771, 129775, 129786, 131072, 196605, 196608, 262141];

// node_modules/get-east-asian-width/utilities.js
var isInRange = (ranges, codePoint) => {
  let low = 0;
  let high = Math.floor(ranges.length / 2) - 1;
  while (low <= high) {
    const mid = Math.floor((low + high) / 2);
    const i = mid * 2;
    if (codePoint < ranges[i]) {
      high = mid - 1;
    } else if (codePoint > ranges[i + 1]) {
      low = mid + 1;
    } else {
      return true;
    }
  }
  return false;
};

// node_modules/get-east-asian-width/lookup.js
var commonCjkCodePoint = 19968;
var [wideFastPathStart, wideFastPathEnd] = /* @__PURE__ */ findWideFastPathRange(wideRanges);
function findWideFastPathRange(ranges) {
  let fastPathStart = ranges[0];
  let fastPathEnd = ranges[1];
  for (let index = 0; index < ranges.length; index += 2) {
    const start2 = ranges[index];
    const end = ranges[index + 1];
    if (commonCjkCodePoint >= start2 && commonCjkCodePoint <= end) {
      return [start2, end];
    }
    if (end - start2 > fastPathEnd - fastPathStart) {
      fastPathStart = start2;
      fastPathEnd = end;
    }
  }
  return [fastPathStart, fastPathEnd];
}
var isAmbiguous = (codePoint) => {
  if (codePoint < ambiguousMinimalCodePoint || codePoint > ambiguousMaximumCodePoint) {
    return false;
  }
  return isInRange(ambiguousRanges, codePoint);
};
var isFullwidth = (codePoint) => {
  if (codePoint < fullwidthMinimalCodePoint || codePoint > fullwidthMaximumCodePoint) {
    return false;
  }
  return isInRange(fullwidthRanges, codePoint);
};
var isWide = (codePoint) => {
  if (codePoint >= wideFastPathStart && codePoint <= wideFastPathEnd) {
    return true;
  }
  if (codePoint < wideMinimalCodePoint || codePoint > wideMaximumCodePoint) {
    return false;
  }
  return isInRange(wideRanges, codePoint);
};

// node_modules/get-east-asian-width/index.js
function validate(codePoint) {
  if (!Number.isSafeInteger(codePoint)) {
    throw new TypeError(`Expected a code point, got \`${typeof codePoint}\`.`);
  }
}
function eastAsianWidth(codePoint, { ambiguousAsWide = false } = {}) {
  validate(codePoint);
  if (isFullwidth(codePoint) || isWide(codePoint) || ambiguousAsWide && isAmbiguous(codePoint)) {
    return 2;
  }
  return 1;
}

// node_modules/string-width/index.js
var segmenter = new Intl.Segmenter();
var visibleCharacterRegex = new RegExp("[^\\p{Default_Ignorable_Code_Point}\\p{Control}\\p{Format}\\p{Nonspacing_Mark}\\p{Enclosing_Mark}\\p{Surrogate}]", "v");
var spacingMarkRegex = new RegExp("\\p{Spacing_Mark}", "v");
var rgiEmojiRegex = new RegExp("^\\p{RGI_Emoji}$", "v");
var unqualifiedKeycapRegex = /^[\d#*]\u20E3$/;
var extendedPictographicRegex = /\p{Extended_Pictographic}/gu;
function isDoubleWidthNonRgiEmojiSequence(segment) {
  if (segment.length > 50) {
    return false;
  }
  if (unqualifiedKeycapRegex.test(segment)) {
    return true;
  }
  if (segment.includes("‍")) {
    const pictographics = segment.match(extendedPictographicRegex);
    return pictographics !== null && pictographics.length >= 2;
  }
  return false;
}
function baseVisible(segment) {
  const index = segment.search(visibleCharacterRegex);
  return index === -1 ? void 0 : segment.slice(index);
}
function isHangulLeadingJamo(codePoint) {
  return codePoint >= 4352 && codePoint <= 4447 || codePoint >= 43360 && codePoint <= 43388;
}
function isHangulVowelJamo(codePoint) {
  return codePoint >= 4448 && codePoint <= 4519 || codePoint >= 55216 && codePoint <= 55238;
}
function isHangulTrailingJamo(codePoint) {
  return codePoint >= 4520 && codePoint <= 4607 || codePoint >= 55243 && codePoint <= 55291;
}
function isHangulJamo(codePoint) {
  return isHangulLeadingJamo(codePoint) || isHangulVowelJamo(codePoint) || isHangulTrailingJamo(codePoint);
}
function hangulClusterWidth(visibleSegment, eastAsianWidthOptions) {
  const codePoints = [];
  for (const character of visibleSegment) {
    if (!visibleCharacterRegex.test(character)) {
      continue;
    }
    codePoints.push(character.codePointAt(0));
  }
  if (codePoints.length === 0) {
    return void 0;
  }
  let width = 0;
  for (let index = 0; index < codePoints.length; index++) {
    const codePoint = codePoints[index];
    if (!isHangulJamo(codePoint)) {
      if (width === 0) {
        return void 0;
      }
      for (let remaining = index; remaining < codePoints.length; remaining++) {
        width += eastAsianWidth(codePoints[remaining], eastAsianWidthOptions);
      }
      return width;
    }
    if (isHangulLeadingJamo(codePoint) && isHangulVowelJamo(codePoints[index + 1])) {
      width += 2;
      index += isHangulTrailingJamo(codePoints[index + 2]) ? 2 : 1;
      continue;
    }
    width += eastAsianWidth(codePoint, eastAsianWidthOptions);
  }
  return width;
}
function trailingWidth(visibleSegment, eastAsianWidthOptions) {
  let extra = 0;
  let first = true;
  for (const character of visibleSegment) {
    if (first) {
      first = false;
      continue;
    }
    if (spacingMarkRegex.test(character) || character >= "＀" && character <= "￯") {
      extra += eastAsianWidth(character.codePointAt(0), eastAsianWidthOptions);
    }
  }
  return extra;
}
function stringWidth(input, options = {}) {
  if (typeof input !== "string" || input.length === 0) {
    return 0;
  }
  const {
    ambiguousIsNarrow = true,
    countAnsiEscapeCodes = false
  } = options;
  let string = input;
  if (!countAnsiEscapeCodes && (string.includes("\x1B") || string.includes(""))) {
    string = stripAnsi(string);
  }
  if (string.length === 0) {
    return 0;
  }
  if (/^[\u0020-\u007E]*$/.test(string)) {
    return string.length;
  }
  let width = 0;
  const eastAsianWidthOptions = { ambiguousAsWide: !ambiguousIsNarrow };
  for (const { segment } of segmenter.segment(string)) {
    const visibleSegment = baseVisible(segment);
    if (visibleSegment === void 0) {
      continue;
    }
    if (rgiEmojiRegex.test(segment) || isDoubleWidthNonRgiEmojiSequence(segment)) {
      width += 2;
      continue;
    }
    const hangulWidth = hangulClusterWidth(visibleSegment, eastAsianWidthOptions);
    if (hangulWidth !== void 0) {
      width += hangulWidth;
      continue;
    }
    const codePoint = visibleSegment.codePointAt(0);
    width += eastAsianWidth(codePoint, eastAsianWidthOptions);
    width += trailingWidth(visibleSegment, eastAsianWidthOptions);
  }
  return width;
}

// js/cli/output.ts
var Output = class {
  /** Whether `--json` was given. */
  json;
  /** Whether a person looks at standard output. */
  terminal;
  /** Colours for standard output. */
  paint;
  /** Colours for standard error. */
  paintNote;
  #out;
  #notes;
  constructor(json, out = process.stdout, notes = process.stderr) {
    this.json = json;
    this.terminal = out.isTTY === true;
    this.#out = out;
    this.#notes = notes;
    this.paint = painter(out);
    this.paintNote = painter(notes);
  }
  /** One line of a result. Resolves when the reader has room for more. */
  line(text2) {
    return this.write(`${text2}
`);
  }
  /** A piece of a result. Resolves when the reader has room for more. */
  async write(text2) {
    if (!this.#out.write(text2)) await new Promise((resume) => this.#out.once("drain", resume));
  }
  /** A result as JSON, indented. */
  value(value) {
    return this.line(jsonText(value, 2));
  }
  /** One line beside the result: a warning, progress, what to do next. */
  note(text2) {
    this.#notes.write(`${text2}
`);
  }
  /** A warning that a verb gave. */
  warning({ code, message }) {
    this.note(`${this.paintNote("yellow", "warning:")} ${visible(message)} ${this.paintNote("dim", `(${visible(code)})`)}`);
  }
  /** Rows for people, in columns under `heads`; columns that are empty throughout are left out. Elsewhere tab-separated, all columns, no heads. */
  async table(heads, rows) {
    if (!this.terminal) {
      for (const row of rows) await this.line(row.map(visible).join("	"));
      return;
    }
    for (const line of columns(heads, rows, this.paint)) await this.line(line);
  }
};
function columns(heads, rows, paint) {
  const cells = rows.map((row) => heads.map((_, at) => visible(row[at] ?? "")));
  const used = heads.map((_, at) => cells.some((row) => row[at] !== ""));
  const widths = heads.map((head, at) => cells.reduce((widest, row) => Math.max(widest, stringWidth(row[at] ?? "")), stringWidth(head)));
  const line = (row) => row.map((cell, at) => cell + " ".repeat((widths[at] ?? 0) - stringWidth(cell) + 2)).filter((_, at) => used[at]).join("").trimEnd();
  return [paint("dim", line(heads)), ...cells.map(line)];
}

// js/cli/main.ts
process.stdout.on("error", (error) => {
  if (error.code === "EPIPE") process.exit(process.exitCode ?? EXIT.done);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));
async function main([name, ...line]) {
  const output = new Output(line.includes("--json"));
  if (name === void 0) {
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
    return report(error, COMMANDS.some((command) => command.name === name) ? name : "", output);
  }
}
async function dispatch(name, line, output) {
  const command = find2(name);
  const { words, flags } = parse(
    [...command.flags, { name: "help", about: "" }],
    line.map((word) => word === "-h" ? "--help" : word)
  );
  if (flags.has("help")) {
    await output.line(commandHelp(command, output.paint));
    return EXIT.done;
  }
  const abort = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => abort.abort(new Interrupted()));
  return command.run({ words, flags, output, signal: abort.signal });
}
function find2(name) {
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === void 0)
    throw new UsageError(
      `there is no command "${name}"`,
      `There are: ${COMMANDS.map((known) => known.name).join(", ")}. See: seatwarden --help`
    );
  return command;
}
function help(name, output) {
  return name === void 0 ? overview(COMMANDS, output.paint) : commandHelp(find2(name), output.paint);
}
function version() {
  const { version: version2 } = JSON.parse(readFileSync2(new URL("./package.json", import.meta.url), "utf8"));
  return version2;
}
