#!/usr/bin/env node
var __defProp = Object.defineProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};

// js/cli/main.ts
import { readFileSync as readFileSync3 } from "node:fs";

// js/cli/arguments.ts
import { parseArgs } from "node:util";

// js/cli/nearest.ts
var FAR = 2;
function nearest(given2, names2) {
  const wanted = plain(given2);
  const near = names2.map((name) => ({ name, far: distance(wanted, plain(name)) })).filter(({ far }) => far <= FAR && far < wanted.length);
  return near.sort((one, other) => one.far - other.far)[0]?.name;
}
function plain(name) {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}
function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (let to = 0; to < other.length; to++) {
      const change = (row[to] ?? 0) + (letter === other[to] ? 0 : 1);
      next.push(Math.min(change, (row[to + 1] ?? 0) + 1, (next[to] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

// js/cli/arguments.ts
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
  integer(name, most = Number.MAX_SAFE_INTEGER) {
    const text = this.text(name);
    if (text === void 0) return void 0;
    if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--${name} takes a whole number`);
    if (Number(text) > most) throw new UsageError(`--${name} takes at most ${most}`);
    return Number(text);
  }
};
function parse(flags, line) {
  const options = Object.fromEntries(
    flags.map(({ name, value, repeat }) => [
      name,
      { type: value === void 0 ? "boolean" : "string", multiple: repeat === true }
    ])
  );
  const config = { args: line, options, allowPositionals: true };
  const { tokens } = parseArgs({ ...config, strict: false, tokens: true });
  check(
    tokens.filter((token2) => token2.kind === "option"),
    flags
  );
  try {
    const { values, positionals } = parseArgs({ ...config, strict: true });
    return { words: positionals, flags: new Flags(values) };
  } catch {
    throw new UsageError("the command line can't be read");
  }
}
function check(tokens, flags) {
  const given2 = /* @__PURE__ */ new Set();
  for (const { name, rawName, value, inlineValue } of tokens) {
    const flag = flags.find((known) => known.name === name);
    if (flag === void 0 || !rawName.startsWith("--")) throw new UsageError(unknown(rawName, flags));
    if (flag.value === void 0 && value !== void 0) throw new UsageError(`${rawName} takes no value`);
    if (flag.value !== void 0 && !hasValue(value, inlineValue)) throw new UsageError(needsValue(rawName, value, flags));
    if (given2.has(name) && flag.repeat !== true) throw new UsageError(`${rawName} is there twice: give it once`);
    given2.add(name);
  }
}
function unknown(rawName, flags) {
  const meant = nearest(
    rawName,
    flags.map(({ name }) => name)
  );
  return `there is no flag ${rawName}${meant === void 0 ? "" : `: did you mean --${meant}?`}`;
}
function hasValue(value, inlineValue) {
  return value !== void 0 && (inlineValue === true || value.length < 2 || !value.startsWith("-"));
}
function needsValue(rawName, next, flags) {
  const isFlag = next === void 0 || flags.some(({ name }) => next === `--${name}` || next.startsWith(`--${name}=`));
  return `${rawName} needs a value${isFlag ? "" : `: one that begins with a dash goes with =, as ${rawName}=-abc`}`;
}

// js/cli/command.ts
var EXIT = { done: 0, failed: 1, usage: 2, notFound: 3, guarded: 4, interrupted: 130 };

// js/cli/completion-scripts.ts
function bash(lines3) {
  return `# bash completion of seatwarden. Load it with: eval "$(seatwarden completion bash)"
_seatwarden_reply() { local IFS=$' \\t\\n'; COMPREPLY=($(compgen -W "$1" -- "$cur")); }
_seatwarden_files() { local IFS=$'\\n'; compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); }
_seatwarden() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} flags='' takes='' place=1 i
  COMPREPLY=()
  # bash reads --flag=value as three words.
  if [[ $cur == = ]]; then cur=''; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  if ((COMP_CWORD == 1)); then
    _seatwarden_reply ${quote([...lines3.map(({ name }) => name), "--help", "--version"].join(" "))}
    return
  fi
  case \${COMP_WORDS[1]} in
${lines3.map((line) => `    ${line.name}) flags=${quote(spelled(line.flags))} takes=${quote(` ${spelled(takers(line))} `)} ;;`).join("\n")}
    *) return ;;
  esac
  case "\${COMP_WORDS[1]} $prev" in
${lines3.flatMap((line) => takers(line).flatMap(({ name, value }) => isKnown(value) ? [`    '${line.name} --${name}') ${bashPlace(value)}; return ;;`] : [])).join("\n")}
  esac
  [[ $takes == *" $prev "* ]] && return
  if [[ $cur == -* ]]; then _seatwarden_reply "$flags"; return; fi
  for ((i = 2; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      -*) if [[ $takes == *" \${COMP_WORDS[i]} "* ]]; then ((i++)); [[ \${COMP_WORDS[i]} == = ]] && ((i++)); fi ;;
      *) ((place++)) ;;
    esac
  done
  case "\${COMP_WORDS[1]} $place" in
${lines3.flatMap((line) => line.places.flatMap((place3, at) => isKnown(place3) ? [`    '${line.name} '${numbered(line, at)}) ${bashPlace(place3)} ;;`] : [])).join("\n")}
  esac
}
complete -F _seatwarden seatwarden
`;
}
function zsh(lines3) {
  return `#compdef seatwarden
# zsh completion of seatwarden. Load it with: source <(seatwarden completion zsh)
_seatwarden() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
${lines3.map(({ name, about }) => `    ${quote(`${name}:${about.replaceAll(":", "\\:")}`)}`).join("\n")}
  )
  _arguments -C '(- *)--help[all commands]' '(- *)--version[the version]' '1: :->command' '*:: :->words' && return
  case $state in
    command) _describe -t commands command commands ;;
    words)
      case $words[1] in
${lines3.map((line) => `        ${line.name}) _arguments -S ${[...line.flags.map(zshFlag), ...line.places.map((place3, at) => quote(`${numbered(line, at)}:${zshPlace(place3)}`))].join(" ")} ;;`).join("\n")}
      esac ;;
  esac
}
if [[ \${funcstack[1]-} == _seatwarden ]]; then _seatwarden "$@"; else compdef _seatwarden seatwarden; fi
`;
}
function fish(lines3) {
  return `# fish completion of seatwarden. Load it with: seatwarden completion fish | source
function __seatwarden_first
  test (count (commandline -opc)) -eq 1
end
function __seatwarden_in
  set -l words (commandline -opc)
  test (count $words) -gt 1; and test "$words[2]" = "$argv[1]"
end
# __seatwarden_at COMMAND PLACE [FLAGS WITH A VALUE…]: whether the word of that place is typed now. "2+" is the second and all after it.
function __seatwarden_at
  __seatwarden_in $argv[1]; or return 1
  set -l place 1
  set -l skip no
  for word in (commandline -opc)[2..-1]
    if test $skip = yes
      set skip no
    else if string match -q -- '-*' $word
      contains -- $word $argv; and set skip yes
    else
      set place (math $place + 1)
    end
  end
  # The command itself was counted.
  set place (math $place - 1)
  string match -q -- '*+' $argv[2]; and test $place -ge (string replace + '' $argv[2]); or test "$place" = "$argv[2]"
end
complete -c seatwarden -f
complete -c seatwarden -n __seatwarden_first -l help -d 'all commands'
complete -c seatwarden -n __seatwarden_first -l version -d 'the version'
${lines3.flatMap(fishLine).join("\n")}
`;
}
function fishLine(line) {
  const begin = "complete -c seatwarden -n";
  const at = (place3) => fishQuote(`__seatwarden_at ${line.name} ${place3 + 1}${repeats(line, place3) ? "+" : ""} ${spelled(takers(line))}`.trimEnd());
  return [
    `${begin} __seatwarden_first -a ${line.name} -d ${fishQuote(line.about)}`,
    ...line.flags.map(
      ({ name, about, value }) => `${begin} ${fishQuote(`__seatwarden_in ${line.name}`)} -l ${name}${value === void 0 ? "" : fishPlace(value, true)} -d ${fishQuote(about)}`
    ),
    ...line.places.filter(isKnown).map((place3) => `${begin} ${at(line.places.indexOf(place3))}${fishPlace(place3, false)}`)
  ];
}
function fishPlace({ files, choices }, flag) {
  if (files) return flag ? " -r -F" : " -F";
  return `${flag ? " -x" : ""}${choices.length === 0 ? "" : ` -a ${fishQuote(choices.join(" "))}`}`;
}
function zshFlag({ name, about, repeat, value }) {
  const text = about.replace(/[[\]\\]/g, "\\$&");
  return quote(`${repeat ? "*" : ""}--${name}[${text}]${value === void 0 ? "" : `:${zshPlace(value)}`}`);
}
function zshPlace({ name, files, choices }) {
  const action = files ? "_files" : choices.length === 0 ? " " : `(${choices.join(" ")})`;
  return `${name.replaceAll(":", "\\:").replaceAll("|", " or ")}:${action}`;
}
function numbered(line, at) {
  return repeats(line, at) ? "*" : String(at + 1);
}
function bashPlace({ files, choices }) {
  if (files) return "_seatwarden_files";
  return `_seatwarden_reply ${quote(choices.join(" "))}`;
}
function repeats({ endless, places }, at) {
  return endless && at === places.length - 1;
}
function isKnown({ files, choices }) {
  return files || choices.length > 0;
}
function takers({ flags }) {
  return flags.flatMap(({ name, value }) => value === void 0 ? [] : [{ name, value }]);
}
function spelled(flags) {
  return flags.map(({ name }) => `--${name}`).join(" ");
}
function quote(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
function fishQuote(text) {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}

// js/cli/completion.ts
var SCRIPTS = { bash, zsh, fish };
var HELP = { name: "help", about: "flags and examples" };
var completion = {
  name: "completion",
  about: "print a script that completes commands, flags and files in your shell",
  words: "bash|zsh|fish",
  detail: "It names what this version has: print it anew after an update, or load it when the shell starts, as below.",
  onlyReads: true,
  flags: [],
  examples: [
    [`eval "$(seatwarden completion bash)"`, "in ~/.bashrc"],
    ["source <(seatwarden completion zsh)", "in ~/.zshrc, after compinit"],
    ["seatwarden completion fish > ~/.config/fish/completions/seatwarden.fish", "for fish"]
  ],
  async run({ words, output, commands }) {
    const [shell, ...more] = words;
    const script = shell !== void 0 && Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : void 0;
    if (script === void 0 || more.length > 0) throw new UsageError("say which shell: bash, zsh or fish");
    await output.write(script(lines(commands)));
    return EXIT.done;
  }
};
function lines(commands) {
  const known = commands.map(({ name, about, flags, words = "" }) => ({
    name,
    about,
    flags: [...flags, HELP].map((flag) => ({
      name: flag.name,
      about: flag.about,
      repeat: flag.repeat === true,
      value: flag.value === void 0 ? void 0 : place(flag.value)
    })),
    places: words.split(" ").filter(Boolean).map(place),
    endless: words.includes("…")
  }));
  const help2 = { name: "command", files: false, choices: known.map(({ name }) => name) };
  return [...known, { name: "help", about: "help, for all or for one command", flags: [], places: [help2], endless: false }];
}
function place(spelled2) {
  const name = spelled2.replace(/[[\]…]/g, "");
  const choices = /^[a-z][a-z0-9-]*(\|[a-z][a-z0-9-]*)*$/.test(name) ? name.split("|") : [];
  return { name, files: name === "FILE", choices };
}

// js/cli/connection.ts
import { readFileSync } from "node:fs";
import { givenFields, withFields } from "./given.js";

// js/cli/json.ts
import { LostDigits, readJson } from "./given.js";
function readGiven(text, what, not) {
  try {
    return readJson(text);
  } catch (error) {
    throw error instanceof LostDigits ? new UsageError(`${what}: ${error.message}`, not.hint) : not;
  }
}
function objectOf(value, not) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw not;
  return value;
}

// js/cli/text.ts
import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { addAbortSignal } from "node:stream";
import { buffer } from "node:stream/consumers";
var NEWLINE = 10;
function nameOf(path) {
  return path === "-" ? "standard input" : path;
}
async function readText(path, signal) {
  const bytes = await readBytes(path, signal);
  if (!isText(bytes)) throw new UsageError(`${nameOf(path)}, line ${badLine(bytes)}, isn't UTF-8: save it as CSV UTF-8`);
  return withoutMark(bytes.toString("utf8"));
}
function withoutMark(text) {
  return text.replace(/^\uFEFF/, "");
}
async function readBytes(path, signal) {
  try {
    return await buffer(addAbortSignal(signal, path === "-" ? process.stdin : createReadStream(path)));
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const { code } = error;
    if (code === "ENOENT") throw new UsageError(`there is no file ${path}`);
    throw new UsageError(`${nameOf(path)} can't be read`);
  }
}
function isText(bytes) {
  return isUtf8(bytes) && !bytes.includes(0);
}
function badLine(bytes) {
  for (let line = 1, from = 0; ; line++) {
    const end = bytes.indexOf(NEWLINE, from);
    if (end === -1 || !isText(bytes.subarray(from, end))) return line;
    from = end + 1;
  }
}

// js/cli/connection.ts
var CONNECTION_FLAG = {
  name: "connection",
  value: "FILE",
  about: "the connection, as a JSON file (else SEATWARDEN_CONNECTION, else SEATWARDEN_* variables)"
};
function findConnection(file, env = process.env) {
  if (file !== void 0) {
    refuseJson(file);
    return readConnection(file, `--connection ${file}`);
  }
  const whole = env.SEATWARDEN_CONNECTION?.trim();
  if (whole)
    return whole.startsWith("{") ? parseConnection(whole, "SEATWARDEN_CONNECTION") : readConnection(whole, "SEATWARDEN_CONNECTION");
  const fields = givenFields((words) => env[`SEATWARDEN_${words.join("_").toUpperCase()}`]);
  return Object.keys(fields).length === 0 ? void 0 : withFields({}, fields);
}
function refuseJson(file) {
  if (/^[\s"'([]*\{|"\s*:/.test(file)) throw new UsageError("--connection takes a file; JSON goes into SEATWARDEN_CONNECTION");
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
  let text;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(
      `${from}: the file can't be read (${error.code ?? "unknown reason"})`,
      "Check the path. To make one for a tenant in memory: seatwarden sandbox > sandbox.json"
    );
  }
  if (text.trim() === "")
    throw new UsageError(`${from}: the file is empty`, "If seatwarden sandbox writes it, wait until that says where it listens.");
  return parseConnection(withoutMark(text), from);
}
function parseConnection(text, from) {
  const hint = 'A connection looks like {"provider":"zuora","clientId":"…","clientSecret":"…"}.';
  const given2 = readGiven(text, from, new UsageError(`${from}: that is not JSON`, hint));
  return objectOf(given2, new UsageError(`${from}: that is no JSON object`, hint));
}

// js/cli/failure.ts
import { SeatwardenError } from "./index.js";

// js/cli/style.ts
import { styleText } from "node:util";
function painter(stream, env = process.env) {
  const forced = env.FORCE_COLOR !== void 0 && env.FORCE_COLOR !== "" && env.FORCE_COLOR !== "0";
  const wanted = forced || stream.isTTY === true && env.TERM !== "dumb";
  if (!wanted || env.NO_COLOR !== void 0 && env.NO_COLOR !== "") return (_format, text) => text;
  return (format2, text) => styleText(format2, text, { validateStream: false });
}
function visible(text) {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
function jsonText(value, indent) {
  return JSON.stringify(value, null, indent).replace(
    /[\u007f-\u009f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`
  );
}

// js/cli/failure.ts
var Interrupted = class extends Error {
  hint;
  constructor(far) {
    super(
      far === void 0 ? "interrupted; what was done until then is done" : `interrupted: ${far}, and perhaps some that were under way`
    );
    this.hint = far === void 0 ? void 0 : "The same command again goes on: what is done is seen, and not done a second time.";
  }
};
var NEXT = {
  auth_failed: "Check the client's id and secret, and that they belong to this tenant: seatwarden connections",
  forbidden: "The credentials are good, but their owner may not do this: give it a role that may.",
  rate_limited: "Somebody uses up what the tenant allows, perhaps another program: try again later, with --deadline-ms for how long to wait.",
  timeout: "Try again, with more time: --timeout-ms for each request, --deadline-ms for the whole command.",
  network: "Check the address, and that this machine reaches it: seatwarden connections",
  vendor_unavailable: "The tenant is in trouble: try again later.",
  vendor_rejected: "The tenant said why. --verbose shows what it was asked.",
  outcome_unknown: "It may have been done: look with seatwarden find, or just try again, which is safe.",
  internal: "That is a fault of Seatwarden: please report it, with what --verbose shows."
};
function report(error, command, output) {
  const { message, hint, code } = describe(error, command);
  const paint = output.paintNote;
  output.note(`${paint("red", "seatwarden:")} ${visible(message)}${code === void 0 ? "" : ` ${paint("dim", `(${code})`)}`}`);
  if (hint !== void 0) output.note(`  ${paint("cyan", "→")} ${visible(hint)}`);
  return exitCode(error);
}
function describe(error, command) {
  if (error instanceof UsageError) {
    const help2 = command === void 0 ? "--help" : `${command.name} --help`;
    return { message: error.message, hint: error.hint ?? `See: seatwarden ${help2}` };
  }
  if (SeatwardenError.is(error)) {
    const { message, code } = error;
    const help2 = code === "invalid_input" && command !== void 0 ? `See: seatwarden ${command.name} --help` : void 0;
    return { message, hint: command?.hints?.[code] ?? asCommand(error.hint) ?? NEXT[code] ?? help2, code };
  }
  if (error instanceof Interrupted) return { message: error.message, hint: error.hint };
  return { message: error instanceof Error ? error.message : String(error) };
}
function asCommand(hint) {
  return hint?.replaceAll("capabilities()", "seatwarden capabilities").replace("toleranceSeconds", "--tolerance").replace(/set confirm to its id, (\w+)/, "apply it with --confirm $1").replace(/\{ confirm: "([^"'\\]+)" \}/, (_, name) => `--confirm ${/^[\w.@+-]+$/.test(name) ? name : `'${name}'`}`);
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
  const given2 = Object.keys(FIELDS).flatMap((field) => {
    const text = flags.text(kebab(field));
    return text === void 0 ? [] : [[field, text]];
  });
  const groups2 = flags.texts("group");
  const extra = flags.text("extra");
  const person = { ...Object.fromEntries(given2), ...groups2 && { groups: groups2 }, ...extra !== void 0 && { extra: readExtra(extra) } };
  return person;
}
function readExtra(text) {
  const not = new UsageError("--extra takes a JSON object", `For example --extra '{"title":"Analyst"}'.`);
  return readGiven(text, "--extra", not);
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

// js/cli/tenant.ts
import { connect } from "./index.js";

// node_modules/yocto-spinner/index.js
import process2 from "node:process";
import { stripVTControlCharacters } from "node:util";

// node_modules/yoctocolors/base.js
var base_exports = {};
__export(base_exports, {
  bgBlack: () => bgBlack,
  bgBlue: () => bgBlue,
  bgBlueBright: () => bgBlueBright,
  bgCyan: () => bgCyan,
  bgCyanBright: () => bgCyanBright,
  bgGray: () => bgGray,
  bgGreen: () => bgGreen,
  bgGreenBright: () => bgGreenBright,
  bgMagenta: () => bgMagenta,
  bgMagentaBright: () => bgMagentaBright,
  bgRed: () => bgRed,
  bgRedBright: () => bgRedBright,
  bgWhite: () => bgWhite,
  bgWhiteBright: () => bgWhiteBright,
  bgYellow: () => bgYellow,
  bgYellowBright: () => bgYellowBright,
  black: () => black,
  blue: () => blue,
  blueBright: () => blueBright,
  bold: () => bold,
  cyan: () => cyan,
  cyanBright: () => cyanBright,
  dim: () => dim,
  gray: () => gray,
  green: () => green,
  greenBright: () => greenBright,
  hidden: () => hidden,
  inverse: () => inverse,
  italic: () => italic,
  magenta: () => magenta,
  magentaBright: () => magentaBright,
  overline: () => overline,
  red: () => red,
  redBright: () => redBright,
  reset: () => reset,
  strikethrough: () => strikethrough,
  underline: () => underline,
  underlineBlack: () => underlineBlack,
  underlineBlue: () => underlineBlue,
  underlineBlueBright: () => underlineBlueBright,
  underlineCurly: () => underlineCurly,
  underlineCyan: () => underlineCyan,
  underlineCyanBright: () => underlineCyanBright,
  underlineDashed: () => underlineDashed,
  underlineDotted: () => underlineDotted,
  underlineDouble: () => underlineDouble,
  underlineGray: () => underlineGray,
  underlineGreen: () => underlineGreen,
  underlineGreenBright: () => underlineGreenBright,
  underlineMagenta: () => underlineMagenta,
  underlineMagentaBright: () => underlineMagentaBright,
  underlineRed: () => underlineRed,
  underlineRedBright: () => underlineRedBright,
  underlineWhite: () => underlineWhite,
  underlineWhiteBright: () => underlineWhiteBright,
  underlineYellow: () => underlineYellow,
  underlineYellowBright: () => underlineYellowBright,
  white: () => white,
  whiteBright: () => whiteBright,
  yellow: () => yellow,
  yellowBright: () => yellowBright
});
import tty from "node:tty";
var hasColors = tty?.WriteStream?.prototype?.hasColors?.() ?? false;
var format = (open, close) => {
  if (!hasColors) {
    return (input) => input;
  }
  const openCode = `\x1B[${open}m`;
  const closeCode = `\x1B[${close}m`;
  return (input) => {
    const string = input + "";
    let index = string.indexOf(closeCode);
    if (index === -1) {
      return openCode + string + closeCode;
    }
    let result = openCode;
    let lastIndex = 0;
    const reopenOnNestedClose = close === 22;
    const replaceCode = (reopenOnNestedClose ? closeCode : "") + openCode;
    while (index !== -1) {
      result += string.slice(lastIndex, index) + replaceCode;
      lastIndex = index + closeCode.length;
      index = string.indexOf(closeCode, lastIndex);
    }
    result += string.slice(lastIndex) + closeCode;
    return result;
  };
};
var reset = format(0, 0);
var bold = format(1, 22);
var dim = format(2, 22);
var italic = format(3, 23);
var underline = format(4, 24);
var underlineDouble = format("4:2", 24);
var underlineCurly = format("4:3", 24);
var underlineDotted = format("4:4", 24);
var underlineDashed = format("4:5", 24);
var overline = format(53, 55);
var inverse = format(7, 27);
var hidden = format(8, 28);
var strikethrough = format(9, 29);
var black = format(30, 39);
var red = format(31, 39);
var green = format(32, 39);
var yellow = format(33, 39);
var blue = format(34, 39);
var magenta = format(35, 39);
var cyan = format(36, 39);
var white = format(37, 39);
var gray = format(90, 39);
var bgBlack = format(40, 49);
var bgRed = format(41, 49);
var bgGreen = format(42, 49);
var bgYellow = format(43, 49);
var bgBlue = format(44, 49);
var bgMagenta = format(45, 49);
var bgCyan = format(46, 49);
var bgWhite = format(47, 49);
var bgGray = format(100, 49);
var redBright = format(91, 39);
var greenBright = format(92, 39);
var yellowBright = format(93, 39);
var blueBright = format(94, 39);
var magentaBright = format(95, 39);
var cyanBright = format(96, 39);
var whiteBright = format(97, 39);
var bgRedBright = format(101, 49);
var bgGreenBright = format(102, 49);
var bgYellowBright = format(103, 49);
var bgBlueBright = format(104, 49);
var bgMagentaBright = format(105, 49);
var bgCyanBright = format(106, 49);
var bgWhiteBright = format(107, 49);
var underlineBlack = format("58;5;0", 59);
var underlineRed = format("58;5;1", 59);
var underlineGreen = format("58;5;2", 59);
var underlineYellow = format("58;5;3", 59);
var underlineBlue = format("58;5;4", 59);
var underlineMagenta = format("58;5;5", 59);
var underlineCyan = format("58;5;6", 59);
var underlineWhite = format("58;5;7", 59);
var underlineGray = format("58;5;8", 59);
var underlineRedBright = format("58;5;9", 59);
var underlineGreenBright = format("58;5;10", 59);
var underlineYellowBright = format("58;5;11", 59);
var underlineBlueBright = format("58;5;12", 59);
var underlineMagentaBright = format("58;5;13", 59);
var underlineCyanBright = format("58;5;14", 59);
var underlineWhiteBright = format("58;5;15", 59);

// node_modules/yocto-spinner/index.js
var isUnicodeSupported = process2.platform !== "win32" || Boolean(process2.env.WT_SESSION) || process2.env.TERM_PROGRAM === "vscode";
var isInteractive = (stream) => Boolean(
  stream.isTTY && process2.env.TERM !== "dumb" && !("CI" in process2.env)
);
var infoSymbol = base_exports.blue(isUnicodeSupported ? "ℹ" : "i");
var successSymbol = base_exports.green(isUnicodeSupported ? "✔" : "√");
var warningSymbol = base_exports.yellow(isUnicodeSupported ? "⚠" : "‼");
var errorSymbol = base_exports.red(isUnicodeSupported ? "✖" : "×");
var defaultSpinner = {
  frames: isUnicodeSupported ? [
    "⠋",
    "⠙",
    "⠹",
    "⠸",
    "⠼",
    "⠴",
    "⠦",
    "⠧",
    "⠇",
    "⠏"
  ] : [
    "-",
    "\\",
    "|",
    "/"
  ],
  interval: 80
};
var SYNCHRONIZED_OUTPUT_ENABLE = "\x1B[?2026h";
var SYNCHRONIZED_OUTPUT_DISABLE = "\x1B[?2026l";
var oscSequenceRegex = /][\s\S]*?(?:|\\)/g;
var activeHooksPerStream = /* @__PURE__ */ new Set();
var YoctoSpinner = class {
  #frames;
  #interval;
  #currentFrame = -1;
  #timer;
  #handleSignals;
  #text;
  #stream;
  #color;
  #lines = 0;
  #exitHandlerBound;
  #isInteractive;
  #lastSpinnerFrameTime = 0;
  #isSpinning = false;
  #hookedStreams = /* @__PURE__ */ new Map();
  #isInternalWrite = false;
  #isDeferringRender = false;
  constructor(options = {}) {
    const spinner = options.spinner ?? defaultSpinner;
    if (!Array.isArray(spinner.frames) || spinner.frames.length === 0 || spinner.frames.some((frame) => typeof frame !== "string")) {
      throw new Error("The `spinner.frames` option must be a non-empty array of strings");
    }
    if (spinner.interval !== void 0 && !(Number.isInteger(spinner.interval) && spinner.interval > 0)) {
      throw new Error("The `spinner.interval` option must be a positive integer");
    }
    this.#frames = spinner.frames;
    this.#interval = spinner.interval ?? defaultSpinner.interval;
    this.#handleSignals = options.handleSignals ?? true;
    this.#text = options.text ?? "";
    this.#stream = options.stream ?? process2.stderr;
    this.#color = options.color ?? "cyan";
    this.#isInteractive = isInteractive(this.#stream);
    this.#exitHandlerBound = this.#exitHandler.bind(this);
  }
  #internalWrite(action) {
    this.#isInternalWrite = true;
    try {
      return action();
    } finally {
      this.#isInternalWrite = false;
    }
  }
  #stringifyChunk(chunk, encoding) {
    if (chunk === void 0 || chunk === null) {
      return "";
    }
    if (typeof chunk === "string") {
      return chunk;
    }
    if (Buffer.isBuffer(chunk) || ArrayBuffer.isView(chunk)) {
      const normalizedEncoding = typeof encoding === "string" && encoding !== "" && encoding !== "buffer" ? encoding : "utf8";
      return Buffer.from(chunk).toString(normalizedEncoding);
    }
    return String(chunk);
  }
  #withSynchronizedOutput(action) {
    if (!this.#isInteractive) {
      return action();
    }
    try {
      this.#write(SYNCHRONIZED_OUTPUT_ENABLE);
      return action();
    } finally {
      this.#write(SYNCHRONIZED_OUTPUT_DISABLE);
    }
  }
  #hookStream(stream) {
    if (!stream || this.#hookedStreams.has(stream) || typeof stream.write !== "function") {
      return;
    }
    if (activeHooksPerStream.has(stream)) {
      return;
    }
    const originalWrite = stream.write;
    const hookedWrite = (...writeArguments) => this.#hookedWrite(stream, originalWrite, writeArguments);
    this.#hookedStreams.set(stream, { originalWrite, hookedWrite });
    activeHooksPerStream.add(stream);
    stream.write = hookedWrite;
  }
  #installHook() {
    if (!this.#isInteractive || this.#hookedStreams.size > 0) {
      return;
    }
    const streamsToHook = /* @__PURE__ */ new Set([this.#stream]);
    if (this.#stream === process2.stdout || this.#stream === process2.stderr) {
      if (isInteractive(process2.stdout)) {
        streamsToHook.add(process2.stdout);
      }
      if (isInteractive(process2.stderr)) {
        streamsToHook.add(process2.stderr);
      }
    }
    for (const stream of streamsToHook) {
      this.#hookStream(stream);
    }
  }
  #uninstallHook() {
    for (const [stream, hookInfo] of this.#hookedStreams) {
      if (stream.write === hookInfo.hookedWrite) {
        stream.write = hookInfo.originalWrite;
      }
      activeHooksPerStream.delete(stream);
    }
    this.#hookedStreams.clear();
  }
  #hookedWrite(stream, originalWrite, writeArguments) {
    const [chunk, encoding, callback] = writeArguments;
    let resolvedEncoding = encoding;
    let resolvedCallback = callback;
    if (typeof resolvedEncoding === "function") {
      resolvedCallback = resolvedEncoding;
      resolvedEncoding = void 0;
    }
    if (this.#isInternalWrite || !this.isSpinning) {
      return originalWrite.call(stream, chunk, resolvedEncoding, resolvedCallback);
    }
    if (this.#lines > 0) {
      this.clear();
    }
    const chunkString = this.#stringifyChunk(chunk, resolvedEncoding);
    const chunkTerminatesLine = chunkString.at(-1) === "\n";
    const writeResult2 = originalWrite.call(stream, chunk, resolvedEncoding, resolvedCallback);
    if (chunkTerminatesLine) {
      this.#isDeferringRender = false;
    } else if (chunkString !== "") {
      this.#isDeferringRender = true;
    }
    if (this.isSpinning && !this.#isDeferringRender) {
      this.#render();
    }
    return writeResult2;
  }
  start(text) {
    if (text) {
      this.#text = text;
    }
    if (this.isSpinning) {
      return this;
    }
    this.#isSpinning = true;
    this.#hideCursor();
    this.#installHook();
    this.#render();
    this.#subscribeToProcessEvents();
    if (this.#isInteractive) {
      this.#timer = setInterval(() => {
        this.#render();
      }, this.#interval);
    }
    return this;
  }
  stop(finalText) {
    if (!this.isSpinning) {
      return this;
    }
    const shouldWriteNewline = this.#isDeferringRender;
    this.#isSpinning = false;
    if (this.#timer) {
      clearInterval(this.#timer);
      this.#timer = void 0;
    }
    this.#isDeferringRender = false;
    this.#uninstallHook();
    this.#showCursor();
    this.clear();
    this.#unsubscribeFromProcessEvents();
    if (finalText) {
      const prefix = shouldWriteNewline ? "\n" : "";
      this.#stream.write(`${prefix}${finalText}
`);
    }
    return this;
  }
  #symbolStop(symbol, text) {
    return this.stop(`${symbol} ${text ?? this.#text}`);
  }
  success(text) {
    return this.#symbolStop(successSymbol, text);
  }
  error(text) {
    return this.#symbolStop(errorSymbol, text);
  }
  warning(text) {
    return this.#symbolStop(warningSymbol, text);
  }
  info(text) {
    return this.#symbolStop(infoSymbol, text);
  }
  get isSpinning() {
    return this.#isSpinning;
  }
  get text() {
    return this.#text;
  }
  set text(value) {
    this.#text = value ?? "";
    this.#render();
  }
  get color() {
    return this.#color;
  }
  set color(value) {
    this.#color = value;
    this.#render();
  }
  clear() {
    if (!this.#isInteractive) {
      return this;
    }
    if (this.#lines === 0) {
      return this;
    }
    this.#internalWrite(() => {
      this.#stream.cursorTo(0);
      for (let index = 0; index < this.#lines; index++) {
        if (index > 0) {
          this.#stream.moveCursor(0, -1);
        }
        this.#stream.clearLine(1);
      }
    });
    this.#lines = 0;
    return this;
  }
  #render() {
    if (this.#isDeferringRender) {
      return;
    }
    const useSynchronizedOutput = this.#isInteractive;
    const now = Date.now();
    if (this.#currentFrame === -1 || now - this.#lastSpinnerFrameTime >= this.#interval) {
      this.#currentFrame = ++this.#currentFrame % this.#frames.length;
      this.#lastSpinnerFrameTime = now;
    }
    const applyColor = base_exports[this.#color] ?? base_exports.cyan;
    const frame = this.#frames[this.#currentFrame];
    let string = `${applyColor(frame)} ${this.#text}`;
    if (!this.#isInteractive) {
      string += "\n";
    }
    if (useSynchronizedOutput) {
      this.#withSynchronizedOutput(() => {
        this.clear();
        this.#write(string);
      });
    } else {
      this.#write(string);
    }
    if (this.#isInteractive) {
      this.#lines = this.#lineCount(string);
    }
  }
  #write(text) {
    this.#internalWrite(() => {
      this.#stream.write(text);
    });
  }
  #lineCount(text) {
    const width = this.#stream.columns || 80;
    const lines3 = stripVTControlCharacters(text.replaceAll(oscSequenceRegex, "")).split("\n");
    let lineCount = 0;
    for (const line of lines3) {
      lineCount += Math.max(1, Math.ceil(line.length / width));
    }
    return lineCount;
  }
  #hideCursor() {
    if (this.#isInteractive) {
      this.#write("\x1B[?25l");
    }
  }
  #showCursor() {
    if (this.#isInteractive) {
      this.#write("\x1B[?25h");
    }
  }
  #subscribeToProcessEvents() {
    if (!this.#handleSignals) {
      return;
    }
    process2.once("SIGINT", this.#exitHandlerBound);
    process2.once("SIGTERM", this.#exitHandlerBound);
  }
  #unsubscribeFromProcessEvents() {
    if (!this.#handleSignals) {
      return;
    }
    process2.off("SIGINT", this.#exitHandlerBound);
    process2.off("SIGTERM", this.#exitHandlerBound);
  }
  #exitHandler(signal) {
    if (this.isSpinning) {
      this.stop();
    }
    const exitCode2 = signal === "SIGINT" ? 130 : signal === "SIGTERM" ? 143 : 1;
    process2.exit(exitCode2);
  }
};
function yoctoSpinner(options) {
  return new YoctoSpinner(options);
}

// js/cli/progress.ts
var PATIENCE_MS = 700;
var BAR = 24;
var Progress = class {
  #stream;
  #began = performance.now();
  #wanted;
  #spinner;
  constructor(stream = process.stderr, env = process.env) {
    this.#stream = stream;
    this.#wanted = stream.isTTY === true && env.TERM !== "dumb" && env.CI === void 0;
  }
  /** Takes note of an event. */
  show({ type, operation, done, total }) {
    if (type !== "progress" || done === void 0 || operation === "apply" || operation.endsWith("All")) return;
    this.#text(`${done.toLocaleString("en")}${total === void 0 ? "" : ` of ${total.toLocaleString("en")}`} users`);
  }
  /** How many of a batch are done. */
  bar(done, total) {
    const full = total === 0 ? BAR : Math.floor(done * BAR / total);
    const [bar, count2] = ["█".repeat(full) + "░".repeat(BAR - full), done.toLocaleString("en")];
    this.#text(`${bar} ${count2} of ${total.toLocaleString("en")}`);
  }
  #text(text) {
    if (!this.#wanted || performance.now() - this.#began < PATIENCE_MS) return;
    this.#spinner ??= yoctoSpinner({ stream: this.#stream, handleSignals: false }).start(text);
    this.#spinner.text = text;
  }
  /** Takes the line away. */
  end() {
    this.#spinner?.stop();
  }
};

// js/cli/tenant.ts
var VERBOSE_FLAG = { name: "verbose", about: "show each request on standard error, without secrets" };
var TENANT_FLAGS = [
  CONNECTION_FLAG,
  { name: "json", about: "the result as JSON" },
  VERBOSE_FLAG,
  { name: "timeout-ms", value: "MS", about: "how long one attempt may take (default 30000)" },
  { name: "deadline-ms", value: "MS", about: "how long the whole command may take" }
];
var WRITE_FLAGS = [
  { name: "dry-run", about: "look, but write nothing" },
  { name: "no-verify", about: "do not read the account back after the write" },
  { name: "idempotency-key", value: "KEY", about: "sent where the vendor has one; a repeated command is safe without it" }
];
function withClient(call, use) {
  return withTenant(needConnection(call.flags.text("connection")), call, use);
}
async function withTenant(connection, call, use) {
  const progress = new Progress();
  const client = connect(connection, { onEvent: verbose(call) ?? ((event) => progress.show(event)) });
  try {
    return await use(client, callOptions(call));
  } finally {
    progress.end();
    client[Symbol.dispose]();
  }
}
function verbose({ flags, output }) {
  return flags.has("verbose") ? (event) => output.note(output.paintNote("dim", eventLine(event))) : void 0;
}
function writeOptions({ flags }) {
  const idempotencyKey = flags.text("idempotency-key");
  return { dryRun: flags.has("dry-run"), verify: !flags.has("no-verify"), ...idempotencyKey !== void 0 && { idempotencyKey } };
}
function callOptions({ flags, signal }) {
  const timeoutMs = flags.integer("timeout-ms");
  const deadlineMs = flags.integer("deadline-ms");
  return { signal, ...timeoutMs !== void 0 && { timeoutMs }, ...deadlineMs !== void 0 && { deadlineMs } };
}
function eventLine({ type, method, path, status, attempt, delayMs, done, total, message, requestId }) {
  const words = [
    type,
    method,
    path,
    status,
    attempt !== void 0 && attempt > 1 && `attempt ${attempt}`,
    delayMs !== void 0 && `wait ${delayMs} ms`,
    done !== void 0 && `${done}${total === void 0 ? "" : ` of ${total}`}`,
    message,
    requestId !== void 0 && `(${requestId})`
  ];
  return visible(words.filter((word) => word !== void 0 && word !== false).join(" "));
}
function changeLine(change, output) {
  return `  ${visible(change.field)}: ${output.paint("dim", side(change.from))} → ${side(change.to)}`;
}
function side(value) {
  return value === null || value === void 0 ? "nothing" : visible(JSON.stringify(value));
}

// js/cli/connections.ts
var connections = {
  name: "connections",
  about: "check connections: the token, one user, what can be done",
  words: "[FILE…]",
  detail: "It only reads. Without FILE the connection of --connection or the environment. If anything failed, the exit code is 1.",
  onlyReads: true,
  flags: TENANT_FLAGS,
  examples: [
    ["seatwarden connections", "does the connection of the environment work?"],
    ["seatwarden connections zuora.json zuora-sandbox.json", "several, each from its file"]
  ],
  hints: { network: "Check baseUrl (or dataCenter), and that this machine reaches it: a proxy or a firewall may be in between." },
  async run(call) {
    const { words, flags, output } = call;
    const file = flags.text("connection");
    if (words.length > 0 && file !== void 0) throw new UsageError("name files as words or by --connection, not both");
    for (const from of [...words, file ?? ""]) refuseJson(from);
    const checked = [];
    for (const from of words.length > 0 ? words : [file]) {
      const one = await look(from, call);
      checked.push(one);
      if (!output.json) await tell(one, output);
    }
    if (output.json) await output.value(checked);
    return checked.every(({ ok }) => ok) ? EXIT.done : EXIT.failed;
  }
};
async function look(file, call) {
  const checks = [];
  let name = file ?? "environment";
  const attempt = async (check2, act) => {
    try {
      const message = await act();
      if (message !== void 0) checks.push({ check: check2, ok: true, message });
      return true;
    } catch (error) {
      call.signal.throwIfAborted();
      const { message, hint, code } = describe(error, connections);
      checks.push({ check: check2, ok: false, message, ...code !== void 0 && { code }, ...hint !== void 0 && { hint } });
      return false;
    }
  };
  await attempt("connection", async () => {
    const connection = findConnection(file);
    if (connection === void 0) return void 0;
    if (connection.name !== void 0) name = file === void 0 ? connection.name : `${file} (${connection.name})`;
    await withTenant(connection, call, async (client, options) => {
      checks.push({ check: "connection", ok: true, message: place2(connection) });
      if (await attempt("token", () => askToken(client, options))) await attempt("list", () => askUser(client, options));
      await attempt("capabilities", async () => abilities(await client.capabilities(options)));
    });
    return void 0;
  });
  if (checks.length === 0) needConnection(file);
  return { connection: name, ok: checks.every(({ ok }) => ok), checks };
}
async function askToken(client, options) {
  const { tokenType, expiresAt } = await client.token(options);
  return `a ${tokenType} token${expiresAt === void 0 ? "" : `, until ${expiresAt}`}`;
}
async function askUser(client, options) {
  const users = await client.list({ limit: 1 }, options).toArray();
  return users.length === 0 ? "users can be read; there are none yet" : "users can be read";
}
function place2(connection) {
  const { provider, baseUrl, dataCenter } = connection;
  const where = baseUrl ?? dataCenter;
  return where === void 0 ? provider : `${provider}, ${where}`;
}
function abilities({ verbs, groups: groups2, roles: roles2 }) {
  const can = Object.keys(verbs).filter((verb) => verbs[verb]);
  const lacks = [!roles2 && "no roles", !groups2 && "no groups"].filter((word) => word !== false);
  return [can.map(kebab).join(", "), ...lacks].join("; ");
}
async function tell({ connection, checks }, output) {
  const { paint } = output;
  if (!output.terminal) {
    await output.table(
      [],
      checks.map(({ check: check2, ok, message }) => [connection, check2, ok ? "ok" : "failed", message])
    );
  } else {
    await output.line(paint("bold", visible(connection)));
    for (const { check: check2, ok, message } of checks)
      await output.line(`  ${ok ? paint("green", "✔") : paint("red", "✘")} ${check2.padEnd("capabilities".length)}  ${visible(message)}`);
  }
  for (const { ok, check: check2, hint } of checks) {
    if (!ok && hint !== void 0) output.note(`  ${output.paintNote("cyan", "→")} ${check2}: ${visible(hint)}`);
  }
}

// js/cli/groups.ts
var OUTCOMES = {
  created: ["created", "would be created"],
  updated: ["changed", "would be changed"],
  renamed: ["renamed", "would be renamed"],
  removed: ["removed for good", "would be removed for good"],
  unchanged: ["is as asked already", "is as asked already"],
  not_found: ["isn't there: nothing to do", "isn't there: nothing to do"]
};
var VERBS = {
  list: { least: 0, most: 0, words: "no words", ask: (client, _, options) => client.groups.list(reading(options)).toArray() },
  get: { least: 1, most: 1, words: "one word: GROUP", ask: (client, [group = ""], options) => client.groups.get(group, reading(options)) },
  create: {
    least: 1,
    most: Number.POSITIVE_INFINITY,
    words: "a NAME, and WHO shall be in it",
    ask: (client, [name = "", ...members], options) => client.groups.create({ name, members }, options)
  },
  rename: {
    least: 2,
    most: 2,
    words: "two words: GROUP NAME",
    ask: (client, [group = "", name = ""], options) => client.groups.rename(group, name, options)
  },
  remove: {
    least: 1,
    most: 1,
    words: "one word: GROUP",
    // Without it the core refuses, and says what to give.
    ask: (client, [group = ""], options, confirm) => client.groups.remove(group, { ...options, ...confirm !== void 0 && { confirm } })
  },
  add: {
    least: 2,
    most: Number.POSITIVE_INFINITY,
    words: "a GROUP, and one WHO or more",
    ask: (client, [group = "", ...members], options) => client.groups.addMembers(group, members, options)
  },
  "remove-member": {
    least: 2,
    most: Number.POSITIVE_INFINITY,
    words: "a GROUP, and one WHO or more",
    ask: (client, [group = "", ...members], options) => client.groups.removeMembers(group, members, options)
  }
};
var groups = {
  name: "groups",
  about: "the groups of the tenant, and who is in them",
  words: `${Object.keys(VERBS).join("|")} [GROUP] [WHO…]`,
  detail: [
    "list; get GROUP; create NAME [WHO…]; rename GROUP NAME; remove GROUP --confirm NAME; add GROUP WHO…; remove-member GROUP WHO…",
    "GROUP is an id, and only if no group has that id, a name. WHO is a login name, a mail address or an id."
  ].join("\n"),
  flags: [
    ...TENANT_FLAGS,
    ...WRITE_FLAGS,
    { name: "confirm", value: "NAME", about: "remove: the name of the group that is to be removed, to the letter" }
  ],
  examples: [
    ["seatwarden groups list", "names and ids"],
    ["seatwarden groups create Pilots jane@example.com joe@example.com", "a group, with two people in it"],
    ["seatwarden groups add Sales jane@example.com --dry-run", "what it would change"],
    ["seatwarden groups remove-member Sales jane@example.com", "somebody who leaves a group"],
    ["seatwarden groups remove Pilots --confirm Pilots", "for good"]
  ],
  hints: {
    not_found: "seatwarden groups list shows the groups, seatwarden list the users."
  },
  run: (call) => withClient(call, async (client, options) => {
    const [verb = "", ...words] = call.words;
    const known = Object.hasOwn(VERBS, verb) ? VERBS[verb] : void 0;
    if (known === void 0)
      throw new UsageError(`say what to do: one of ${Object.keys(VERBS).join(", ")}`, "For example: seatwarden groups list");
    if (words.length < known.least || words.length > known.most) throw new UsageError(`groups ${verb} takes ${known.words}`);
    const confirm = call.flags.text("confirm");
    const given2 = await known.ask(client, words, { ...options, ...writeOptions(call) }, confirm);
    await show(given2, words[0] ?? "", call);
    return EXIT.done;
  })
};
function reading({ dryRun: _, verify: __, ...rest }) {
  return rest;
}
function show(given2, asked, { output }) {
  if (output.json) return output.value(given2);
  if (Array.isArray(given2)) return showAll(given2, output);
  return "outcome" in given2 ? showWrite(given2, asked, output) : showOne(given2, output);
}
async function showAll(all, output) {
  const rows = all.map(({ name, id, members }) => [name, id, members === void 0 ? "" : String(members.length)]);
  await output.table(["NAME", "ID", "MEMBERS"], rows);
  if (output.terminal) output.note(output.paintNote("dim", `${all.length} ${all.length === 1 ? "group" : "groups"}`));
}
async function showOne({ name, id, members }, output) {
  const rows = (members ?? []).map((member) => [member.display ?? "", member.id]);
  if (!output.terminal) return output.table([], rows);
  await output.line(`${visible(name)} ${output.paint("dim", `(${visible(id)})`)}`);
  if (members === void 0) output.note(output.paintNote("dim", "this tenant doesn't show who is in a group"));
  else await output.table(["MEMBER", "ID"], rows);
}
async function showWrite(result, asked, output) {
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

// js/cli/batch.ts
import { SeatwardenError as SeatwardenError2 } from "./index.js";

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
  /** Why standard output can't be written any more. */
  #lost;
  /** Those who wait until there is room. */
  #waiting = [];
  constructor(json, out = process.stdout, notes = process.stderr) {
    this.json = json;
    this.terminal = out.isTTY === true;
    this.#out = out;
    this.#notes = notes;
    this.paint = painter(out);
    this.paintNote = painter(notes);
    out.on("drain", () => this.#goOn());
    out.on("error", (error) => this.#lose(error));
    notes.on("error", () => {
    });
  }
  /** Whether results were lost, and not because their reader had seen enough. */
  get broken() {
    return this.#lost !== void 0 && this.#lost.code !== "EPIPE";
  }
  /** Has `act` called if standard output can't be written any more. From then on results are dropped. */
  whenLost(act) {
    this.#out.on("error", act);
  }
  /** One line of a result. Resolves when the reader has room for more. */
  line(text) {
    return this.write(`${text}
`);
  }
  /** A piece of a result. Resolves when the reader has room for more. */
  async write(text) {
    if (this.#lost === void 0 && !this.#out.write(text)) await new Promise((resume) => this.#waiting.push(resume));
  }
  #lose(error) {
    const first = this.#lost === void 0;
    this.#lost ??= error;
    if (first && this.broken) this.note(`${this.paintNote("red", "seatwarden:")} standard output can't be written: ${error.message}`);
    this.#goOn();
  }
  #goOn() {
    for (const resume of this.#waiting.splice(0)) resume();
  }
  /** A result as JSON, indented. */
  value(value) {
    return this.line(jsonText(value, 2));
  }
  /** One line beside the result: a warning, progress, what to do next. */
  note(text) {
    this.#notes.write(`${text}
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

// js/cli/resume.ts
function placesToCome(many, resume) {
  const all = Array.from({ length: many }, (_, at) => at);
  if (resume === void 0) return all;
  const [looked, ...undone] = Buffer.from(resume, "base64url").toString().split(" ").slice(2).map(Number);
  if (looked === void 0 || ![looked, ...undone].every(Number.isSafeInteger)) return all;
  const left = new Set(undone);
  return all.filter((at) => at >= looked || left.has(at));
}

// js/cli/batch.ts
var RESUME_FLAG = { name: "resume", value: "TEXT", about: "with --file: go on where --deadline-ms stopped it" };
var TOLD = 20;
async function settleFile(given2, output, resume, settle, none = "there is nobody in the file") {
  const progress = new Progress();
  const results = new Results(given2, output, placesToCome(given2.length, resume));
  let rest;
  let stopped;
  try {
    const values = given2.map((one) => "value" in one ? one.value : false);
    const onProgress = (done, total, latest) => {
      results.add(latest);
      progress.bar(done, total);
    };
    ({ resume: rest } = await settle(values, { onProgress, ...resume !== void 0 && { resume } }));
  } catch (error) {
    stopped = { by: error };
  } finally {
    progress.end();
  }
  const { all } = await results.end();
  const counts = summarize(all, given2, output);
  if (given2.length === 0 && stopped === void 0) output.note(`${none}: nothing is to be done`);
  const far = resume === void 0 ? `${all.length} of ${given2.length} are done` : `${all.length} more are done`;
  if (stopped !== void 0) throw stopped.by instanceof Interrupted ? new Interrupted(far) : stopped.by;
  if (rest !== void 0) {
    output.note(`${output.paintNote("yellow", "the deadline came first:")} ${far}`);
    const longer = all.length === 0 ? "a longer --deadline-ms, and " : "";
    output.note(`  ${output.paintNote("cyan", "→")} the same command again with ${longer}--resume ${rest}`);
  }
  return counts.has("failed") || rest !== void 0 ? EXIT.failed : EXIT.done;
}
var Results = class {
  all = [];
  #given;
  #output;
  #held = /* @__PURE__ */ new Map();
  /** The places of those who have a result in this call: of a batch that goes on, some have theirs already. */
  #places;
  #next = 0;
  #written = Promise.resolve();
  constructor(given2, output, places) {
    this.#given = given2;
    this.#output = output;
    this.#places = places;
  }
  add(entry) {
    const { index } = entry;
    const given2 = this.#given[index];
    const told = given2 !== void 0 && "problem" in given2 ? { index, ok: false, error: unreadable(given2.problem) } : entry;
    this.all.push(told);
    this.#held.set(index, told);
    if (this.#output.terminal) return;
    for (let at = this.#places[this.#next]; at !== void 0 && this.#held.has(at); at = this.#places[++this.#next]) this.#write(at);
  }
  /** Writes what waits for somebody before it. */
  async end() {
    this.all.sort((one, other) => one.index - other.index);
    for (const { index } of this.all) this.#write(index);
    await this.#written;
    return this;
  }
  #write(index) {
    const entry = this.#held.get(index);
    if (!this.#held.delete(index) || entry === void 0 || this.#output.terminal && !this.#output.json) return;
    this.#written = this.#written.then(() => this.#output.line(jsonLine(entry, this.#given[index])));
  }
};
function unreadable(problem) {
  return new SeatwardenError2({ code: "invalid_input", message: problem, retryable: false, attempts: 0 });
}
function jsonLine(entry, given2) {
  const place3 = { index: entry.index, place: given2?.place };
  if (entry.ok) return jsonText({ ...place3, ok: true, ...entry.result });
  const { code, message, hint, retryable, status } = entry.error;
  return jsonText({ ...place3, ok: false, error: { code, message, hint, retryable, status } });
}
function summarize(results, given2, output) {
  const counts = /* @__PURE__ */ new Map();
  for (const entry of results) {
    const word = entry.ok ? entry.result.outcome : "failed";
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const failed = results.filter((entry) => !entry.ok);
  for (const { index, error } of failed.slice(0, TOLD)) {
    const { message, code } = describe(error);
    const where = given2[index]?.place ?? `item ${index + 1}`;
    output.note(`${output.paintNote("red", "✖")} ${where}: ${visible(message)} ${output.paintNote("dim", `(${code ?? "failed"})`)}`);
  }
  if (failed.length > TOLD) output.note(`  … and ${failed.length - TOLD} more that failed`);
  if (output.terminal && !output.json) absent(results, given2, output);
  const hints = new Set(failed.map(({ error }) => SeatwardenError2.is(error) ? describe(error).hint : void 0));
  hints.delete(void 0);
  const [hint] = hints;
  if (hints.size === 1 && hint !== void 0) output.note(`  ${output.paintNote("cyan", "→")} ${visible(hint)}`);
  warn(results, output);
  const rows = [...counts].map(([outcome, count2]) => [outcome.replaceAll("_", " "), count2.toLocaleString("en")]);
  if (rows.length > 0) for (const line of columns(["OUTCOME", "HOW MANY"], rows, output.paintNote)) output.note(line);
  if (results.some((entry) => entry.ok && entry.result.dryRun)) output.note(output.paintNote("dim", "dry run: nothing was written"));
  return counts;
}
function absent(results, given2, output) {
  const gone = results.filter((entry) => entry.ok && entry.result.outcome === "not_found");
  for (const { index } of gone.slice(0, TOLD)) {
    const one = given2[index];
    const who = one !== void 0 && "value" in one ? one.value : "";
    const name = String(typeof who === "object" && who !== null ? Object.values(who)[0] : who);
    output.note(`${output.paintNote("yellow", "○")} ${one?.place}: ${visible(name)} isn't there`);
  }
  if (gone.length > TOLD) output.note(`  … and ${gone.length - TOLD} more who aren't there`);
}
function warn(results, output) {
  const warnings = /* @__PURE__ */ new Map();
  for (const entry of results) {
    if (!entry.ok) continue;
    for (const { code, message } of entry.result.warnings) {
      const known = warnings.get(code) ?? { message, count: 0 };
      warnings.set(code, { ...known, count: known.count + 1 });
    }
  }
  for (const [code, { message, count: count2 }] of warnings) output.warning({ code: count2 > 1 ? `${code}, ${count2} times` : code, message });
}

// js/cli/items.ts
import { LostDigits as LostDigits2, readJson as readJson2 } from "./given.js";

// js/cli/lines.ts
function lines2(content) {
  return content.split(/\r?\n/).map((line, at) => [at + 1, line]).filter(([, line]) => line.trim() !== "");
}

// js/cli/items.ts
var HINT = "A file of JSON is one array, or one object a line.";
function readItems(content, name) {
  const start2 = content.trimStart();
  if (!start2.startsWith("[") && !start2.startsWith("{")) return void 0;
  const [first = ""] = start2.split(/\r?\n/, 1);
  if (isObject(first)) return jsonLines(content, name);
  const whole = readGiven(content, name, new UsageError(`${name} is not JSON`, HINT));
  return Array.isArray(whole) ? whole.map((value, at) => ({ place: `item ${at + 1}`, value })) : [{ place: "item 1", value: whole }];
}
function jsonLines(content, name) {
  const given2 = lines2(content);
  const open = given2.find(([, line]) => /[[{]\s*$/.test(line));
  if (open !== void 0) throw new UsageError(`${name}, line ${open[0]}, is no whole object`, HINT);
  return given2.map(([at, line]) => ({ place: `line ${at}`, ...item(line) }));
}
function item(line) {
  try {
    const value = readJson2(line);
    return typeof value === "string" ? { problem: "is a text, not an object" } : { value };
  } catch (error) {
    return { problem: error instanceof LostDigits2 ? error.message : "is not JSON" };
  }
}
function isObject(line) {
  try {
    return line.startsWith("{") && typeof JSON.parse(line) === "object";
  } catch {
    return false;
  }
}

// node_modules/csv-parse/lib/api/CsvError.js
var CsvError = class _CsvError extends Error {
  constructor(code, message, options, ...contexts) {
    if (Array.isArray(message)) message = message.join(" ").trim();
    super(message);
    if (Error.captureStackTrace !== void 0) {
      Error.captureStackTrace(this, _CsvError);
    }
    this.code = code;
    for (const context of contexts) {
      for (const key in context) {
        const value = context[key];
        this[key] = Buffer.isBuffer(value) ? value.toString(options.encoding) : value == null ? value : JSON.parse(JSON.stringify(value));
      }
    }
  }
};

// node_modules/csv-parse/lib/utils/is_object.js
var is_object = function(obj) {
  return typeof obj === "object" && obj !== null && !Array.isArray(obj);
};

// node_modules/csv-parse/lib/api/normalize_columns_array.js
var normalize_columns_array = function(columns2) {
  const normalizedColumns = [];
  for (let i = 0, l = columns2.length; i < l; i++) {
    const column = columns2[i];
    if (column === void 0 || column === null || column === false) {
      normalizedColumns[i] = { disabled: true };
    } else if (typeof column === "string" || typeof column === "number") {
      normalizedColumns[i] = { name: `${column}` };
    } else if (is_object(column)) {
      if (typeof column.name !== "string") {
        throw new CsvError("CSV_OPTION_COLUMNS_MISSING_NAME", [
          "Option columns missing name:",
          `property "name" is required at position ${i}`,
          "when column is an object literal"
        ]);
      }
      normalizedColumns[i] = column;
    } else {
      throw new CsvError("CSV_INVALID_COLUMN_DEFINITION", [
        "Invalid column definition:",
        "expect a string or a literal object,",
        `got ${JSON.stringify(column)} at position ${i}`
      ]);
    }
  }
  return normalizedColumns;
};

// node_modules/csv-parse/lib/utils/ResizeableBuffer.js
var ResizeableBuffer = class {
  constructor(size = 100) {
    this.size = size;
    this.length = 0;
    this.buf = Buffer.allocUnsafe(size);
  }
  prepend(val) {
    if (Buffer.isBuffer(val)) {
      const length = this.length + val.length;
      if (length >= this.size) {
        this.resize();
        if (length >= this.size) {
          throw Error("INVALID_BUFFER_STATE");
        }
      }
      const buf = this.buf;
      this.buf = Buffer.allocUnsafe(this.size);
      val.copy(this.buf, 0);
      buf.copy(this.buf, val.length);
      this.length += val.length;
    } else {
      const length = this.length++;
      if (length === this.size) {
        this.resize();
      }
      const buf = this.clone();
      this.buf[0] = val;
      buf.copy(this.buf, 1, 0, length);
    }
  }
  append(val) {
    const length = this.length++;
    if (length === this.size) {
      this.resize();
    }
    this.buf[length] = val;
  }
  clone() {
    return Buffer.from(this.buf.slice(0, this.length));
  }
  resize() {
    const length = this.length;
    this.size = this.size * 2;
    const buf = Buffer.allocUnsafe(this.size);
    this.buf.copy(buf, 0, 0, length);
    this.buf = buf;
  }
  toString(encoding) {
    if (encoding) {
      return this.buf.toString(encoding, 0, this.length);
    } else {
      return Uint8Array.prototype.slice.call(this.buf.slice(0, this.length));
    }
  }
  toJSON() {
    return this.toString("utf8");
  }
  reset() {
    this.length = 0;
  }
};
var ResizeableBuffer_default = ResizeableBuffer;

// node_modules/csv-parse/lib/api/init_state.js
var init_state = function(options) {
  const timchars = [
    // Basic Latin
    32,
    // [Space](https://www.fileformat.info/info/unicode/char/0020/index.htm)
    9,
    // [CHARACTER TABULATION (HT)](https://www.fileformat.info/info/unicode/char/0009/index.htm)
    10,
    // [LINE FEED (LF)](https://www.fileformat.info/info/unicode/char/000a/index.htm)
    13,
    // [CARRIAGE RETURN (CR)](https://www.fileformat.info/info/unicode/char/000d/index.htm)
    12,
    // [FORM FEED (FF)](https://www.fileformat.info/info/unicode/char/000c/index.htm)
    11,
    // [LINE TABULATION (VT)](https://www.fileformat.info/info/unicode/char/000b/index.htm)
    // Latin-1 Supplement
    160,
    // [NO-BREAK SPACE (NBSP)](https://www.fileformat.info/info/unicode/char/00a0/index.htm)
    // Ogham
    5760,
    // [OGHAM SPACE MARK](https://www.fileformat.info/info/unicode/char/1680/index.htm)
    // General Punctuation
    8192,
    // [EN QUAD](https://www.fileformat.info/info/unicode/char/2000/index.htm)
    8193,
    // [EM QUAD](https://www.fileformat.info/info/unicode/char/2001/index.htm)
    8194,
    // [EN SPACE](https://www.fileformat.info/info/unicode/char/2002/index.htm)
    8195,
    // [EM SPACE](https://www.fileformat.info/info/unicode/char/2003/index.htm)
    8196,
    // [THREE-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2004/index.htm)
    8197,
    // [FOUR-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2005/index.htm)
    8198,
    // [SIX-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2006/index.htm)
    8199,
    // [FIGURE SPACE](https://www.fileformat.info/info/unicode/char/2007/index.htm)
    8200,
    // [PUNCTUATION SPACE](https://www.fileformat.info/info/unicode/char/2008/index.htm)
    8201,
    // [THIN SPACE](https://www.fileformat.info/info/unicode/char/2009/index.htm)
    8202,
    // [HAIR SPACE](https://www.fileformat.info/info/unicode/char/200a/index.htm)
    8232,
    // [LINE SEPARATOR](https://www.fileformat.info/info/unicode/char/2028/index.htm)
    8233,
    // [PARAGRAPH SEPARATOR](https://www.fileformat.info/info/unicode/char/2029/index.htm)
    8239,
    // [NARROW NO-BREAK SPACE (NNBSP)](https://www.fileformat.info/info/unicode/char/202f/index.htm)
    8287,
    // [MEDIUM MATHEMATICAL SPACE (MMSP)](https://www.fileformat.info/info/unicode/char/205f/index.htm)
    12288,
    // [IDEOGRAPHIC SPACE](https://www.fileformat.info/info/unicode/char/3000/index.htm)
    65279
    // [ZERO WIDTH NO-BREAK SPACE (BOM)](https://www.fileformat.info/info/unicode/char/feff/index.htm)
  ].reduce((acc, codepoint) => {
    const encoded = Buffer.from(
      String.fromCharCode(codepoint),
      options.encoding
    );
    if (codepoint !== 63 && encoded.length === 1 && encoded[0] === 63) {
      return acc;
    }
    acc.push(encoded);
    return acc;
  }, []);
  const timcharFirstBytes = new Uint8Array(256);
  for (const t of timchars) timcharFirstBytes[t[0]] = 1;
  return {
    bomSkipped: false,
    bufBytesStart: 0,
    castField: options.cast_function,
    commenting: false,
    delimiterBufPrevious: void 0,
    delimiterDiscovered: false,
    // Current error encountered by a record
    error: void 0,
    enabled: options.from_line === 1,
    escaping: false,
    escapeIsQuote: Buffer.isBuffer(options.escape) && Buffer.isBuffer(options.quote) && Buffer.compare(options.escape, options.quote) === 0,
    // columns can be `false`, `true`, `Array`
    expectedRecordLength: Array.isArray(options.columns) ? options.columns.length : void 0,
    field: new ResizeableBuffer_default(20),
    firstLineToHeaders: options.cast_first_line_to_header,
    needMoreDataSize: Math.max(
      // Skip if the remaining buffer smaller than comment
      options.comment !== null ? options.comment.length : 0,
      ...options.delimiter ? options.delimiter.map((delimiter) => delimiter.length) : [],
      // Auto discovery of delimiter is limited to 1 character
      options.delimiter_auto ? 1 : 0,
      // Skip if the remaining buffer can be escape sequence
      options.quote !== null ? options.quote.length : 0,
      ...timchars.map((t) => t.length)
    ),
    previousBuf: void 0,
    quoting: false,
    stop: false,
    rawBuffer: new ResizeableBuffer_default(100),
    record: [],
    recordHasError: false,
    record_length: 0,
    recordDelimiterMaxLength: options.record_delimiter.length === 0 ? 0 : Math.max(...options.record_delimiter.map((v) => v.length)),
    trimChars: [
      Buffer.from(" ", options.encoding)[0],
      Buffer.from("	", options.encoding)[0]
    ],
    wasQuoting: false,
    wasRowDelimiter: false,
    timchars,
    timcharFirstBytes
  };
};

// node_modules/csv-parse/lib/utils/underscore.js
var underscore = function(str) {
  return str.replace(/([A-Z])/g, function(_, match) {
    return "_" + match.toLowerCase();
  });
};

// node_modules/csv-parse/lib/api/normalize_options.js
var normalize_options = function(opts) {
  const options = {};
  for (const opt in opts) {
    options[underscore(opt)] = opts[opt];
  }
  if (options.encoding === void 0 || options.encoding === true) {
    options.encoding = "utf8";
  } else if (options.encoding === null || options.encoding === false) {
    options.encoding = null;
  } else if (typeof options.encoding !== "string" && options.encoding !== null) {
    throw new CsvError(
      "CSV_INVALID_OPTION_ENCODING",
      [
        "Invalid option encoding:",
        "encoding must be a string or null to return a buffer,",
        `got ${JSON.stringify(options.encoding)}`
      ],
      options
    );
  }
  if (options.bom === void 0 || options.bom === null || options.bom === false) {
    options.bom = false;
  } else if (options.bom !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_BOM",
      [
        "Invalid option bom:",
        "bom must be true,",
        `got ${JSON.stringify(options.bom)}`
      ],
      options
    );
  }
  options.cast_function = null;
  if (options.cast === void 0 || options.cast === null || options.cast === false || options.cast === "") {
    options.cast = void 0;
  } else if (typeof options.cast === "function") {
    options.cast_function = options.cast;
    options.cast = true;
  } else if (options.cast !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST",
      [
        "Invalid option cast:",
        "cast must be true or a function,",
        `got ${JSON.stringify(options.cast)}`
      ],
      options
    );
  }
  if (options.cast_date === void 0 || options.cast_date === null || options.cast_date === false || options.cast_date === "") {
    options.cast_date = false;
  } else if (options.cast_date === true) {
    options.cast_date = function(value) {
      const date = Date.parse(value);
      return !isNaN(date) ? new Date(date) : value;
    };
  } else if (typeof options.cast_date !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST_DATE",
      [
        "Invalid option cast_date:",
        "cast_date must be true or a function,",
        `got ${JSON.stringify(options.cast_date)}`
      ],
      options
    );
  }
  options.cast_first_line_to_header = void 0;
  if (options.columns === true) {
    options.cast_first_line_to_header = void 0;
  } else if (typeof options.columns === "function") {
    options.cast_first_line_to_header = options.columns;
    options.columns = true;
  } else if (Array.isArray(options.columns)) {
    options.columns = normalize_columns_array(options.columns);
  } else if (options.columns === void 0 || options.columns === null || options.columns === false) {
    options.columns = false;
  } else {
    throw new CsvError(
      "CSV_INVALID_OPTION_COLUMNS",
      [
        "Invalid option columns:",
        "expect an array, a function or true,",
        `got ${JSON.stringify(options.columns)}`
      ],
      options
    );
  }
  if (options.group_columns_by_name === void 0 || options.group_columns_by_name === null || options.group_columns_by_name === false) {
    options.group_columns_by_name = false;
  } else if (options.group_columns_by_name !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "expect an boolean,",
        `got ${JSON.stringify(options.group_columns_by_name)}`
      ],
      options
    );
  } else if (options.columns === false) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "the `columns` mode must be activated."
      ],
      options
    );
  }
  if (options.comment === void 0 || options.comment === null || options.comment === false || options.comment === "") {
    options.comment = null;
  } else {
    if (typeof options.comment === "string") {
      options.comment = Buffer.from(options.comment, options.encoding);
    }
    if (!Buffer.isBuffer(options.comment)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_COMMENT",
        [
          "Invalid option comment:",
          "comment must be a buffer or a string,",
          `got ${JSON.stringify(options.comment)}`
        ],
        options
      );
    }
  }
  if (options.comment_no_infix === void 0 || options.comment_no_infix === null || options.comment_no_infix === false) {
    options.comment_no_infix = false;
  } else if (options.comment_no_infix !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_COMMENT",
      [
        "Invalid option comment_no_infix:",
        "value must be a boolean,",
        `got ${JSON.stringify(options.comment_no_infix)}`
      ],
      options
    );
  }
  if (options.delimiter_auto === void 0 || options.delimiter_auto === null || options.delimiter_auto === false) {
    options.delimiter_auto = false;
  } else if (options.delimiter_auto === true) {
    options.delimiter_auto = {};
  } else if (!is_object(options.delimiter_auto)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_DELIMITER_AUTO",
      [
        "Invalid option delimiter_auto:",
        "delimiter_auto must be a boolean or a configuration object,",
        `got ${JSON.stringify(options.delimiter_auto)}`
      ],
      options
    );
  }
  if (options.delimiter_auto) {
    if (options.delimiter_auto.preferred === void 0)
      options.delimiter_auto.preferred = {
        [",".charCodeAt(0)]: 1.8,
        ["	".charCodeAt(0)]: 1.8,
        [";".charCodeAt(0)]: 1.6,
        [" ".charCodeAt(0)]: 1.6,
        [":".charCodeAt(0)]: 1.5,
        [".".charCodeAt(0)]: 1.4,
        ["/".charCodeAt(0)]: 1.4
      };
    else if (!is_object(options.delimiter_auto.preferred)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "preferred must be an object,",
          `got ${JSON.stringify(options.delimiter_auto.preferred)}`
        ],
        options
      );
    }
    if (options.delimiter_auto.score === void 0)
      options.delimiter_auto.score = (info, options2) => {
        return (info.total - info.std) * (options2.preferred[info.char_code] || 1);
      };
    else if (typeof options.delimiter_auto.score !== "function") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "score must be a function,",
          `got ${JSON.stringify(options.delimiter_auto.score)}`
        ],
        options
      );
    }
    if (options.delimiter_auto.size === void 0)
      options.delimiter_auto.size = 2048;
    else if (typeof options.delimiter_auto.size !== "number") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "size must be a number,",
          `got ${JSON.stringify(options.delimiter_auto.size)}`
        ],
        options
      );
    }
  }
  const delimiter_json = JSON.stringify(options.delimiter);
  if (options.delimiter_auto !== false) {
    options.delimiter = [];
  }
  if (!Array.isArray(options.delimiter)) {
    if (options.delimiter === void 0 || options.delimiter === null || options.delimiter === false) {
      options.delimiter = Buffer.from(",", options.encoding);
    }
    options.delimiter = [options.delimiter];
  }
  options.delimiter = options.delimiter.map(function(delimiter) {
    if (typeof delimiter === "string") {
      delimiter = Buffer.from(delimiter, options.encoding);
    }
    if (!Buffer.isBuffer(delimiter) || delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER",
        [
          "Invalid option delimiter:",
          "delimiter must be a non empty string or buffer or array of string|buffer,",
          `got ${delimiter_json}`
        ],
        options
      );
    }
    return delimiter;
  });
  if (options.escape === void 0 || options.escape === true) {
    options.escape = Buffer.from('"', options.encoding);
  } else if (typeof options.escape === "string") {
    options.escape = Buffer.from(options.escape, options.encoding);
  } else if (options.escape === null || options.escape === false) {
    options.escape = null;
  }
  if (options.escape !== null) {
    if (!Buffer.isBuffer(options.escape)) {
      throw new Error(
        `Invalid Option: escape must be a buffer, a string or a boolean, got ${JSON.stringify(options.escape)}`
      );
    }
  }
  if (options.from === void 0 || options.from === null) {
    options.from = 1;
  } else {
    if (typeof options.from === "string" && /\d+/.test(options.from)) {
      options.from = parseInt(options.from);
    }
    if (Number.isInteger(options.from)) {
      if (options.from < 0) {
        throw new Error(
          `Invalid Option: from must be a positive integer, got ${JSON.stringify(opts.from)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from must be an integer, got ${JSON.stringify(options.from)}`
      );
    }
  }
  if (options.from_line === void 0 || options.from_line === null) {
    options.from_line = 1;
  } else {
    if (typeof options.from_line === "string" && /\d+/.test(options.from_line)) {
      options.from_line = parseInt(options.from_line);
    }
    if (Number.isInteger(options.from_line)) {
      if (options.from_line <= 0) {
        throw new Error(
          `Invalid Option: from_line must be a positive integer greater than 0, got ${JSON.stringify(opts.from_line)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from_line must be an integer, got ${JSON.stringify(opts.from_line)}`
      );
    }
  }
  if (options.ignore_last_delimiters === void 0 || options.ignore_last_delimiters === null) {
    options.ignore_last_delimiters = false;
  } else if (typeof options.ignore_last_delimiters === "number") {
    options.ignore_last_delimiters = Math.floor(options.ignore_last_delimiters);
    if (options.ignore_last_delimiters === 0) {
      options.ignore_last_delimiters = false;
    }
  } else if (typeof options.ignore_last_delimiters !== "boolean") {
    throw new CsvError(
      "CSV_INVALID_OPTION_IGNORE_LAST_DELIMITERS",
      [
        "Invalid option `ignore_last_delimiters`:",
        "the value must be a boolean value or an integer,",
        `got ${JSON.stringify(options.ignore_last_delimiters)}`
      ],
      options
    );
  }
  if (options.ignore_last_delimiters === true && options.columns === false) {
    throw new CsvError(
      "CSV_IGNORE_LAST_DELIMITERS_REQUIRES_COLUMNS",
      [
        "The option `ignore_last_delimiters`",
        "requires the activation of the `columns` option"
      ],
      options
    );
  }
  if (options.info === void 0 || options.info === null || options.info === false) {
    options.info = false;
  } else if (options.info !== true) {
    throw new Error(
      `Invalid Option: info must be true, got ${JSON.stringify(options.info)}`
    );
  }
  if (options.max_record_size === void 0 || options.max_record_size === null || options.max_record_size === false) {
    options.max_record_size = 0;
  } else if (Number.isInteger(options.max_record_size) && options.max_record_size >= 0) {
  } else if (typeof options.max_record_size === "string" && /\d+/.test(options.max_record_size)) {
    options.max_record_size = parseInt(options.max_record_size);
  } else {
    throw new Error(
      `Invalid Option: max_record_size must be a positive integer, got ${JSON.stringify(options.max_record_size)}`
    );
  }
  if (options.objname === void 0 || options.objname === null || options.objname === false) {
    options.objname = void 0;
  } else if (Buffer.isBuffer(options.objname)) {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty buffer`);
    }
    if (options.encoding === null) {
    } else {
      options.objname = options.objname.toString(options.encoding);
    }
  } else if (typeof options.objname === "string") {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty string`);
    }
  } else if (typeof options.objname === "number") {
  } else {
    throw new Error(
      `Invalid Option: objname must be a string or a buffer, got ${options.objname}`
    );
  }
  if (options.objname !== void 0) {
    if (typeof options.objname === "number") {
      if (options.columns !== false) {
        throw Error(
          "Invalid Option: objname index cannot be combined with columns or be defined as a field"
        );
      }
    } else {
      if (options.columns === false) {
        throw Error(
          "Invalid Option: objname field must be combined with columns or be defined as an index"
        );
      }
    }
  }
  if (options.on_record === void 0 || options.on_record === null) {
    options.on_record = void 0;
  } else if (typeof options.on_record !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_ON_RECORD",
      [
        "Invalid option `on_record`:",
        "expect a function,",
        `got ${JSON.stringify(options.on_record)}`
      ],
      options
    );
  }
  if (options.on_skip !== void 0 && options.on_skip !== null && typeof options.on_skip !== "function") {
    throw new Error(
      `Invalid Option: on_skip must be a function, got ${JSON.stringify(options.on_skip)}`
    );
  }
  if (options.quote === null || options.quote === false || options.quote === "") {
    options.quote = null;
  } else {
    if (options.quote === void 0 || options.quote === true) {
      options.quote = Buffer.from('"', options.encoding);
    } else if (typeof options.quote === "string") {
      options.quote = Buffer.from(options.quote, options.encoding);
    }
    if (!Buffer.isBuffer(options.quote)) {
      throw new Error(
        `Invalid Option: quote must be a buffer or a string, got ${JSON.stringify(options.quote)}`
      );
    }
  }
  if (options.raw === void 0 || options.raw === null || options.raw === false) {
    options.raw = false;
  } else if (options.raw !== true) {
    throw new Error(
      `Invalid Option: raw must be true, got ${JSON.stringify(options.raw)}`
    );
  }
  if (options.record_delimiter === void 0) {
    options.record_delimiter = [];
  } else if (typeof options.record_delimiter === "string" || Buffer.isBuffer(options.record_delimiter)) {
    if (options.record_delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer,",
          `got ${JSON.stringify(options.record_delimiter)}`
        ],
        options
      );
    }
    options.record_delimiter = [options.record_delimiter];
  } else if (!Array.isArray(options.record_delimiter)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_RECORD_DELIMITER",
      [
        "Invalid option `record_delimiter`:",
        "value must be a string, a buffer or array of string|buffer,",
        `got ${JSON.stringify(options.record_delimiter)}`
      ],
      options
    );
  }
  options.record_delimiter = options.record_delimiter.map(function(rd, i) {
    if (typeof rd !== "string" && !Buffer.isBuffer(rd)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a string, a buffer or array of string|buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`
        ],
        options
      );
    } else if (rd.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`
        ],
        options
      );
    }
    if (typeof rd === "string") {
      rd = Buffer.from(rd, options.encoding);
    }
    return rd;
  });
  if (typeof options.relax_column_count === "boolean") {
  } else if (options.relax_column_count === void 0 || options.relax_column_count === null) {
    options.relax_column_count = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count must be a boolean, got ${JSON.stringify(options.relax_column_count)}`
    );
  }
  if (typeof options.relax_column_count_less === "boolean") {
  } else if (options.relax_column_count_less === void 0 || options.relax_column_count_less === null) {
    options.relax_column_count_less = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_less must be a boolean, got ${JSON.stringify(options.relax_column_count_less)}`
    );
  }
  if (typeof options.relax_column_count_more === "boolean") {
  } else if (options.relax_column_count_more === void 0 || options.relax_column_count_more === null) {
    options.relax_column_count_more = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_more must be a boolean, got ${JSON.stringify(options.relax_column_count_more)}`
    );
  }
  if (typeof options.relax_quotes === "boolean") {
  } else if (options.relax_quotes === void 0 || options.relax_quotes === null) {
    options.relax_quotes = false;
  } else {
    throw new Error(
      `Invalid Option: relax_quotes must be a boolean, got ${JSON.stringify(options.relax_quotes)}`
    );
  }
  if (typeof options.skip_empty_lines === "boolean") {
  } else if (options.skip_empty_lines === void 0 || options.skip_empty_lines === null) {
    options.skip_empty_lines = false;
  } else {
    throw new Error(
      `Invalid Option: skip_empty_lines must be a boolean, got ${JSON.stringify(options.skip_empty_lines)}`
    );
  }
  if (typeof options.skip_records_with_empty_values === "boolean") {
  } else if (options.skip_records_with_empty_values === void 0 || options.skip_records_with_empty_values === null) {
    options.skip_records_with_empty_values = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_empty_values must be a boolean, got ${JSON.stringify(options.skip_records_with_empty_values)}`
    );
  }
  if (typeof options.skip_records_with_error === "boolean") {
  } else if (options.skip_records_with_error === void 0 || options.skip_records_with_error === null) {
    options.skip_records_with_error = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_error must be a boolean, got ${JSON.stringify(options.skip_records_with_error)}`
    );
  }
  if (options.rtrim === void 0 || options.rtrim === null || options.rtrim === false) {
    options.rtrim = false;
  } else if (options.rtrim !== true) {
    throw new Error(
      `Invalid Option: rtrim must be a boolean, got ${JSON.stringify(options.rtrim)}`
    );
  }
  if (options.ltrim === void 0 || options.ltrim === null || options.ltrim === false) {
    options.ltrim = false;
  } else if (options.ltrim !== true) {
    throw new Error(
      `Invalid Option: ltrim must be a boolean, got ${JSON.stringify(options.ltrim)}`
    );
  }
  if (options.trim === void 0 || options.trim === null || options.trim === false) {
    options.trim = false;
  } else if (options.trim !== true) {
    throw new Error(
      `Invalid Option: trim must be a boolean, got ${JSON.stringify(options.trim)}`
    );
  }
  if (options.trim === true && opts.ltrim !== false) {
    options.ltrim = true;
  } else if (options.ltrim !== true) {
    options.ltrim = false;
  }
  if (options.trim === true && opts.rtrim !== false) {
    options.rtrim = true;
  } else if (options.rtrim !== true) {
    options.rtrim = false;
  }
  if (options.to === void 0 || options.to === null) {
    options.to = -1;
  } else if (options.to !== -1) {
    if (typeof options.to === "string" && /\d+/.test(options.to)) {
      options.to = parseInt(options.to);
    }
    if (Number.isInteger(options.to)) {
      if (options.to <= 0) {
        throw new Error(
          `Invalid Option: to must be a positive integer greater than 0, got ${JSON.stringify(opts.to)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to must be an integer, got ${JSON.stringify(opts.to)}`
      );
    }
  }
  if (options.to_line === void 0 || options.to_line === null) {
    options.to_line = -1;
  } else if (options.to_line !== -1) {
    if (typeof options.to_line === "string" && /\d+/.test(options.to_line)) {
      options.to_line = parseInt(options.to_line);
    }
    if (Number.isInteger(options.to_line)) {
      if (options.to_line <= 0) {
        throw new Error(
          `Invalid Option: to_line must be a positive integer greater than 0, got ${JSON.stringify(opts.to_line)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to_line must be an integer, got ${JSON.stringify(opts.to_line)}`
      );
    }
  }
  return options;
};

// node_modules/csv-parse/lib/utils/delimiter_discover.js
var delimiter_discover = function(records, options) {
  if (!options) {
    ({ delimiter_auto: options } = normalize_options({ delimiter_auto: true }));
  }
  if (typeof records === "string") {
    records = Buffer.from(records);
  }
  if (Buffer.isBuffer(records)) {
    records = ((data) => {
      const records2 = [];
      const parser = transform({ delimiter: [] });
      const push = (record) => records2.push(record);
      const close = () => {
      };
      const error = parser.parse(data, true, push, close);
      if (error !== void 0) throw error;
      return records2;
    })(records);
  }
  const info = Array(127).fill().map(() => ({ lines: [] }));
  records.map(([record], line) => {
    for (let i = 0, l = record.length; i < l; i++) {
      const code = record.charCodeAt(i);
      if (info[code].lines[line] === void 0) info[code].lines[line] = 0;
      info[code].lines[line]++;
    }
  });
  info.map((info2, i) => {
    info2.char_code = i;
    info2.std = std(info2.lines);
    info2.total = info2.lines.reduce((acc, val) => acc + val, 0);
    info2.preferred = !!options.preferred[i];
    info2.score = options.score(info2, options);
  });
  const result = info.reduce(
    (acc, info2) => acc.score > info2.score ? acc : info2,
    {}
  );
  return String.fromCharCode(result.char_code);
};
var std = function(array) {
  const n = array.length;
  if (n === 0) return 0;
  const mean = array.reduce((a, b) => a + b) / n;
  return Math.sqrt(
    array.map((x) => Math.pow(x - mean, 2)).reduce((a, b) => a + b) / n
  );
};

// node_modules/csv-parse/lib/api/index.js
var isRecordEmpty = function(record) {
  return record.every(
    (field) => field == null || field.toString && field.toString().trim() === ""
  );
};
var cr = 13;
var nl = 10;
var boms = {
  // Note, the following are equals:
  // Buffer.from("\ufeff")
  // Buffer.from([239, 187, 191])
  // Buffer.from('EFBBBF', 'hex')
  utf8: Buffer.from([239, 187, 191]),
  // Note, the following are equals:
  // Buffer.from "\ufeff", 'utf16le
  // Buffer.from([255, 254])
  utf16le: Buffer.from([255, 254])
};
var transform = function(original_options = {}) {
  const info = {
    bytes: 0,
    bytes_records: 0,
    comment_lines: 0,
    empty_lines: 0,
    invalid_field_length: 0,
    lines: 1,
    records: 0
  };
  const options = normalize_options(original_options);
  return {
    info,
    original_options,
    options,
    state: init_state(options),
    __needMoreData: function(i, bufLen, end) {
      if (end) return false;
      const { encoding, escape: escape2, quote: quote2 } = this.options;
      const { quoting, needMoreDataSize, recordDelimiterMaxLength } = this.state;
      const numOfCharLeft = bufLen - i - 1;
      const requiredLength = Math.max(
        needMoreDataSize,
        // Skip if the remaining buffer smaller than record delimiter
        // If "record_delimiter" is yet to be discovered:
        // 1. It is equals to `[]` and "recordDelimiterMaxLength" equals `0`
        // 2. We set the length to windows line ending in the current encoding
        // Note, that encoding is known from user or bom discovery at that point
        // recordDelimiterMaxLength,
        recordDelimiterMaxLength === 0 ? Buffer.from("\r\n", encoding).length : recordDelimiterMaxLength,
        // Skip if remaining buffer can be an escaped quote
        quoting ? (escape2 === null ? 0 : escape2.length) + quote2.length : 0,
        // Skip if remaining buffer can be record delimiter following the closing quote
        quoting ? quote2.length + recordDelimiterMaxLength : 0
      );
      return numOfCharLeft < requiredLength;
    },
    // Central parser implementation
    parse: function(nextBuf, end, push, close) {
      const {
        bom,
        comment_no_infix,
        delimiter_auto,
        encoding,
        from_line,
        ltrim,
        max_record_size,
        raw,
        relax_quotes,
        rtrim,
        skip_empty_lines,
        to,
        to_line
      } = this.options;
      let { comment, escape: escape2, quote: quote2, record_delimiter } = this.options;
      const {
        bomSkipped,
        delimiterDiscovered,
        delimiterBufPrevious,
        rawBuffer,
        escapeIsQuote
      } = this.state;
      if (!delimiterDiscovered && delimiter_auto) {
        let delimiterBuf;
        if (delimiterBufPrevious === void 0) {
          delimiterBuf = nextBuf;
        } else if (delimiterBufPrevious !== void 0 && nextBuf === void 0) {
          delimiterBuf = delimiterBufPrevious;
        } else {
          delimiterBuf = Buffer.concat([delimiterBufPrevious, nextBuf]);
        }
        nextBuf = void 0;
        if (end || delimiterBuf.length > delimiter_auto.size) {
          this.options.delimiter = [
            Buffer.from(
              delimiter_discover(delimiterBuf, this.options.delimiter_auto)
            )
          ];
          this.state.previousBuf = delimiterBuf;
          this.state.delimiterBufPrevious = void 0;
          this.state.delimiterDiscovered = true;
        } else {
          this.state.delimiterBufPrevious = delimiterBuf;
          return;
        }
      }
      const { previousBuf } = this.state;
      let buf;
      if (previousBuf === void 0) {
        if (nextBuf === void 0) {
          close();
          return;
        } else {
          buf = nextBuf;
        }
      } else if (previousBuf !== void 0 && nextBuf === void 0) {
        buf = previousBuf;
      } else {
        buf = Buffer.concat([previousBuf, nextBuf]);
      }
      if (bomSkipped === false) {
        if (bom === false) {
          this.state.bomSkipped = true;
        } else if (buf.length < 3) {
          if (end === false) {
            this.state.previousBuf = buf;
            return;
          }
        } else {
          for (const encoding2 in boms) {
            if (boms[encoding2].compare(buf, 0, boms[encoding2].length) === 0) {
              const bomLength = boms[encoding2].length;
              this.state.bufBytesStart += bomLength;
              buf = buf.slice(bomLength);
              const options2 = normalize_options({
                ...this.original_options,
                encoding: encoding2
              });
              for (const key in options2) {
                this.options[key] = options2[key];
              }
              ({ comment, escape: escape2, quote: quote2 } = this.options);
              break;
            }
          }
          this.state.bomSkipped = true;
        }
      }
      const bufLen = buf.length;
      let pos;
      for (pos = 0; pos < bufLen; pos++) {
        if (this.__needMoreData(pos, bufLen, end)) {
          break;
        }
        if (this.state.wasRowDelimiter === true) {
          this.info.lines++;
          this.state.wasRowDelimiter = false;
        }
        if (to_line !== -1 && this.info.lines > to_line) {
          this.state.stop = true;
          close();
          return;
        }
        if (this.state.quoting === false && record_delimiter.length === 0) {
          const record_delimiterCount = this.__autoDiscoverRecordDelimiter(
            buf,
            pos
          );
          if (record_delimiterCount) {
            record_delimiter = this.options.record_delimiter;
          }
        }
        const chr = buf[pos];
        if (raw === true) {
          rawBuffer.append(chr);
        }
        if ((chr === cr || chr === nl) && this.state.wasRowDelimiter === false) {
          this.state.wasRowDelimiter = true;
        }
        if (this.state.escaping === true) {
          this.state.escaping = false;
        } else {
          if (escape2 !== null && this.state.quoting === true && this.__isEscape(buf, pos, chr) && pos + escape2.length < bufLen) {
            if (escapeIsQuote) {
              if (this.__isQuote(buf, pos + escape2.length)) {
                this.state.escaping = true;
                pos += escape2.length - 1;
                continue;
              }
            } else {
              this.state.escaping = true;
              pos += escape2.length - 1;
              continue;
            }
          }
          if (this.state.commenting === false && this.__isQuote(buf, pos)) {
            if (this.state.quoting === true) {
              const nextChr = buf[pos + quote2.length];
              const isNextChrTrimable = rtrim && this.__isCharTrimable(buf, pos + quote2.length);
              const isNextChrComment = comment !== null && this.__compareBytes(comment, buf, pos + quote2.length, nextChr);
              const isNextChrDelimiter = this.__isDelimiter(
                buf,
                pos + quote2.length,
                nextChr
              );
              const isNextChrRecordDelimiter = record_delimiter.length === 0 ? this.__autoDiscoverRecordDelimiter(buf, pos + quote2.length) : this.__isRecordDelimiter(nextChr, buf, pos + quote2.length);
              if (escape2 !== null && this.__isEscape(buf, pos, chr) && this.__isQuote(buf, pos + escape2.length)) {
                pos += escape2.length - 1;
              } else if (!nextChr || isNextChrDelimiter || isNextChrRecordDelimiter || isNextChrComment || isNextChrTrimable) {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                pos += quote2.length - 1;
                continue;
              } else if (relax_quotes === false) {
                const err = this.__error(
                  new CsvError(
                    "CSV_INVALID_CLOSING_QUOTE",
                    [
                      "Invalid Closing Quote:",
                      `got "${String.fromCharCode(nextChr)}"`,
                      `at line ${this.info.lines}`,
                      "instead of delimiter, record delimiter, trimable character",
                      "(if activated) or comment"
                    ],
                    this.options,
                    this.__infoField()
                  )
                );
                if (err !== void 0) return err;
              } else {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                this.state.field.prepend(quote2);
                pos += quote2.length - 1;
              }
            } else {
              if (this.state.field.length !== 0) {
                if (relax_quotes === false) {
                  const info2 = this.__infoField();
                  const bom2 = Object.keys(boms).map(
                    (b) => boms[b].equals(this.state.field.toString()) ? b : false
                  ).filter(Boolean)[0];
                  const err = this.__error(
                    new CsvError(
                      "INVALID_OPENING_QUOTE",
                      [
                        "Invalid Opening Quote:",
                        `a quote is found on field ${JSON.stringify(info2.column)} at line ${info2.lines}, value is ${JSON.stringify(this.state.field.toString(encoding))}`,
                        bom2 ? `(${bom2} bom)` : void 0
                      ],
                      this.options,
                      info2,
                      {
                        field: this.state.field
                      }
                    )
                  );
                  if (err !== void 0) return err;
                }
              } else {
                this.state.quoting = true;
                pos += quote2.length - 1;
                continue;
              }
            }
          }
          if (this.state.quoting === false) {
            const recordDelimiterLength = this.__isRecordDelimiter(
              chr,
              buf,
              pos
            );
            if (recordDelimiterLength !== 0) {
              const skipCommentLine = this.state.commenting && this.state.wasQuoting === false && this.state.record.length === 0 && this.state.field.length === 0;
              if (skipCommentLine) {
                this.info.comment_lines++;
              } else {
                if (this.state.enabled === false && this.info.lines + (this.state.wasRowDelimiter === true ? 1 : 0) >= from_line) {
                  this.state.enabled = true;
                  this.__resetField();
                  this.__resetRecord();
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                if (skip_empty_lines === true && this.state.wasQuoting === false && this.state.record.length === 0 && this.state.field.length === 0) {
                  this.info.empty_lines++;
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                this.info.bytes = this.state.bufBytesStart + pos;
                const errField = this.__onField();
                if (errField !== void 0) return errField;
                this.info.bytes = this.state.bufBytesStart + pos + recordDelimiterLength;
                const errRecord = this.__onRecord(push);
                if (errRecord !== void 0) return errRecord;
                if (to !== -1 && this.info.records >= to) {
                  this.state.stop = true;
                  close();
                  return;
                }
              }
              this.state.commenting = false;
              pos += recordDelimiterLength - 1;
              continue;
            }
            if (this.state.commenting) {
              continue;
            }
            if (comment !== null && (comment_no_infix === false || this.state.record.length === 0 && this.state.field.length === 0)) {
              const commentCount = this.__compareBytes(comment, buf, pos, chr);
              if (commentCount !== 0) {
                this.state.commenting = true;
                continue;
              }
            }
            const delimiterLength = this.__isDelimiter(buf, pos, chr);
            if (delimiterLength !== 0) {
              this.info.bytes = this.state.bufBytesStart + pos;
              const errField = this.__onField();
              if (errField !== void 0) return errField;
              pos += delimiterLength - 1;
              continue;
            }
          }
        }
        if (this.state.commenting === false) {
          if (max_record_size !== 0 && this.state.record_length + this.state.field.length > max_record_size) {
            return this.__error(
              new CsvError(
                "CSV_MAX_RECORD_SIZE",
                [
                  "Max Record Size:",
                  "record exceed the maximum number of tolerated bytes",
                  `of ${max_record_size}`,
                  `at line ${this.info.lines}`
                ],
                this.options,
                this.__infoField()
              )
            );
          }
        }
        const lappend = ltrim === false || this.state.quoting === true || this.state.field.length !== 0 || !this.__isCharTrimable(buf, pos);
        const rappend = rtrim === false || this.state.wasQuoting === false;
        if (lappend === true && rappend === true) {
          this.state.field.append(chr);
        } else if (rtrim === true && !this.__isCharTrimable(buf, pos)) {
          return this.__error(
            new CsvError(
              "CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE",
              [
                "Invalid Closing Quote:",
                "found non trimable byte after quote",
                `at line ${this.info.lines}`
              ],
              this.options,
              this.__infoField()
            )
          );
        } else {
          if (lappend === false) {
            pos += this.__isCharTrimable(buf, pos) - 1;
          }
          continue;
        }
      }
      if (end === true) {
        if (this.state.quoting === true) {
          const err = this.__error(
            new CsvError(
              "CSV_QUOTE_NOT_CLOSED",
              [
                "Quote Not Closed:",
                `the parsing is finished with an opening quote at line ${this.info.lines}`
              ],
              this.options,
              this.__infoField()
            )
          );
          if (err !== void 0) return err;
        } else {
          if (this.state.wasQuoting === true || this.state.record.length !== 0 || this.state.field.length !== 0) {
            this.info.bytes = this.state.bufBytesStart + pos;
            const errField = this.__onField();
            if (errField !== void 0) return errField;
            const errRecord = this.__onRecord(push);
            if (errRecord !== void 0) return errRecord;
          } else if (this.state.wasRowDelimiter === true) {
            this.info.empty_lines++;
          } else if (this.state.commenting === true) {
            this.info.comment_lines++;
          }
        }
      } else {
        this.state.bufBytesStart += pos;
        this.state.previousBuf = buf.slice(pos);
      }
      if (this.state.wasRowDelimiter === true) {
        this.info.lines++;
        this.state.wasRowDelimiter = false;
      }
    },
    __onRecord: function(push) {
      const {
        columns: columns2,
        group_columns_by_name,
        encoding,
        info: info2,
        from,
        relax_column_count,
        relax_column_count_less,
        relax_column_count_more,
        raw,
        skip_records_with_empty_values
      } = this.options;
      const { enabled, record } = this.state;
      if (enabled === false) {
        return this.__resetRecord();
      }
      const recordLength = record.length;
      if (columns2 === true) {
        if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
          this.__resetRecord();
          return;
        }
        return this.__firstLineToColumns(record);
      }
      if (columns2 === false && this.info.records === 0) {
        this.state.expectedRecordLength = recordLength;
      }
      if (recordLength !== this.state.expectedRecordLength) {
        const err = columns2 === false ? new CsvError(
          "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH",
          [
            "Invalid Record Length:",
            `expect ${this.state.expectedRecordLength},`,
            `got ${recordLength} on line ${this.info.lines}`
          ],
          this.options,
          this.__infoField(),
          {
            record
          }
        ) : new CsvError(
          "CSV_RECORD_INCONSISTENT_COLUMNS",
          [
            "Invalid Record Length:",
            `columns length is ${columns2.length},`,
            // rename columns
            `got ${recordLength} on line ${this.info.lines}`
          ],
          this.options,
          this.__infoField(),
          {
            record
          }
        );
        if (relax_column_count === true || relax_column_count_less === true && recordLength < this.state.expectedRecordLength || relax_column_count_more === true && recordLength > this.state.expectedRecordLength) {
          this.info.invalid_field_length++;
          this.state.error = err;
        } else {
          const finalErr = this.__error(err);
          if (finalErr) return finalErr;
        }
      }
      if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
        this.__resetRecord();
        return;
      }
      if (this.state.recordHasError === true) {
        this.__resetRecord();
        this.state.recordHasError = false;
        return;
      }
      this.info.records++;
      if (from === 1 || this.info.records >= from) {
        const { objname } = this.options;
        if (columns2 !== false) {
          const obj = {};
          for (let i = 0, l = record.length; i < l; i++) {
            if (columns2[i] === void 0 || columns2[i].disabled) continue;
            if (group_columns_by_name === true && Object.hasOwn(obj, columns2[i].name)) {
              if (Array.isArray(obj[columns2[i].name])) {
                obj[columns2[i].name] = obj[columns2[i].name].concat(record[i]);
              } else {
                obj[columns2[i].name] = [obj[columns2[i].name], record[i]];
              }
            } else {
              Object.defineProperty(obj, columns2[i].name, {
                value: record[i],
                enumerable: true,
                writable: true,
                configurable: true
              });
            }
          }
          if (raw === true || info2 === true) {
            const extRecord = Object.assign(
              { record: obj },
              raw === true ? { raw: this.state.rawBuffer.toString(encoding) } : {},
              info2 === true ? { info: this.__infoRecord() } : {}
            );
            const err = this.__push(
              objname === void 0 ? extRecord : [obj[objname], extRecord],
              push
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === void 0 ? obj : [obj[objname], obj],
              push
            );
            if (err) {
              return err;
            }
          }
        } else {
          if (raw === true || info2 === true) {
            const extRecord = Object.assign(
              { record },
              raw === true ? { raw: this.state.rawBuffer.toString(encoding) } : {},
              info2 === true ? { info: this.__infoRecord() } : {}
            );
            const err = this.__push(
              objname === void 0 ? extRecord : [record[objname], extRecord],
              push
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === void 0 ? record : [record[objname], record],
              push
            );
            if (err) {
              return err;
            }
          }
        }
      }
      this.__resetRecord();
    },
    __firstLineToColumns: function(record) {
      const { firstLineToHeaders } = this.state;
      try {
        const headers2 = firstLineToHeaders === void 0 ? record : firstLineToHeaders.call(null, record);
        if (!Array.isArray(headers2)) {
          return this.__error(
            new CsvError(
              "CSV_INVALID_COLUMN_MAPPING",
              [
                "Invalid Column Mapping:",
                "expect an array from column function,",
                `got ${JSON.stringify(headers2)}`
              ],
              this.options,
              this.__infoField(),
              {
                headers: headers2
              }
            )
          );
        }
        const normalizedHeaders = normalize_columns_array(headers2);
        this.state.expectedRecordLength = normalizedHeaders.length;
        this.options.columns = normalizedHeaders;
        this.__resetRecord();
        return;
      } catch (err) {
        return err;
      }
    },
    __resetRecord: function() {
      if (this.options.raw === true) {
        this.state.rawBuffer.reset();
      }
      this.state.error = void 0;
      this.state.record = [];
      this.state.record_length = 0;
    },
    __onField: function() {
      const { cast, encoding, rtrim, max_record_size } = this.options;
      const { enabled, wasQuoting } = this.state;
      if (enabled === false) {
        return this.__resetField();
      }
      let field = this.state.field.toString(encoding);
      if (rtrim === true && wasQuoting === false) {
        field = field.trimRight();
      }
      if (cast === true) {
        const [err, f] = this.__cast(field);
        if (err !== void 0) return err;
        field = f;
      }
      this.state.record.push(field);
      if (max_record_size !== 0 && typeof field === "string") {
        this.state.record_length += field.length;
      }
      this.__resetField();
    },
    __resetField: function() {
      this.state.field.reset();
      this.state.wasQuoting = false;
    },
    __push: function(record, push) {
      const { on_record } = this.options;
      if (on_record !== void 0) {
        const info2 = this.__infoRecord();
        try {
          record = on_record.call(null, record, info2);
        } catch (err) {
          return err;
        }
        if (record === void 0 || record === null) {
          return;
        }
      }
      this.info.bytes_records += this.info.bytes;
      push(record);
    },
    // Return a tuple with the error and the casted value
    __cast: function(field) {
      const { columns: columns2, relax_column_count } = this.options;
      const isColumns = Array.isArray(columns2);
      if (isColumns === true && relax_column_count && this.options.columns.length <= this.state.record.length) {
        return [void 0, void 0];
      }
      if (this.state.castField !== null) {
        try {
          const info2 = this.__infoField();
          return [void 0, this.state.castField.call(null, field, info2)];
        } catch (err) {
          return [err];
        }
      }
      if (this.__isFloat(field)) {
        return [void 0, parseFloat(field)];
      } else if (this.options.cast_date !== false) {
        const info2 = this.__infoField();
        return [void 0, this.options.cast_date.call(null, field, info2)];
      }
      return [void 0, field];
    },
    __compareBytes: function(sourceBuf, targetBuf, targetPos, firstByte) {
      if (sourceBuf[0] !== firstByte) return 0;
      const sourceLength = sourceBuf.length;
      for (let i = 1; i < sourceLength; i++) {
        if (sourceBuf[i] !== targetBuf[targetPos + i]) return 0;
      }
      return sourceLength;
    },
    // Helper to test if a character is trimable
    __isCharTrimable: function(buf, pos) {
      const { timchars, timcharFirstBytes } = this.state;
      const first = buf[pos];
      if (first === void 0 || timcharFirstBytes[first] === 0) return 0;
      loop1: for (let i = 0; i < timchars.length; i++) {
        const timchar = timchars[i];
        for (let j = 0; j < timchar.length; j++) {
          if (timchar[j] !== buf[pos + j]) continue loop1;
        }
        return timchar.length;
      }
      return 0;
    },
    __isDelimiter: function(buf, pos, chr) {
      const { delimiter, ignore_last_delimiters } = this.options;
      if (ignore_last_delimiters === true && this.state.record.length === this.options.columns.length - 1) {
        return 0;
      } else if (ignore_last_delimiters !== false && typeof ignore_last_delimiters === "number" && this.state.record.length === ignore_last_delimiters - 1) {
        return 0;
      }
      loop1: for (let i = 0; i < delimiter.length; i++) {
        const del = delimiter[i];
        if (del[0] === chr) {
          for (let j = 1; j < del.length; j++) {
            if (del[j] !== buf[pos + j]) continue loop1;
          }
          return del.length;
        }
      }
      return 0;
    },
    __isEscape: function(buf, pos, chr) {
      const { escape: escape2 } = this.options;
      if (escape2 === null) return false;
      const l = escape2.length;
      if (escape2[0] === chr) {
        for (let i = 0; i < l; i++) {
          if (escape2[i] !== buf[pos + i]) {
            return false;
          }
        }
        return true;
      }
      return false;
    },
    __isFloat: function(value) {
      return value - parseFloat(value) + 1 >= 0;
    },
    // Keep it in case we implement the `cast_int` option
    // __isInt(value){
    //   // return Number.isInteger(parseInt(value))
    //   // return !isNaN( parseInt( obj ) );
    //   return /^(\-|\+)?[1-9][0-9]*$/.test(value)
    // }
    __isQuote: function(buf, pos) {
      const { quote: quote2 } = this.options;
      if (quote2 === null) return false;
      const l = quote2.length;
      for (let i = 0; i < l; i++) {
        if (quote2[i] !== buf[pos + i]) {
          return false;
        }
      }
      return true;
    },
    __isRecordDelimiter: function(chr, buf, pos) {
      const { record_delimiter } = this.options;
      const recordDelimiterLength = record_delimiter.length;
      loop1: for (let i = 0; i < recordDelimiterLength; i++) {
        const rd = record_delimiter[i];
        const rdLength = rd.length;
        if (rd[0] !== chr) {
          continue;
        }
        for (let j = 1; j < rdLength; j++) {
          if (rd[j] !== buf[pos + j]) {
            continue loop1;
          }
        }
        return rd.length;
      }
      return 0;
    },
    __autoDiscoverRecordDelimiter: function(buf, pos) {
      const { encoding } = this.options;
      const rds = [
        // Important, the windows line ending must be before mac os 9
        Buffer.from("\r\n", encoding),
        Buffer.from("\n", encoding),
        Buffer.from("\r", encoding)
      ];
      loop: for (let i = 0; i < rds.length; i++) {
        const l = rds[i].length;
        for (let j = 0; j < l; j++) {
          if (rds[i][j] !== buf[pos + j]) {
            continue loop;
          }
        }
        this.options.record_delimiter.push(rds[i]);
        this.state.recordDelimiterMaxLength = rds[i].length;
        return rds[i].length;
      }
      return 0;
    },
    __error: function(msg) {
      const { encoding, raw, skip_records_with_error } = this.options;
      const err = typeof msg === "string" ? new Error(msg) : msg;
      if (skip_records_with_error) {
        this.state.recordHasError = true;
        if (this.options.on_skip !== void 0) {
          try {
            this.options.on_skip(
              err,
              raw ? this.state.rawBuffer.toString(encoding) : void 0
            );
          } catch (err2) {
            return err2;
          }
        }
        return void 0;
      } else {
        return err;
      }
    },
    __infoDataSet: function() {
      return {
        ...this.info,
        columns: this.options.columns
      };
    },
    __infoRecord: function() {
      const { columns: columns2, raw, encoding } = this.options;
      return {
        ...this.__infoDataSet(),
        bytes_records: this.info.bytes,
        error: this.state.error,
        header: columns2 === true,
        index: this.state.record.length,
        raw: raw ? this.state.rawBuffer.toString(encoding) : void 0
      };
    },
    __infoField: function() {
      const { columns: columns2 } = this.options;
      const isColumns = Array.isArray(columns2);
      const bytes_records = this.info.bytes_records;
      return {
        ...this.__infoRecord(),
        bytes_records,
        column: isColumns === true ? columns2.length > this.state.record.length ? columns2[this.state.record.length].name : null : this.state.record.length,
        quoting: this.state.wasQuoting
      };
    }
  };
};

// node_modules/csv-parse/lib/sync.js
var parse2 = function(data, opts = {}) {
  if (typeof data === "string") {
    data = Buffer.from(data);
  }
  const records = opts && opts.objname ? /* @__PURE__ */ Object.create(null) : [];
  const parser = transform(opts);
  const push = (record) => {
    if (parser.options.objname === void 0) records.push(record);
    else {
      records[record[0]] = record[1];
    }
  };
  const close = () => {
  };
  const error = parser.parse(data, true, push, close);
  if (error !== void 0) throw error;
  return records;
};

// js/cli/table.ts
function rowsOf(content, name, heads) {
  const [head, ...records] = parsed(content, name);
  const columns2 = columnsOf(head?.record ?? [], records, name, heads);
  return records.map(({ record, info: { lines: lines3 } }) => {
    const place3 = `line ${lines3}`;
    const row = { fields: {}, extra: {} };
    for (const [at, quoted] of record.entries()) {
      const cell = quoted.trim();
      const field = columns2[at];
      if (field === void 0 && cell !== "") return { place: place3, problem: "has more cells than there are heads" };
      if (field === void 0 || cell === "") continue;
      if (field.startsWith("extra.")) row.extra[field.slice("extra.".length)] = cell;
      else row.fields[field] = cell;
    }
    return { place: place3, row };
  });
}
function isTable(content, name, heads) {
  const [first = ""] = content.trimStart().split(/\r?\n/, 1);
  if (first.split(/[,;\t]/).some((cell) => meaning(cell, heads) !== void 0)) return true;
  const cells = lines2(content).find(([, line]) => /[,;\t]/.test(line));
  if (cells === void 0) return false;
  throw new UsageError(`${name}, line ${cells[0]}, has more than one cell, and no line of heads says what they are`, headsHint(heads));
}
function headsHint({ fields, extra }) {
  return `Heads are: ${fields.join(", ")}${extra ? ", or extra.NAME for one of the vendor's own" : ""}.`;
}
function columnsOf(head, records, name, heads) {
  const columns2 = head.map((cell, at) => {
    if (cell.trim() === "" && records.every(({ record }) => (record[at] ?? "").trim() === "")) return void 0;
    const field = meaning(cell, heads);
    if (field === void 0 || field.startsWith("extra.") && !heads.extra)
      throw new UsageError(`${name}: there is no field "${cell}"`, headsHint(heads));
    return field;
  });
  const twice = columns2.find((field, at) => field !== void 0 && columns2.indexOf(field) < at);
  if (twice !== void 0) throw new UsageError(`${name}: there are two columns of ${twice}`);
  return columns2;
}
function parsed(content, name) {
  try {
    const delimiter = delimiterOf(content);
    const skip = { skip_empty_lines: true, skip_records_with_empty_values: true };
    return parse2(content, { delimiter, info: true, relax_column_count: true, trim: true, ...skip });
  } catch (error) {
    const { lines: lines3 } = error;
    throw new UsageError(`${name} is not CSV${typeof lines3 === "number" ? `: line ${lines3} can't be read` : ""}`);
  }
}
function delimiterOf(content) {
  const first = content.trimStart().split(/\r?\n/, 1)[0] ?? "";
  return [",", ";", "	"].find((delimiter) => first.includes(delimiter)) ?? ",";
}
var ALSO = /* @__PURE__ */ new Map([
  ["firstname", "givenname"],
  ["lastname", "familyname"]
]);
function meaning(head, { fields }) {
  const text = head.trim().replace(/^"(.*)"$/, "$1");
  if (/^extra\../i.test(text)) return `extra.${text.slice("extra.".length)}`;
  const plain2 = (name) => kebab(name).toLowerCase().replace(/[^a-z]/g, "");
  const wanted = ALSO.get(plain2(text)) ?? plain2(text);
  return fields.find((name) => plain2(name) === wanted);
}

// js/cli/file.ts
var FILE_FLAG = { name: "file", value: "FILE", about: "many at once: a CSV, JSON or JSON Lines file; - is standard input" };
var PEOPLE = {
  heads: { fields: [...Object.keys(FIELDS), "groups"], extra: true },
  make({ fields: { groups: groups2, ...fields }, extra }) {
    const person = {
      ...fields,
      ...groups2 !== void 0 && { groups: names(groups2) },
      ...Object.keys(extra).length > 0 && { extra }
    };
    return { value: person };
  }
};
var WHOS = {
  heads: { fields: ["who", "id", "userName", "email", "externalId"], extra: false },
  make({ fields }) {
    const [[name, value] = ["who", ""], ...more] = Object.entries(fields);
    if (more.length > 0) return { problem: `says who by ${Object.keys(fields).join(" and ")}: give one of them` };
    return { value: name === "who" ? value : { [name]: value } };
  }
};
async function readPeople(path, signal) {
  const [content, name] = await read(path, signal);
  return readItems(content, name) ?? table(content, name, PEOPLE);
}
async function readWhos(path, signal) {
  const [content, name] = await read(path, signal);
  const listed = () => isTable(content, name, WHOS.heads) ? table(content, name, WHOS) : list(content, name);
  return readItems(content, name) ?? listed();
}
async function read(path, signal) {
  const [content, name] = [await readText(path, signal), nameOf(path)];
  if (content.trim() === "")
    throw new UsageError(`there is nothing in ${name}`, "A file with a line of heads, or [], says that there is nobody.");
  return [content, name];
}
function table(content, name, { heads, make }) {
  return rowsOf(content, name, heads).map((placed2) => "problem" in placed2 ? placed2 : { place: placed2.place, ...make(placed2.row) });
}
function list(content, name) {
  return lines2(content).map(([at, line]) => {
    const who = unquoted(line.trim());
    const odd = oddity(who);
    if (odd === void 0) return { place: `line ${at}`, value: who };
    throw new UsageError(
      `${name}, line ${at}, has ${odd} in it: a list has a login name, a mail address or an id a line, and nothing else`,
      `If that is a part of it, give the file a line of heads. ${headsHint(WHOS.heads)}`
    );
  });
}
function oddity(who) {
  const [odd] = /["<>|]/.exec(who) ?? [];
  if (odd !== void 0) return `a ${odd}`;
  return /\s/.test(who) && who.includes("@") ? "a space beside an @" : void 0;
}
function unquoted(line) {
  const [, inner] = /^"((?:[^"]|"")*)"$/.exec(line) ?? [];
  return inner === void 0 ? line : inner.replaceAll('""', '"').trim();
}
function names(cell) {
  return cell.split(";").map((name) => name.trim()).filter((name) => name !== "");
}

// js/cli/seats.ts
var OUTCOMES2 = {
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
    { name: "match", value: "WHO", about: "the account to bring into shape, whatever it is called now; nobody there: create" },
    { name: "groups-mode", value: "add|exact", about: "exact: leave groups that no --group names (default add)" },
    { name: "no-update", about: "leave an account that differs as it is" },
    { name: "no-reactivate", about: "leave an account that is off as it is" },
    FILE_FLAG,
    RESUME_FLAG
  ],
  examples: [
    ["seatwarden provision --email jane@example.com --given-name Jane --family-name Doe --role 'Read Only'", "a joiner"],
    ["seatwarden provision --email jane@example.com --title Director --dry-run", "what a change would do"],
    ["seatwarden provision --match u-042 --user-name jane.roe@example.com", "somebody whose login name changes"],
    [`seatwarden provision --email jane@example.com --extra '{"phoneNumber":"+1 555 0100"}'`, "a field as the vendor names it"],
    ["seatwarden provision --file people.csv > results.jsonl", "many at once, a line of JSON for each; exit code 1 if any failed"]
  ],
  run: (call) => withClient(call, async (client, options) => {
    if (call.words.length > 0)
      throw new UsageError(
        "provision takes flags only",
        "For example: seatwarden provision --email jane@example.com --given-name Jane …"
      );
    const file = fileOf(call, [...PERSON_FLAGS.map(({ name }) => name), "match"]);
    const groupsMode = call.flags.text("groups-mode");
    const asked = {
      ...options,
      ...writeOptions(call),
      ...groupsMode !== void 0 && { groupsMode },
      ...call.flags.has("no-update") && { update: false },
      ...call.flags.has("no-reactivate") && { reactivate: false }
    };
    if (file !== void 0) {
      const people = await readPeople(file, call.signal);
      return settleFile(
        people,
        call.output,
        call.flags.text("resume"),
        (given2, more) => client.provisionAll(given2, { ...asked, ...more })
      );
    }
    const person = readPerson(call.flags);
    const match = call.flags.text("match");
    const result = await client.provision(person, { ...asked, ...match !== void 0 && { match } });
    await writeResult(result, person.userName ?? person.email ?? "", call.output);
    return EXIT.done;
  })
};
var deactivate = {
  name: "deactivate",
  about: "take a leaver's seat back; the account stays, switched off",
  words: "WHO",
  detail: `A leaver who isn't there is done too, unless --strict. WHO with "@" is a login name, then a mail address; without "@" an id, then a login name.`,
  flags: [
    ...TENANT_FLAGS,
    ...WHO_FLAGS,
    ...WRITE_FLAGS,
    { name: "strict", about: "nobody there is an error: exit code 3" },
    { name: "transfer-to", value: "MAIL", about: "who receives the leaver's data (Zoom)" },
    FILE_FLAG,
    RESUME_FLAG
  ],
  examples: [
    ["seatwarden deactivate jane@example.com", "a leaver"],
    ["seatwarden deactivate --email jane@example.com --dry-run", "who it would be"],
    ["seatwarden deactivate --file leavers.csv", "many at once: a list with a WHO a line, or a table with heads"]
  ],
  hints: { not_found: "Without --strict this is no error." },
  run: (call) => withClient(call, async (client, options) => {
    const transferTo = call.flags.text("transfer-to");
    const given2 = { strict: call.flags.has("strict"), ...transferTo === void 0 ? {} : { transferTo } };
    const asked = { ...options, ...writeOptions(call), ...given2 };
    const file = fileOf(
      call,
      WHO_FLAGS.map(({ name }) => name)
    );
    if (file !== void 0) {
      const whos = await readWhos(file, call.signal);
      return settleFile(whos, call.output, call.flags.text("resume"), (many, more) => client.deactivateAll(many, { ...asked, ...more }));
    }
    const who = readWho(call.words, call.flags);
    const result = await client.deactivate(who, asked);
    await writeResult(result, typeof who === "string" ? who : Object.values(who)[0] ?? "", call.output);
    return EXIT.done;
  })
};
function fileOf({ flags, words }, others) {
  const file = flags.text("file");
  if (file === void 0) {
    if (flags.text("resume") !== void 0) throw new UsageError("--resume goes with --file");
    return void 0;
  }
  const other = others.find((name) => flags.text(name) !== void 0 || flags.texts(name) !== void 0);
  if (other !== void 0 || words.length > 0)
    throw new UsageError(`--file says who: leave out ${other === void 0 ? "the words" : `--${other}`}`);
  return file;
}
async function writeResult(result, asked, output) {
  const { outcome, dryRun, user, changes, warnings } = result;
  if (output.json) return output.value(result);
  if (!output.terminal) await output.table([], [[outcome, user?.id ?? "", user?.userName ?? asked, user?.status ?? ""]]);
  else {
    const [done, dry] = OUTCOMES2[outcome] ?? [outcome, outcome];
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
  hints: { not_found: "To create who isn't there: seatwarden provision" },
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
  hints: { not_found: "To create who isn't there: seatwarden provision" },
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
    const confirm = call.flags.text("confirm");
    const result = await client.remove(who, {
      ...options,
      ...writeOptions(call),
      ...confirm !== void 0 && { confirm }
    });
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

// js/cli/plan.ts
import { writeFileSync } from "node:fs";
import { SeatwardenError as SeatwardenError3 } from "./index.js";

// js/cli/plan-text.ts
var MARKS = { create: ["+", "green"], update: ["~", "yellow"], reactivate: ["↑", "green"], deactivate: ["-", "red"] };
async function writePlan(plan2, output) {
  const { provider, tenant: tenant2, readAt, create } = plan2;
  await output.line(output.paint("dim", visible(`${provider} ${tenant2}, read ${readAt}`)));
  const lists = {
    create: create.map(({ person }) => joiner(person, output)),
    update: plan2.update.map((one) => account(one, output)),
    // That `active` changes the list says.
    reactivate: plan2.reactivate.map(({ changes, ...one }) => account({ ...one, changes: changes.slice(1) }, output)),
    deactivate: plan2.deactivate.map((one) => account({ ...one, changes: [] }, output))
  };
  for (const [list3, entries2] of Object.entries(lists)) {
    if (entries2.length === 0) continue;
    const [mark, colour] = MARKS[list3];
    await output.line(`
${output.paint("bold", list3)} ${output.paint("dim", entries2.length.toLocaleString("en"))}`);
    for (const [who = "", ...changes] of entries2) {
      await output.line(`  ${output.paint(colour, `${mark} ${who}`)}`);
      for (const change of changes) await output.line(`  ${change}`);
    }
  }
  await output.line("");
  for (const line of summary(plan2, output.paint)) await output.line(line);
}
function summary({ id, create, update: update2, reactivate: reactivate2, deactivate: deactivate2, unchanged, guard }, paint) {
  const counts = Object.entries({ create, update: update2, reactivate: reactivate2, deactivate: deactivate2 }).filter(([, list3]) => list3.length > 0);
  const words = counts.map(([verb, list3]) => `${list3.length.toLocaleString("en")} to ${verb}`);
  const same = `${unchanged.toLocaleString("en")} as asked already`;
  const { removals, maxRemovals, tripped } = guard;
  const allowed = `${removals.toLocaleString("en")} would be deactivated, and ${maxRemovals.toLocaleString("en")} may be`;
  return [
    words.length === 0 ? `nothing to do: ${same}` : `${words.join(", ")}; ${same}`,
    ...tripped ? [`${paint("red", `✖ ${allowed}:`)} look closely, and if it is right, apply it with --confirm ${id}`] : []
  ];
}
function joiner(person, { paint }) {
  const { userName, email, displayName, givenName, familyName, role, groups: groups2 = [], extra = {} } = person;
  const name = displayName ?? [givenName, familyName].filter(Boolean).join(" ");
  const names2 = Object.keys(extra);
  const about = [name, role, ...groups2, ...names2.length > 0 ? [`with ${names2.join(", ")}`] : []].filter(Boolean).join(", ");
  return [`${visible(userName ?? email ?? "")}${about === "" ? "" : paint("dim", ` ${visible(about)}`)}`];
}
function account({ userName, id, changes }, output) {
  return [`${visible(userName)}${output.paint("dim", ` (${visible(id)})`)}`, ...changes.map((change) => changeLine(change, output))];
}

// js/cli/policy.ts
var POLICY_FLAGS = [
  { name: "policy", value: "FILE", about: "the policy as a JSON file; a flag below wins over its key" },
  {
    name: "on-missing",
    value: "ignore|deactivate",
    about: "what becomes of active accounts in scope that aren't in the file (default ignore)"
  },
  { name: "domain", value: "NAME", repeat: true, about: "in scope are accounts of this domain; once for each" },
  { name: "scope-role", value: "NAME", repeat: true, about: "in scope are accounts with this role, by name or id" },
  { name: "scope-group", value: "NAME", repeat: true, about: "in scope are accounts in this group, by name or id" },
  { name: "protect", value: "WHO", repeat: true, about: "an account that is never deactivated" },
  { name: "max-removals", value: "N", about: "how many may be deactivated without --confirm (default 5 % of those in scope, at most 10)" },
  { name: "field", value: "NAME", repeat: true, about: "a field that is kept as the file has it (default those that are given)" }
];
async function readPolicy(flags, signal) {
  const path = flags.text("policy");
  const file = path === void 0 ? {} : await readFile(path, signal);
  const scope = given({ domains: flags.texts("domain"), roles: flags.texts("scope-role"), groups: flags.texts("scope-group") });
  const own = given({
    fields: flags.texts("field"),
    onMissing: flags.text("on-missing"),
    // What isn't an object the core refuses, as it would without a flag.
    ...Object.keys(scope).length > 0 && { scope: isObject2(file.scope) ? { ...file.scope, ...scope } : file.scope ?? scope },
    protect: flags.texts("protect"),
    maxRemovals: flags.integer("max-removals")
  });
  return path === void 0 && Object.keys(own).length === 0 ? void 0 : { ...file, ...own };
}
async function readFile(path, signal) {
  const name = nameOf(path);
  const hint = 'A policy looks like {"onMissing":"deactivate","scope":{"domains":["example.com"]}}.';
  const value = readGiven(await readText(path, signal), name, new UsageError(`${name} is not JSON`, hint));
  return objectOf(value, new UsageError(`${name} is no JSON object`, hint));
}
function given(keys) {
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== void 0));
}
function isObject2(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// js/cli/plan.ts
var TOLD2 = 10;
var plan = {
  name: "plan",
  about: "what is to be done that a tenant fits a file of people; writes nothing",
  words: "FILE",
  detail: "FILE is CSV, JSON or JSON Lines, as for provision --file; - is standard input. Nobody is deactivated unless --on-missing and a scope say so. The plan is JSON, and readable on a terminal or when --out takes the JSON.",
  onlyReads: true,
  flags: [...TENANT_FLAGS, ...POLICY_FLAGS, { name: "out", value: "FILE", about: "write the plan there, for apply" }],
  examples: [
    ["seatwarden plan people.csv", "who is missing, and who differs"],
    ["seatwarden plan people.csv --on-missing deactivate --domain example.com --out plan.json", "and whose seat is to be taken back"],
    ["seatwarden plan people.csv --policy policy.json --out plan.json && seatwarden apply plan.json", "every night"]
  ],
  run: (call) => withClient(call, async (client, options) => {
    const { words, flags, output, signal } = call;
    const [path, ...more] = words;
    if (path === void 0 || more.length > 0) throw new UsageError("plan takes one word: the FILE of people");
    if (path === "-" && flags.text("policy") === "-") throw new UsageError("people and policy can't both come on standard input");
    const policy = await readPolicy(flags, signal);
    const given2 = await readPeople(path, signal);
    const made = await client.plan(readable(given2, path), policy, options).catch((error) => {
      throw placed(error, given2);
    });
    const out = flags.text("out");
    if (out !== void 0) save(made, out);
    if (output.json || !output.terminal && out === void 0) {
      await output.value(made);
      for (const line of summary(made, output.paintNote)) output.note(line);
    } else await writePlan(made, output);
    for (const { code, message } of made.warnings) output.warning({ code, message: inFile(message, given2) });
    if (out !== void 0 && isToDo(made)) {
      const confirm = made.guard.tripped ? ` --confirm ${made.id}` : "";
      output.note(`  ${output.paintNote("cyan", "→")} seatwarden apply ${out}${confirm}`);
    }
    return EXIT.done;
  })
};
var apply = {
  name: "apply",
  about: "do what a plan says",
  words: "FILE",
  detail: "FILE is what plan printed or wrote with --out; - is standard input. Nothing at all is done if the tenant isn't as the plan saw it (exit code 1), or if more would be deactivated than the plan allows (4).",
  flags: [
    ...TENANT_FLAGS,
    ...WRITE_FLAGS,
    { name: "confirm", value: "ID", about: "the plan's id, to deactivate more than it allows" },
    { name: "resume", value: "TEXT", about: "go on where --deadline-ms stopped it" }
  ],
  examples: [
    ["seatwarden apply plan.json --dry-run", "whether it still fits"],
    ["seatwarden apply plan.json > results.jsonl", "a line of JSON for each; exit code 1 if any failed"],
    ["seatwarden plan people.csv | seatwarden apply -", "at once"]
  ],
  hints: { plan_drifted: "Somebody changed the tenant meanwhile: make a new plan, and look at it." },
  run: (call) => withClient(call, async (client, options) => {
    const { words, flags, output, signal } = call;
    const [path, ...more] = words;
    if (path === void 0 || more.length > 0) throw new UsageError("apply takes one word: the FILE of a plan");
    const given2 = await readPlan(path, signal);
    const confirm = flags.text("confirm");
    const asked = { ...options, ...writeOptions(call), ...confirm !== void 0 && { confirm } };
    const act = (_, more2) => client.apply(given2, { ...asked, ...more2 });
    return settleFile(entries(given2), output, flags.text("resume"), act, "there is no entry in the plan");
  })
};
function readable(given2, path) {
  const bad = given2.flatMap((one) => "problem" in one ? [`${one.place}: ${one.problem}`] : []);
  if (bad.length > 0) {
    const rest = bad.length > TOLD2 ? `; and ${bad.length - TOLD2} more` : "";
    throw new UsageError(
      `${nameOf(path)} can't be read whole, and half of it would be another plan: ${bad.slice(0, TOLD2).join("; ")}${rest}`
    );
  }
  return given2.flatMap((one) => "value" in one ? [one.value] : []);
}
function placed(error, given2) {
  if (!SeatwardenError3.is(error) || error.code !== "invalid_input") return error;
  return new SeatwardenError3({ ...error.toJSON(), message: inFile(error.message, given2) });
}
function inFile(message, given2) {
  return message.replace(/\broster\[(\d+)\](\.(?=\w))?/g, (name, at, dot) => {
    const place3 = given2[Number(at)]?.place;
    return place3 === void 0 ? name : `${place3}${dot === void 0 ? "" : ": "}`;
  });
}
function save(made, path) {
  try {
    writeFileSync(path, `${jsonText(made, 2)}
`);
  } catch (error) {
    throw new UsageError(`--out ${path} can't be written (${error.code ?? "unknown reason"})`);
  }
}
function isToDo({ create, reactivate: reactivate2, update: update2, deactivate: deactivate2 }) {
  return create.length + reactivate2.length + update2.length + deactivate2.length > 0;
}
async function readPlan(path, signal) {
  const name = nameOf(path);
  const hint = "A plan is what seatwarden plan prints, or writes with --out.";
  const value = readGiven(await readText(path, signal), name, new UsageError(`${name} is not JSON`, hint));
  return objectOf(value, new UsageError(`${name} is no plan`, hint));
}
function entries(given2) {
  const listed = (list3) => {
    const all = given2[list3];
    const name = (one) => one?.userName ?? one?.person?.userName ?? one?.person?.email;
    return (Array.isArray(all) ? all : []).map((one, at) => ({ place: `${list3}[${at}]`, value: name(one) ?? "" }));
  };
  return [...listed("reactivate"), ...listed("create"), ...listed("update"), ...listed("deactivate")];
}

// js/cli/raw.ts
var capabilities = {
  name: "capabilities",
  about: "what this connection can do; nothing is sent",
  onlyReads: true,
  flags: TENANT_FLAGS,
  examples: [["seatwarden capabilities", "each verb: yes or no"]],
  run: (call) => withClient(call, async (client, options) => {
    const { output, words } = call;
    if (words.length > 0) throw new UsageError("capabilities takes no words");
    const can = await client.capabilities(options);
    if (output.json) {
      await output.value(can);
      return EXIT.done;
    }
    const { verbs, filters, ...rest } = can;
    const rows = [
      ...Object.entries(verbs).map(([verb, able]) => [kebab(verb), able ? "yes" : "no"]),
      ["list by", filters.map(kebab).join(", ")],
      ...Object.entries(rest).flatMap(([what, value]) => typeof value === "object" ? [] : [[kebab(what), answer(value)]])
    ];
    await output.table(["WHAT", ""], rows);
    return EXIT.done;
  })
};
var request = {
  name: "request",
  about: "a request of your own to the tenant, with token, pace and retries",
  words: "METHOD PATH",
  detail: "The answer's body goes to standard output, its status to standard error. A refusal (400 and above) is exit code 1.",
  flags: [...TENANT_FLAGS, { name: "body", value: "JSON", about: "what to send" }],
  examples: [
    ["seatwarden request GET '/v1/users?pageSize=1'", "what the vendor says, as it says it"],
    ["seatwarden request GET /v1/user-profiles --json", "with status and headers"]
  ],
  run: (call) => withClient(call, async (client, options) => {
    const { output, flags, words } = call;
    const [method, path, ...more] = words;
    if (method === void 0 || path === void 0 || more.length > 0)
      throw new UsageError("request takes two words: METHOD and PATH", "For example: seatwarden request GET '/v1/users?pageSize=1'");
    const answer2 = await client.request(method.toUpperCase(), path, readBody(flags.text("body")), options);
    if (output.json) await output.value(answer2);
    else {
      output.note(output.paintNote("dim", String(answer2.status)));
      if (typeof answer2.body === "string") await output.line(visible(answer2.body));
      else if (answer2.body !== null) await output.line(jsonText(answer2.body, 2));
    }
    return answer2.status < 400 ? EXIT.done : EXIT.failed;
  })
};
function answer(value) {
  return typeof value === "boolean" ? value ? "yes" : "no" : String(value);
}
function readBody(text) {
  if (text === void 0) return void 0;
  return readGiven(text, "--body", new UsageError("--body takes JSON", `For example --body '{"firstName":"Jane"}'.`));
}

// js/cli/sandbox.ts
var LAST_PORT = 65535;
var MOST_USERS = 5e4;
var PROVIDERS = ["zuora", "zuora-oneid", "zoom", "scim"];
var ZUORA = ["sparse", "legacy", "migrated"];
var sandbox = {
  name: "sandbox",
  about: "serve a tenant in memory over HTTP on this machine",
  detail: "It behaves as the vendor's documents say, limits included. Standard output gets one line: its connection as JSON. Ctrl-C ends it.",
  onlyReads: true,
  flags: [
    { name: "provider", value: PROVIDERS.join("|"), about: "the kind of tenant (default zuora)" },
    { name: "port", value: "PORT", about: "where to listen on 127.0.0.1 (default 8080; 0 takes any)" },
    { name: "users", value: "N", about: `users at the beginning (default 120, at most ${MOST_USERS})` },
    { name: "seed", value: "N", about: "the same seed gives the same users (default 1)" },
    { name: "sparse", about: "Zuora: rows of a list hold only id, username and status" },
    { name: "legacy", about: "Zuora: a legacy tenant, 404 on /v1/users" },
    { name: "migrated", about: "Zuora: a tenant that has moved to OneID" },
    { name: "latency-ms", value: "MS", about: "how long each answer takes (default 0)" }
  ],
  examples: [
    ["seatwarden sandbox --port 8080 > sandbox.json &", "serve, and keep the connection in a file"],
    ["seatwarden list --connection sandbox.json", "use it"]
  ],
  async run({ words, flags, output, signal }) {
    if (words.length > 0) throw new UsageError("sandbox takes no words");
    const { serveSandbox } = await import("./sandbox-server.js");
    const port = flags.integer("port", LAST_PORT) ?? 8080;
    const server = await serveSandbox({ ...tenant(flags), port }).catch((error) => {
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
function tenant(flags) {
  const provider = PROVIDERS.find((known) => known === (flags.text("provider") ?? "zuora"));
  if (provider === void 0) throw new UsageError("there is no sandbox of that kind", `There are: ${PROVIDERS.join(", ")}.`);
  const users = flags.integer("users", MOST_USERS);
  const seed = flags.integer("seed");
  const latency = flags.integer("latency-ms");
  const general = {
    ...users !== void 0 && { users },
    ...seed !== void 0 && { seed },
    ...latency !== void 0 && { latencyMs: [latency, latency] }
  };
  if (provider === "zuora") return { provider, ...general, ...Object.fromEntries(ZUORA.map((name) => [name, flags.has(name)])) };
  const stray = ZUORA.find((name) => flags.has(name));
  if (stray !== void 0) throw new UsageError(`--${stray} is for --provider zuora`);
  return { provider, ...general };
}

// js/cli/start.ts
import { connect as connect2, run } from "./index.js";

// js/cli/tour.ts
var Tour = class {
  #output;
  #tenants;
  #began = performance.now();
  #steps = 0;
  /** How many requests each tenant had before this step. */
  #before = [];
  #failed = 0;
  constructor(output, tenants) {
    this.#output = output;
    this.#tenants = tenants;
  }
  /** One step: its title, what it does, and the requests that it took. */
  async step(title, act) {
    const { paint } = this.#output;
    this.#steps += 1;
    await this.#output.line(`
${paint("cyan", `${this.#steps}`)}  ${paint("bold", title)}`);
    this.#before = this.#counts();
    const began = performance.now();
    await act();
    const took = Math.round(performance.now() - began);
    const sent = this.sent();
    await this.say(paint("dim", sent.length === 0 ? "no request" : `${count(sent.length, "request")}, ${took} ms: ${summary2(sent)}`));
  }
  /** The requests of this step so far. */
  sent() {
    return this.#tenants.flatMap((tenant2, at) => tenant2.requests().slice(this.#before[at]));
  }
  #counts() {
    return this.#tenants.map((tenant2) => tenant2.requests().length);
  }
  /** A line under the step. */
  say(text) {
    return this.#output.line(`   ${text}`);
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
    const seconds2 = ((performance.now() - this.#began) / 1e3).toFixed(2);
    const total = `${count(this.#steps, "step")}, ${count(
      this.#counts().reduce((sum, one) => sum + one, 0),
      "request"
    )}, ${seconds2} s`;
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
function summary2(requests) {
  const times = /* @__PURE__ */ new Map();
  for (const { method, path } of requests) {
    const name = `${method} ${path.replace(/^(.*\/users\/)[^/]+/i, "$1{id}")}`;
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
var list2 = {
  name: "list",
  about: "the users of the tenant",
  detail: "Every user once, or an error; never a quiet half. A table on a terminal; elsewhere tab-separated: user name, id, status, name, email, role.",
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
  onlyReads: true,
  flags: [...TENANT_FLAGS, ...WHO_FLAGS],
  examples: [
    ["seatwarden get jane@example.com", "by login name or mail address"],
    ["seatwarden get --id u-001 --json", "by id, as JSON"]
  ],
  hints: { not_found: "seatwarden list shows who is there." },
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
  onlyReads: true,
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
  onlyReads: true,
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
  const given2 = {};
  if (flags.has("active") || flags.has("inactive")) given2.active = flags.has("active");
  const texts = {
    userName: flags.text("user-name"),
    email: flags.text("email"),
    externalId: flags.text("external-id"),
    role: flags.text("role"),
    department: flags.text("department"),
    filter: flags.text("filter")
  };
  for (const [field, text] of Object.entries(texts)) if (text !== void 0) given2[field] = text;
  const limit = flags.integer("limit");
  const pageSize = flags.integer("page-size");
  if (limit !== void 0) given2.limit = limit;
  if (pageSize !== void 0) given2.pageSize = pageSize;
  if (flags.has("raw")) given2.raw = true;
  return given2;
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
var MIRA = { email: "mira.okafor@example.com", givenName: "Mira", familyName: "Okafor" };
var STRANGER = "nobody.here@example.com";
var start = {
  name: "start",
  about: "see the main job done against tenants in memory",
  detail: "On Zuora, on its OneID and on Zoom: tokens, a joiner, the joiner again, who is active, a leaver, a step as JSON, the audit. Nothing leaves this machine.",
  onlyReads: true,
  flags: [],
  examples: [["seatwarden start", "under five seconds"]],
  async run({ words, output, signal }) {
    if (words.length > 0) throw new UsageError("start takes no words");
    const { serveSandbox } = await import("./sandbox-server.js");
    const { LEAVER } = await import("./sandbox.js");
    const zuora = await serveSandbox({ port: 0, users: 120 });
    const oneId = await serveSandbox({ provider: "zuora-oneid", port: 0, users: 120 });
    const zoom = await serveSandbox({ provider: "zoom", port: 0, users: 120 });
    const audit = [];
    const seats = [];
    try {
      const options = { actor: "npm start", onAudit: (record) => audit.push(record) };
      seats.push(onZuora(zuora, connect2(zuora.connection, options)));
      seats.push(onOneId(oneId, connect2(oneId.connection, options)));
      seats.push(onZoom(zoom, connect2({ ...zoom.connection, plan: "business" }, options)));
      const tour = new Tour(output, [zuora, oneId, zoom]);
      return await tell2({ seats, zuora, audit, leaver: LEAVER, tour, output, signal }) ? EXIT.done : EXIT.failed;
    } finally {
      for (const { client } of seats) client[Symbol.dispose]();
      await Promise.all([zuora.close(), oneId.close(), zoom.close()]);
    }
  }
};
function onZuora(server, client) {
  const people = () => server.users().map(({ id, username, status, profileId }) => ({ id, userName: username, active: status === "Active", role: profileId }));
  return { vendor: "Zuora", client, server, role: "Read Only", people };
}
function onOneId(server, client) {
  const isIn = ["ACTIVE", "PENDING_ACTIVATION"];
  const people = () => server.users().map(({ id, userName, active, roles: roles2, ...user }) => {
    const { status } = user["urn:zuora:scim:schemas:1.0:UserExtension"];
    return { id, userName, active: active && isIn.includes(status), role: roles2?.[0]?.value };
  });
  return { vendor: "OneID", client, server, role: "USER", people };
}
function onZoom(server, client) {
  const people = () => server.users().map(({ id, userName, active, roles: roles2 }) => ({ id, userName, active: active === true, role: roles2?.[0]?.value }));
  return { vendor: "Zoom", client, server, role: "Member", people };
}
async function tell2(stage) {
  const { seats, leaver, tour, output } = stage;
  await output.line(`${output.paint("bold", "Seatwarden")}: seats for joiners, movers and leavers.`);
  for (const { vendor, server, people } of seats) {
    await output.line(`A ${vendor} tenant in memory with ${count(people().length, "user")} listens at ${server.url}.`);
  }
  await tour.step("Get a token of each", () => getTokens(stage));
  await tour.step(`${MIRA.givenName} joins`, () => join(stage));
  await tour.step(`${MIRA.givenName} again: twice is the same as once`, () => joinAgain(stage));
  await tour.step("Who is active?", () => whoIsActive(stage));
  await tour.step(`${leaver.email} leaves`, () => leave(stage));
  await tour.step("A leaver as a step of a workflow: JSON in, JSON out", () => runStep(stage));
  await tour.step("What is in the audit", () => readAudit(stage));
  return tour.end();
}
async function getTokens({ seats, tour, signal }) {
  for (const { vendor, client } of seats) {
    const before = tour.sent().length;
    const { tokenType, expiresIn } = await client.token({ signal });
    await tour.check(
      tour.sent().length === before + 1,
      `a ${tokenType} token for ${expiresIn} s from ${vendor}, kept for all that follows`
    );
  }
}
async function join(stage) {
  const { seats, tour, signal } = stage;
  for (const { vendor, client, role, people } of seats) {
    const result = await client.provision({ ...MIRA, role }, { signal });
    const stored = people().find(({ userName }) => userName === MIRA.email);
    const created = result.outcome === "created" && stored?.id === result.user?.id && stored?.active === true;
    await tour.check(created, `${result.outcome} ${result.user?.userName} (${result.user?.id}) on ${vendor}`);
    await tour.check(stored?.role === (result.user?.roleId ?? role), `her role there is ${role}, found by its name`);
    await details(result, stage);
  }
}
async function joinAgain(stage) {
  const { seats, tour, signal } = stage;
  for (const { vendor, client, role } of seats) {
    const result = await client.provision({ ...MIRA, role }, { signal });
    const wrote = tour.sent().some(({ committed, method }) => committed || method !== "GET");
    await tour.check(result.outcome === "unchanged" && !wrote, `${result.outcome}: nothing was written on ${vendor}`);
    await details(result, stage);
  }
}
async function whoIsActive({ seats, tour, output, signal }) {
  for (const { vendor, client, people } of seats) {
    const active = await client.list({ active: true }, { signal }).toArray();
    for (const user of active.slice(0, 3)) await tour.say(visible(userRow(user).filter(Boolean).join("  ")));
    if (active.length > 3) await tour.say(output.paint("dim", `… and ${active.length - 3} more`));
    const stored = people();
    const wanted = new Set(stored.filter((one) => one.active).map(({ id }) => id));
    const whole = active.length === wanted.size && active.every(({ id }) => wanted.has(id));
    await tour.check(whole, `${active.length} of ${stored.length} users are active, each listed once, on ${vendor}`);
  }
}
async function leave(stage) {
  const { seats, leaver, tour, signal } = stage;
  for (const { vendor, client, people } of seats) {
    const result = await client.deactivate({ email: leaver.email }, { signal });
    const stored = people().find(({ userName }) => userName === leaver.username);
    const off = result.outcome === "deactivated" && stored?.active === false;
    await tour.check(off, `${result.outcome} ${result.user?.userName}, whose mail address that is, on ${vendor}`);
    await details(result, stage);
  }
}
async function runStep({ zuora, tour, output, signal }) {
  const step = { action: "deactivate", input: { who: STRANGER } };
  await tour.say(`run(${jsonText({ ...step, connection: "…" })})`);
  const result = await run({ ...step, connection: zuora.connection }, { signal });
  for (const line of jsonText(result, 2).split("\n")) await tour.say(output.paint("dim", line));
  await tour.check(result.ok && result.outcome === "not_found", "somebody who never had a seat is no error");
}
async function readAudit({ seats, audit, tour }) {
  for (const { provider, action, outcome, target, attempts } of audit) {
    await tour.say(visible(`${action}: ${outcome} ${target.userName ?? target.id ?? "?"} on ${provider} (${count(attempts, "request")})`));
  }
  const outcomes = audit.map(({ outcome }) => outcome).join();
  const wanted = [...seats.map(() => "created"), ...seats.map(() => "deactivated")].join();
  await tour.check(outcomes === wanted, "one record for each write, none where nothing was written");
  const secrets = seats.map(({ server }) => server.connection.clientSecret);
  await tour.check(!secrets.some((secret2) => JSON.stringify(audit).includes(secret2)), "no secret in them");
}
async function details({ changes, warnings }, { tour, output }) {
  for (const change of changes) await tour.say(changeLine(change, output));
  for (const { code, message } of warnings) {
    await tour.say(`${output.paint("yellow", "!")} ${visible(message)} ${output.paint("dim", `(${visible(code)})`)}`);
  }
}

// js/cli/step.ts
import { run as runStep2 } from "./index.js";
var EXAMPLE = `echo '{"action":"deactivate","input":{"who":"jane@example.com"},"options":{"dryRun":true}}' | seatwarden run`;
var run2 = {
  name: "run",
  about: "run a step: JSON on standard input, JSON on standard output",
  detail: "A step without a connection gets the one of --connection or the environment. What went wrong is in the output too, and in the exit code: 1 if one of many failed, or the deadline came before all were done.",
  flags: [CONNECTION_FLAG, VERBOSE_FLAG],
  examples: [
    [EXAMPLE, "one action, as a workflow platform sends it"],
    ["seatwarden run < step.json > output.json", "from and to files"]
  ],
  async run(call) {
    const { words, flags, output, signal } = call;
    if (words.length > 0) throw new UsageError("run takes no words: the step comes on standard input", `For example: ${EXAMPLE}`);
    if (process.stdin.isTTY) output.note("Reading a step as JSON from the terminal; end it with Ctrl-D.");
    const step = parseStep(await readText("-", signal));
    if (!("connection" in step)) {
      const connection = findConnection(flags.text("connection"));
      if (connection !== void 0) step.connection = connection;
    }
    const onEvent = verbose(call);
    const result = await runStep2(step, { signal, ...onEvent && { onEvent } });
    await output.value(result);
    return codeFor(result);
  }
};
function codeFor(result) {
  if (!result.ok) return exitCodeOf(result.error.code);
  if (!("counts" in result.data)) return EXIT.done;
  const { counts, resume } = result.data;
  return (counts.failed ?? 0) > 0 || resume !== void 0 ? EXIT.failed : EXIT.done;
}
function parseStep(given2) {
  const hint = `For example: ${EXAMPLE}`;
  const step = readGiven(given2, "the step", new UsageError("what came on standard input is not JSON", hint));
  return objectOf(step, new UsageError("a step is a JSON object", hint));
}

// js/cli/token.ts
var token = {
  name: "token",
  about: "get a token: shows that the connection works",
  detail: "The token itself is printed only with --show; handle it like a password.",
  onlyReads: true,
  flags: [...TENANT_FLAGS, { name: "show", about: "print the token" }],
  examples: [
    ["seatwarden token", "do the credentials work?"],
    ['curl -H "Authorization: Bearer $(seatwarden token --show)" https://rest.zuora.com/v1/users', "use it elsewhere"]
  ],
  run: (call) => withClient(call, async (client, options) => {
    if (call.words.length > 0) throw new UsageError("token takes no words");
    const { accessToken, ...rest } = await client.token(options);
    const show3 = call.flags.has("show");
    const { output } = call;
    if (output.json) await output.value(show3 ? { accessToken, ...rest } : rest);
    else if (show3) await output.line(accessToken);
    else if (!output.terminal) await output.table([], [[rest.tokenType, rest.expiresAt ?? ""]]);
    else {
      const ends = rest.expiresAt === void 0 ? "" : `, until ${visible(rest.expiresAt)}`;
      await output.line(`${output.paint("green", "✔")} a ${visible(rest.tokenType)} token${ends}`);
      output.note(output.paintNote("dim", "--show prints it"));
    }
    return EXIT.done;
  })
};

// js/cli/webhook.ts
import { randomUUID } from "node:crypto";
import { readFileSync as readFileSync2 } from "node:fs";
import { addAbortSignal as addAbortSignal2 } from "node:stream";
import { buffer as buffer2 } from "node:stream/consumers";
import {
  parseWebhook,
  SeatwardenError as SeatwardenError4,
  verifyWebhook
} from "./index.js";

// js/cli/webhook-sign.ts
import { createHmac, createPrivateKey, sign as signWith } from "node:crypto";
var SIGNERS = {
  bamboohr({ body: body2, secret: secret2, now }) {
    const time = seconds(now);
    return { "X-BambooHR-Signature": hmac("sha256", secret2, body2, time).toString("hex"), "X-BambooHR-Timestamp": time };
  },
  hibob: ({ body: body2, secret: secret2 }) => ({ "Bob-Signature": hmac("sha512", secret2, body2).toString("base64") }),
  gusto: ({ body: body2, secret: secret2 }) => ({ "X-Gusto-Signature": hmac("sha256", secret2, body2).toString("hex") }),
  deel: ({ body: body2, secret: secret2 }) => ({ "x-deel-signature": hmac("sha256", secret2, "POST", body2).toString("hex") }),
  personio: ({ body: body2, secret: secret2 }) => ({ "X-Personio-Signature": hmac("sha256", secret2, body2).toString("hex") }),
  factorial: ({ secret: secret2 }) => ({ "x-factorial-wh-challenge": secret2 }),
  merge: ({ body: body2, secret: secret2 }) => ({ "X-Merge-Webhook-Signature": padded(hmac("sha256", secret2, body2).toString("base64url")) }),
  finch({ body: body2, secret: secret2, now, id }) {
    const time = seconds(now);
    const signature = hmac("sha256", Buffer.from(secret2, "base64"), `${id}.${time}.`, body2).toString("base64");
    return { "Finch-Event-Id": id, "Finch-Timestamp": time, "Finch-Signature": `v1,${signature}` };
  },
  workos: ({ body: body2, secret: secret2, now }) => ({
    "WorkOS-Signature": `t=${now}, v1=${hmac("sha256", secret2, `${now}.`, body2).toString("hex")}`
  }),
  "standard-webhooks"({ body: body2, secret: secret2, now, id }) {
    const time = seconds(now);
    const signed2 = Buffer.concat([Buffer.from(`${id}.${time}.`), body2]);
    const signature = secret2.startsWith("whsk_") ? `v1a,${signWith(null, signed2, privateKey(secret2)).toString("base64")}` : `v1,${hmac("sha256", Buffer.from(secret2.replace(/^whsec_/, ""), "base64"), signed2).toString("base64")}`;
    return { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": signature };
  },
  okta: ({ secret: secret2 }) => ({ Authorization: secret2 }),
  rippling: ({ body: body2, secret: secret2 }) => ({ "X-Rippling-Signature": hmac("sha256", secret2, body2).toString("hex") }),
  generic
};
var SOURCES = Object.keys(SIGNERS);
function sign(source, delivery) {
  return SIGNERS[source](delivery);
}
function generic({ body: body2, secret: secret2, now, id, generic: generic3 }) {
  if (generic3 === void 0) throw new UsageError("generic needs --generic JSON, which says how it signs");
  checkScheme(generic3);
  const { signatureHeader, algorithm, encoding, prefix = "", signed: signed2 = [{ part: "body" }], timestampHeader, idHeader } = generic3;
  const time = seconds(now);
  const of = { body: body2, timestamp: time, id };
  const parts = signed2.map((part) => "text" in part ? part.text : of[part.part]);
  const digest = hmac(algorithm, secret2, ...parts);
  return {
    ...idHeader !== void 0 && { [idHeader]: id },
    ...timestampHeader !== void 0 && { [timestampHeader]: time },
    [signatureHeader]: prefix + digest.toString(encoding)
  };
}
function checkScheme({ signatureHeader, algorithm, encoding, signed: signed2 = [], timestampHeader, idHeader }) {
  const part = (given2) => {
    const { part: part2, text } = given2 ?? {};
    return typeof text === "string" || ["body", "timestamp", "id"].includes(part2 ?? "");
  };
  const fits = typeof signatureHeader === "string" && ["sha1", "sha256", "sha512"].includes(algorithm) && ["hex", "base64", "base64url"].includes(encoding) && Array.isArray(signed2) && signed2.every(part) && [timestampHeader, idHeader].every((name) => name === void 0 || typeof name === "string");
  if (!fits)
    throw new UsageError(
      "--generic describes no scheme",
      "It needs signatureHeader, algorithm (sha1, sha256, sha512) and encoding (hex, base64, base64url)."
    );
}
function hmac(algorithm, key, ...parts) {
  const mac = createHmac(algorithm, key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}
function seconds(now) {
  return String(Math.floor(now / 1e3));
}
function padded(base64url) {
  return base64url.padEnd(Math.ceil(base64url.length / 4) * 4, "=");
}
var PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");
function privateKey(secret2) {
  const bytes = Buffer.from(secret2.slice("whsk_".length), "base64");
  if (bytes.length !== 32 && bytes.length !== 64)
    throw new UsageError("the secret is no private key of Ed25519: it has neither 32 bytes nor 64");
  return createPrivateKey({ key: Buffer.concat([PKCS8, bytes.subarray(0, 32)]), format: "der", type: "pkcs8" });
}

// js/cli/webhook.ts
var SECRET = "SEATWARDEN_WEBHOOK_SECRET";
var webhook = {
  name: "webhook",
  words: "sign|verify SOURCE",
  about: "sign or verify a delivery of an HR system, to try an endpoint",
  detail: [
    "sign prints the headers that SOURCE would send with the body on standard input; verify tells whether a delivery is",
    "authentic and fresh, and what it says. The secret is in the environment: SEATWARDEN_WEBHOOK_SECRET.",
    `SOURCE is one of ${SOURCES.join(", ")}.`
  ].join("\n"),
  onlyReads: true,
  flags: [
    { name: "body-file", value: "FILE", about: "the raw body (default: standard input)" },
    { name: "id", value: "ID", about: "sign: the id of the delivery (default: a new one)" },
    { name: "age", value: "SECONDS", about: "sign: as if it had been signed so long ago" },
    { name: "header", value: "'NAME: VALUE'", repeat: true, about: "verify: a header of the delivery" },
    { name: "headers-file", value: "FILE", about: "verify: its headers, one a line; what sign prints" },
    { name: "method", value: "METHOD", about: "verify: the method that it came by" },
    { name: "tolerance", value: "SECONDS", about: "verify: how old it may be" },
    { name: "generic", value: "JSON", about: "the scheme of the source generic" },
    { name: "json", about: "print JSON" }
  ],
  examples: [
    ["seatwarden webhook sign gusto --body-file event.json > headers.txt", "sign a body"],
    ["curl -H @headers.txt --data-binary @event.json https://example.com/hooks/gusto", "send it to your endpoint"],
    ["seatwarden webhook verify gusto --headers-file headers.txt --body-file event.json", "see what your endpoint should see"]
  ],
  async run(call) {
    const [verb, source, ...more] = call.words;
    if (verb !== "sign" && verb !== "verify" || source === void 0 || more.length > 0)
      throw new UsageError("webhook takes two words: sign or verify, and a source", "For example: seatwarden webhook sign gusto");
    if (!SOURCES.includes(source))
      throw new UsageError(`there is no source of that name`, `There are: ${SOURCES.join(", ")}`);
    return verb === "sign" ? signed(call, source) : verified(call, source);
  }
};
async function signed(call, source) {
  const { flags, output } = call;
  const headers2 = sign(source, {
    secret: secret(),
    body: await body(call),
    now: Date.now() - (flags.integer("age") ?? 0) * 1e3,
    id: flags.text("id") ?? `msg_${randomUUID()}`,
    generic: generic2(flags)
  });
  if (output.json) await output.value(headers2);
  else for (const [name, value] of Object.entries(headers2)) await output.line(`${name}: ${value}`);
  return EXIT.done;
}
async function verified(call, source) {
  const { flags, output } = call;
  const [method, toleranceSeconds, scheme] = [flags.text("method"), flags.integer("tolerance"), generic2(flags)];
  const delivery = {
    secret: secret(),
    headers: headers(flags),
    body: await body(call),
    ...method !== void 0 && { method },
    ...toleranceSeconds !== void 0 && { toleranceSeconds },
    ...scheme !== void 0 && { generic: scheme }
  };
  const verification = await verifyWebhook(source, delivery);
  let events = [];
  try {
    events = parseWebhook(source, delivery);
  } catch (error) {
    if (!SeatwardenError4.is(error)) throw error;
    output.warning({ code: error.code, message: `It is authentic, but says nothing: ${error.message}` });
  }
  if (output.json) await output.value({ ...verification, events });
  else await show2(output, verification, events);
  return EXIT.done;
}
async function show2(output, { source, id, timestamp, strength, confirmed }, events) {
  const proof = strength === "signature" ? "its signature is good" : "it has the secret, but nothing is signed: don't trust the body";
  await output.line(`authentic	${source}	${visible(id)}	${timestamp ?? ""}	${proof}`);
  if (!confirmed) output.note(`No page of the vendor confirms every part of how ${source} signs: docs/webhooks.md tells which.`);
  await output.table(
    ["EVENT", "EFFECTIVE", "WHO", "EXTERNAL ID", "THIN"],
    events.map(({ type, effectiveAt, who, externalId, thin }) => [
      type,
      effectiveAt ?? "",
      who === void 0 ? "" : String(Object.values(who)[0]),
      externalId ?? "",
      thin ? "ask the HR system first" : ""
    ])
  );
}
function secret() {
  const given2 = process.env[SECRET];
  if (given2 === void 0 || given2 === "")
    throw new UsageError(`${SECRET} is not set`, "Put the webhook's secret there: a flag would show it to everybody on this machine.");
  return given2;
}
function generic2(flags) {
  const text = flags.text("generic");
  if (text === void 0) return void 0;
  const hint = `For example: --generic '{"signatureHeader":"x-signature","algorithm":"sha256","encoding":"hex"}'`;
  const scheme = readGiven(text, "--generic", new UsageError("--generic takes JSON", hint));
  return objectOf(scheme, new UsageError("--generic takes a JSON object", hint));
}
async function body({ flags, output, signal }) {
  const file = flags.text("body-file");
  if (file !== void 0) return readFile2(file);
  if (process.stdin.isTTY) output.note("Reading the body from the terminal; end it with Ctrl-D.");
  try {
    return await buffer2(addAbortSignal2(signal, process.stdin));
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
}
function headers(flags) {
  const file = flags.text("headers-file");
  const lines3 = [
    ...file === void 0 ? [] : withoutMark(readFile2(file).toString("utf8")).split(/\r?\n/),
    ...flags.texts("header") ?? []
  ];
  const found = {};
  for (const line of lines3.filter((line2) => line2.trim() !== "")) {
    const [, name, value] = /^([^:\s]+):(.*)$/s.exec(line) ?? [];
    if (name === void 0 || value === void 0)
      throw new UsageError("a header is NAME: VALUE", "For example: --header 'X-Gusto-Signature: 19e3…'");
    found[name] = [...found[name] ?? [], value];
  }
  if (lines3.length === 0) throw new UsageError("verify needs the headers: --header or --headers-file");
  return found;
}
function readFile2(file) {
  try {
    return readFileSync2(file);
  } catch (error) {
    throw new UsageError(`${file} can't be read: ${error.code ?? "unknown"}`);
  }
}

// js/cli/commands.ts
var COMMANDS = [
  provision,
  update,
  deactivate,
  reactivate,
  remove,
  resetPassword,
  plan,
  apply,
  list2,
  get,
  find,
  roles,
  groups,
  token,
  connections,
  capabilities,
  request,
  run2,
  webhook,
  sandbox,
  start,
  completion
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
    "  seatwarden start                        the main job against tenants in memory",
    "  seatwarden COMMAND --help               flags and examples of one command",
    "",
    heading("Connection", paint),
    "  --connection FILE, else SEATWARDEN_CONNECTION (JSON or a path), else SEATWARDEN_PROVIDER, _CLIENT_ID,",
    "  _CLIENT_SECRET, _ACCOUNT_ID, _ORGANIZATION_ID, _ACCESS_TOKEN, _BASE_URL, _TOKEN_URL, _DATA_CENTER. Secrets are never flags: a command line is public.",
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
function heading(text, paint) {
  return paint("bold", text);
}
function spelling({ name, value }) {
  return value === void 0 ? `--${name}` : `--${name} ${value}`;
}
function pairs(rows, paint) {
  const width = Math.max(...rows.map(([left]) => left.length)) + 3;
  return rows.map(([left, right]) => `  ${paint("cyan", left)}${" ".repeat(width - left.length)}${right}`);
}

// js/cli/main.ts
process.exitCode = await main(process.argv.slice(2));
async function main([name, ...line]) {
  const output = new Output(line.includes("--json"));
  process.once("exit", () => {
    if (output.broken) process.exitCode ||= EXIT.failed;
  });
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
    return report(
      error,
      COMMANDS.find((command) => command.name === name),
      output
    );
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
  if (command.onlyReads) output.whenLost(() => process.exit(process.exitCode ?? EXIT.done));
  const abort = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => abort.abort(new Interrupted()));
  return command.run({ words, flags, output, signal: abort.signal, commands: COMMANDS });
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
  const { version: version2 } = JSON.parse(readFileSync3(new URL("./package.json", import.meta.url), "utf8"));
  return version2;
}
