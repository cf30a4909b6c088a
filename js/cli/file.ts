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

/** One of a file, and the place that it came from. */
export interface Given<T> {
  /** How a message calls its place: `line 3`, `item 3`. */
  place: string;
  /** What stands there. */
  value: T;
}

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
  if (start.startsWith("{")) {
    return lines(content).map(([at, line]) => ({ place: `line ${at}`, value: json<T>(line, `${name}, line ${at},`) }));
  }
  if (kind.heads.includes("who") && !isTable(content, kind)) {
    return lines(content).map(([at, line]) => ({ place: `line ${at}`, value: kind.make({ fields: { who: line.trim() }, extra: {} }) }));
  }
  return table(content, name, kind);
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

function isTable<T>(content: string, { heads }: Kind<T>): boolean {
  const [first = ""] = content.trimStart().split(/[\r\n,;\t]/, 1);
  return meaning(first, heads) !== undefined;
}

function table<T>(content: string, name: string, { heads, make }: Kind<T>): Given<T>[] {
  const [head, ...records] = parsed(content, name);
  const columns = (head?.record ?? []).map((cell) => {
    const field = meaning(cell, heads);
    if (field !== undefined) return field;
    throw new UsageError(
      `${name}: there is no field "${cell}"`,
      `Heads are: ${heads.join(", ")}, or extra.NAME for one of the vendor's own.`,
    );
  });
  return records.map(({ record, info: { lines } }) => {
    const row: Row = { fields: {}, extra: {} };
    for (const [at, cell] of record.entries()) {
      const field = columns[at];
      if (field === undefined && cell !== "") throw new UsageError(`${name}, line ${lines}, has more cells than there are heads`);
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
    return parse(content, { delimiter, info: true, relax_column_count: true, skip_empty_lines: true, trim: true }) as unknown as Records;
  } catch (error) {
    const { lines } = error as { lines?: unknown };
    throw new UsageError(`${name} is not CSV${typeof lines === "number" ? `: line ${lines} can't be read` : ""}`);
  }
}

/** The field that a head means, however it is spelled: `givenName`, `Given Name`, `given-name`. An empty one means nothing. */
function meaning(head: string, heads: string[]): string | undefined {
  const text = head.trim().replace(/^"(.*)"$/, "$1");
  if (/^extra\../i.test(text)) return `extra.${text.slice("extra.".length)}`;
  const plain = (name: string) =>
    kebab(name)
      .toLowerCase()
      .replace(/[^a-z]/g, "");
  return heads.find((name) => plain(name) === plain(text));
}
