/** Reads JSON that people hand in, for the command line and the action. Numbers that JavaScript can't hold are refused: `JSON.parse` would hand on others. */

/** Longer ones are cut short in a message. */
const SHOWN = 40;

/** A number that would lose digits. */
export class LostDigits extends Error {}

/** What `text` says. Throws `LostDigits`, or the engine's `SyntaxError`, whose words are not to be repeated: they quote the text. */
export function readJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // Most texts have no number as long as that.
  if (/\d{16}|\d[eE]/.test(text)) checkNumbers(text);
  return value;
}

/** Looks at each number of a text that is JSON. Beyond 2^53 every double is an integer, and not every integer is a double. */
function checkNumbers(text: string): void {
  const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  let before = "";
  for (let at = 0; at < text.length; ) {
    const end = text[at] === '"' ? endOfText(text, at) : undefined;
    number.lastIndex = at;
    const [found] = end === undefined ? (number.exec(text) ?? []) : [];
    if (found !== undefined && Math.abs(Number(found)) > Number.MAX_SAFE_INTEGER) throw lost(found, before);
    if (end !== undefined) before = text.slice(at, end);
    at = end ?? at + (found?.length ?? 1);
  }
}

/** Where the text that begins at `start` has ended: behind a quote before which there is no backslash, or an even number of them. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let first = end;
    while (text[first - 1] === "\\") first--;
    if ((end - first) % 2 === 0) return end + 1;
  }
  return text.length;
}

/** A secret without quotes around it is not shown. */
function lost(number: string, before: string): LostDigits {
  if (/secret|token|password/i.test(before)) return new LostDigits(`a number after ${before} would lose digits: write it as a text`);
  const shown = number.length > SHOWN ? `${number.slice(0, SHOWN)}…` : number;
  return new LostDigits(`the number ${shown} would lose digits: write it as a text: "${shown}"`);
}
