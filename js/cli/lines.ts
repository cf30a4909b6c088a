/** The lines of a text. */

/** Those that aren't empty, with their numbers. */
export function lines(content: string): [number, string][] {
  return content
    .split(/\r?\n/)
    .map((line, at): [number, string] => [at + 1, line])
    .filter(([, line]) => line.trim() !== "");
}
