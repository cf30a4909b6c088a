/** A CSV file with a line of heads: which column is which field, and the cells of each row. Knows nothing of what a row means. */

import { parse } from "csv-parse/sync";
import { UsageError } from "./arguments.js";
import { lines } from "./lines.js";
import { kebab } from "./person.js";

/** A row: cells that aren't empty, by the field that their head means, and those under `extra.NAME`. */
export interface Row {
  fields: Record<string, string>;
  extra: Record<string, string>;
}

/** The heads that a table may have. */
export interface Heads {
  fields: string[];
  /** Whether `extra.NAME` may be one. */
  extra: boolean;
}

/** A row and where it is (`line 3`), or why it can't be read. */
export type Placed = { place: string } & ({ row: Row } | { problem: string });

/** The rows of a table. */
export function rowsOf(content: string, name: string, heads: Heads): Placed[] {
  const [head, ...records] = parsed(content, name);
  const columns = columnsOf(head?.record ?? [], records, name, heads);
  return records.map(({ record, info: { lines } }) => {
    const place = `line ${lines}`;
    const row: Row = { fields: {}, extra: {} };
    for (const [at, quoted] of record.entries()) {
      const cell = quoted.trim();
      const field = columns[at];
      if (field === undefined && cell !== "") return { place, problem: "has more cells than there are heads" };
      if (field === undefined || cell === "") continue;
      if (field.startsWith("extra.")) row.extra[field.slice("extra.".length)] = cell;
      else row.fields[field] = cell;
    }
    return { place, row };
  });
}

/** Cells that nobody has named are no list: `Doe,jane@example.com` would be somebody who isn't there, and Jane would stay. */
export function isTable(content: string, name: string, heads: Heads): boolean {
  const [first = ""] = content.trimStart().split(/\r?\n/, 1);
  if (first.split(/[,;\t]/).some((cell) => meaning(cell, heads) !== undefined)) return true;
  const cells = lines(content).find(([, line]) => /[,;\t]/.test(line));
  if (cells === undefined) return false;
  throw new UsageError(`${name}, line ${cells[0]}, has more than one cell, and no line of heads says what they are`, headsHint(heads));
}

/** What may stand in the line of heads. */
export function headsHint({ fields, extra }: Heads): string {
  return `Heads are: ${fields.join(", ")}${extra ? ", or extra.NAME for one of the vendor's own" : ""}.`;
}

type Records = { record: string[]; info: { lines: number } }[];

/** The field of each column. One without a head has none, if nothing is in it. */
function columnsOf(head: string[], records: Records, name: string, heads: Heads): (string | undefined)[] {
  const columns = head.map((cell, at) => {
    if (cell.trim() === "" && records.every(({ record }) => (record[at] ?? "").trim() === "")) return undefined;
    const field = meaning(cell, heads);
    if (field === undefined || (field.startsWith("extra.") && !heads.extra))
      throw new UsageError(`${name}: there is no field "${cell}"`, headsHint(heads));
    return field;
  });
  const twice = columns.find((field, at) => field !== undefined && columns.indexOf(field) < at);
  if (twice !== undefined) throw new UsageError(`${name}: there are two columns of ${twice}`);
  return columns;
}

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

/** Semicolons and tabs are what spreadsheets of many countries save. */
function delimiterOf(content: string): string {
  const first = content.trimStart().split(/\r?\n/, 1)[0] ?? "";
  return [",", ";", "\t"].find((delimiter) => first.includes(delimiter)) ?? ",";
}

/** What tables call a field besides its name. */
const ALSO = new Map([
  ["firstname", "givenname"],
  ["lastname", "familyname"],
]);

/** The field that a head means, however it is spelled: `givenName`, `Given Name`, `given-name`, `First name`. An empty one means nothing. */
function meaning(head: string, { fields }: Heads): string | undefined {
  const text = head.trim().replace(/^"(.*)"$/, "$1");
  if (/^extra\../i.test(text)) return `extra.${text.slice("extra.".length)}`;
  const plain = (name: string) =>
    kebab(name)
      .toLowerCase()
      .replace(/[^a-z]/g, "");
  const wanted = ALSO.get(plain(text)) ?? plain(text);
  return fields.find((name) => plain(name) === wanted);
}
