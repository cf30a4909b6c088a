/** Text from a file or standard input. What isn't UTF-8 is refused: read as if it were, people would get other names. */

import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { addAbortSignal } from "node:stream";
import { buffer } from "node:stream/consumers";
import { UsageError } from "./arguments.js";

const NEWLINE = 0x0a;

/** What a message calls a path: `-` is standard input. */
export function nameOf(path: string): string {
  return path === "-" ? "standard input" : path;
}

/** All of a file, or of standard input if `path` is `-`; Ctrl-C ends the reading too. */
export async function readText(path: string, signal: AbortSignal): Promise<string> {
  const bytes = await readBytes(path, signal);
  if (!isText(bytes)) throw new UsageError(`${nameOf(path)}, line ${badLine(bytes)}, isn't UTF-8: save it as CSV UTF-8`);
  return withoutMark(bytes.toString("utf8"));
}

/** Without the byte order mark that some editors begin with. */
export function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, "");
}

async function readBytes(path: string, signal: AbortSignal): Promise<Buffer> {
  try {
    return await buffer(addAbortSignal(signal, path === "-" ? process.stdin : createReadStream(path)));
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const { code } = error as { code?: unknown };
    if (code === "ENOENT") throw new UsageError(`there is no file ${path}`);
    throw new UsageError(`${nameOf(path)} can't be read`);
  }
}

/** UTF-16 of plain letters would be UTF-8 with a zero beside each. */
function isText(bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.includes(0);
}

/** No letter of UTF-8 has the byte of a newline in it, so each line can be looked at alone. */
function badLine(bytes: Buffer): number {
  for (let line = 1, from = 0; ; line++) {
    const end = bytes.indexOf(NEWLINE, from);
    if (end === -1 || !isText(bytes.subarray(from, end))) return line;
    from = end + 1;
  }
}
