/** A file of people or accounts for `--file`: CSV with a line of heads, JSON, or JSON Lines. Says where it can't be read; who is in it, the core judges. */

import { createReadStream } from "node:fs";
import { addAbortSignal } from "node:stream";
import { text } from "node:stream/consumers";
import { parse } from "csv-parse/sync";
import type { Person, Who } from "../entry/default.js";
import { UsageError } from "./arguments.js";
import type { Flag } from "./command.js";
import { FIELDS, kebab } from "./person.js";

export const FILE_FLAG: Flag = { name: "file", value: "FILE", about: "many at once: a CSV, JSON or JSON Lines file; - is standard input" };

/** One of a file, and the place that it came from (`line 3`, `item 3`): what stands there, or why that can't be told. */
export type Given<T> = { place: string } & ({ value: T } | { problem: string });

/** A row: cells that aren't empty, by the field that their head means, and those under `extra.NAME`. */
interface Row {
  fields: Record<string, string>;
  extra: Record<string, string>;
}

/** What a file is of: the heads that a table may have, and what a row of it means. */
interface Kind<T> {
  heads: string[];
  make: (row: Row) => T;
}

const PEOPLE: Kind<Person> = {
  heads: [...Object.keys(FIELDS), "groups"],
  make({ fields: { groups, ...fields }, extra }) {
    const person = {
      ...fields,
      ...(groups !== undefined && { groups: groups.split(";").map((name) => name.trim()) }),
      ...(Object.keys(extra).length > 0 && { extra }),
    };
    return person as unknown as Person;
  },
};

const WHOS: Kind<Who> = {
  heads: ["who", "id", "userName", "email", "externalId"],
  make({ fields }) {
    const [name, value] = Object.entries(fields)[0] ?? ["who", ""];
    return (name === "who" ? value : { [name]: value }) as Who;
  },
};

/** The people of a file. */
export const readPeople = (path: string, signal: AbortSignal): Promise<Given<Person>[]> => read(path, signal, PEOPLE);

/** The accounts of a file. One without heads is a list: a WHO a line. */
export const readWhos = (path: string, signal: AbortSignal): Promise<Given<Who>[]> => read(path, signal, WHOS);

async function read<T>(path: string, signal: AbortSignal, kind: Kind<T>): Promise<Given<T>[]> {
  const name = path === "-" ? "standard input" : path;
  const content = (await readText(path, signal)).replace(/^\uFEFF/, "");
  const start = content.trimStart();
  if (start === "") throw new UsageError(`there is nobody in ${name}`);
  if (start.startsWith("[")) return json<T[]>(content, name).map((value, at) => ({ place: `item ${at + 1}`, value }));
  if (start.startsWith("{")) return jsonLines(content, name);
  return kind.heads.includes("who") && !isTable(content, name, kind) ? list(content, kind) : table(content, name, kind);
}

async function readText(path: string, signal: AbortSignal): Promise<string> {
  try {
    return await text(addAbortSignal(signal, path === "-" ? process.stdin : createReadStream(path)));
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const { code } = error as { code?: unknown };
    if (code === "ENOENT") throw new UsageError(`there is no file ${path}`);
    throw new UsageError(`${path} can't be read`);
  }
}

/** The engine's own words are not repeated: they quote the text. */
function json<T>(content: string, where: string): T {
  try {
    return JSON.parse(content);
  } catch {
    throw new UsageError(`${where} is not JSON`, "A file of JSON is one array, or one object a line.");
  }
}

/** An object a line; a file of which no line is one may be a single object, over several lines. */
function jsonLines<T>(content: string, name: string): Given<T>[] {
  const given = lines(content).map(([at, line]): Given<T> => {
    const place = `line ${at}`;
    try {
      return { place, value: json<T>(line, name) };
    } catch {
      return { place, problem: "is not JSON" };
    }
  });
  return given.every((one) => "problem" in one) ? [{ place: "item 1", value: json(content, name) }] : given;
}

/** The lines that aren't empty, with their numbers. */
function lines(content: string): [number, string][] {
  return content
    .split(/\r?\n/)
    .map((line, at): [number, string] => [at + 1, line])
    .filter(([, line]) => line.trim() !== "");
}

/** Semicolons and tabs are what spreadsheets of many countries save. */
function delimiterOf(content: string): string {
  const first = content.trimStart().split(/\r?\n/, 1)[0] ?? "";
  return [",", ";", "\t"].find((delimiter) => first.includes(delimiter)) ?? ",";
}

/** A line each, as it stands. */
function list<T>(content: string, { make }: Kind<T>): Given<T>[] {
  return lines(content).map(([at, line]) => ({ place: `line ${at}`, value: make({ fields: { who: line.trim() }, extra: {} }) }));
}

/** Cells that nobody has named are no list: `Doe,jane@example.com` would be somebody who isn't there, and Jane would stay. */
function isTable<T>(content: string, name: string, { heads }: Kind<T>): boolean {
  const [first = ""] = content.trimStart().split(/\r?\n/, 1);
  if (first.split(/[,;\t]/).some((cell) => meaning(cell, heads) !== undefined)) return true;
  const [cells] = lines(content).filter(([, line]) => /[,;\t]/.test(line));
  if (cells === undefined) return false;
  throw new UsageError(`${name}, line ${cells[0]}, has more than one cell, and no line of heads says what they are`, headsHint(heads));
}

const headsHint = (heads: string[]) => `Heads are: ${heads.join(", ")}, or extra.NAME for one of the vendor's own.`;

function table<T>(content: string, name: string, { heads, make }: Kind<T>): Given<T>[] {
  const [head, ...records] = parsed(content, name);
  const columns = (head?.record ?? []).map((cell) => {
    const field = meaning(cell, heads);
    if (field !== undefined) return field;
    throw new UsageError(`${name}: there is no field "${cell}"`, headsHint(heads));
  });
  const twice = columns.find((field, at) => columns.indexOf(field) < at);
  if (twice !== undefined) throw new UsageError(`${name}: there are two columns of ${twice}`);
  return records.map(({ record, info: { lines } }) => {
    const row: Row = { fields: {}, extra: {} };
    for (const [at, quoted] of record.entries()) {
      const cell = quoted.trim();
      const field = columns[at];
      if (field === undefined && cell !== "") return { place: `line ${lines}`, problem: "has more cells than there are heads" };
      if (field === undefined || cell === "") continue;
      if (field.startsWith("extra.")) row.extra[field.slice("extra.".length)] = cell;
      else row.fields[field] = cell;
    }
    return { place: `line ${lines}`, value: make(row) };
  });
}

type Records = { record: string[]; info: { lines: number } }[];

function parsed(content: string, name: string): Records {
  try {
    const delimiter = delimiterOf(content);
    // A spreadsheet saves rows of nothing but delimiters, too.
    const skip = { skip_empty_lines: true, skip_records_with_empty_values: true };
    return parse(content, { delimiter, info: true, relax_column_count: true, trim: true, ...skip }) as unknown as Records;
  } catch (error) {
    const { lines } = error as { lines?: unknown };
    throw new UsageError(`${name} is not CSV${typeof lines === "number" ? `: line ${lines} can't be read` : ""}`);
  }
}

/** What tables call a field besides its name. */
const ALSO = new Map([
  ["firstname", "givenname"],
  ["lastname", "familyname"],
]);

/** The field that a head means, however it is spelled: `givenName`, `Given Name`, `given-name`, `First name`. An empty one means nothing. */
function meaning(head: string, heads: string[]): string | undefined {
  const text = head.trim().replace(/^"(.*)"$/, "$1");
  if (/^extra\../i.test(text)) return `extra.${text.slice("extra.".length)}`;
  const plain = (name: string) =>
    kebab(name)
      .toLowerCase()
      .replace(/[^a-z]/g, "");
  const wanted = ALSO.get(plain(text)) ?? plain(text);
  return heads.find((name) => plain(name) === wanted);
}
