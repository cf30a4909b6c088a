/** A file of people or accounts for `--file`: CSV with a line of heads, JSON, or JSON Lines. Says where it can't be read; who is in it, the core judges. */

import type { Person, Who } from "../entry/default.js";
import { UsageError } from "./arguments.js";
import type { Flag } from "./command.js";
import { readItems } from "./items.js";
import { lines } from "./lines.js";
import { FIELDS } from "./person.js";
import { type Heads, headsHint, isTable, type Row, rowsOf } from "./table.js";
import { nameOf, readText } from "./text.js";

export const FILE_FLAG: Flag = { name: "file", value: "FILE", about: "many at once: a CSV, JSON or JSON Lines file; - is standard input" };

/** One of a file, and the place that it came from (`line 3`, `item 3`): what stands there, or why that can't be told. */
export type Given<T> = { place: string } & ({ value: T } | { problem: string });

/** What a file is of: the heads that a table may have, and what a row of it means, or what is wrong with it. */
interface Kind<T> {
  heads: Heads;
  make: (row: Row) => { value: T } | { problem: string };
}

const PEOPLE: Kind<Person> = {
  heads: { fields: [...Object.keys(FIELDS), "groups"], extra: true },
  make({ fields: { groups, ...fields }, extra }) {
    const person = {
      ...fields,
      ...(groups !== undefined && { groups: names(groups) }),
      ...(Object.keys(extra).length > 0 && { extra }),
    };
    return { value: person as unknown as Person };
  },
};

const WHOS: Kind<Who> = {
  heads: { fields: ["who", "id", "userName", "email", "externalId"], extra: false },
  make({ fields }) {
    const [[name, value] = ["who", ""], ...more] = Object.entries(fields);
    if (more.length > 0) return { problem: `says who by ${Object.keys(fields).join(" and ")}: give one of them` };
    return { value: (name === "who" ? value : { [name]: value }) as Who };
  },
};

/** The people of a file. */
export async function readPeople(path: string, signal: AbortSignal): Promise<Given<Person>[]> {
  const [content, name] = await read(path, signal);
  return readItems<Person>(content, name) ?? table(content, name, PEOPLE);
}

/** The accounts of a file. One without heads is a list: a WHO a line. */
export async function readWhos(path: string, signal: AbortSignal): Promise<Given<Who>[]> {
  const [content, name] = await read(path, signal);
  const listed = () => (isTable(content, name, WHOS.heads) ? table(content, name, WHOS) : list(content, name));
  return readItems<Who>(content, name) ?? listed();
}

/** What a failed export leaves is often empty: that must not pass for a day without leavers. Heads alone, or `[]`, say that there is nobody. */
async function read(path: string, signal: AbortSignal): Promise<[content: string, name: string]> {
  const [content, name] = [await readText(path, signal), nameOf(path)];
  if (content.trim() === "")
    throw new UsageError(`there is nothing in ${name}`, "A file with a line of heads, or [], says that there is nobody.");
  return [content, name];
}

function table<T>(content: string, name: string, { heads, make }: Kind<T>): Given<T>[] {
  return rowsOf(content, name, heads).map((placed) => ("problem" in placed ? placed : { place: placed.place, ...make(placed.row) }));
}

/** A line each. Quotes around the whole of it are a spreadsheet's; what else no name, address or id has is told before anything is done. */
function list(content: string, name: string): Given<Who>[] {
  return lines(content).map(([at, line]) => {
    const who = unquoted(line.trim());
    const odd = oddity(who);
    if (odd === undefined) return { place: `line ${at}`, value: who };
    throw new UsageError(
      `${name}, line ${at}, has ${odd} in it: a list has a login name, a mail address or an id a line, and nothing else`,
      `If that is a part of it, give the file a line of heads. ${headsHint(WHOS.heads)}`,
    );
  });
}

/** A login name may have spaces; a mail address has none, so beside a space it is more than who somebody is: a name before it, another address behind it. */
function oddity(who: string): string | undefined {
  const [odd] = /["<>|]/.exec(who) ?? [];
  if (odd !== undefined) return `a ${odd}`;
  return /\s/.test(who) && who.includes("@") ? "a space beside an @" : undefined;
}

/** RFC 4180 §2: a cell in quotes has each quote in it twice. */
function unquoted(line: string): string {
  const [, inner] = /^"((?:[^"]|"")*)"$/.exec(line) ?? [];
  return inner === undefined ? line : inner.replaceAll('""', '"').trim();
}

/** The names of a cell, with `;` between them and perhaps behind the last. */
function names(cell: string): string[] {
  return cell
    .split(";")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}
