/** How text looks on a terminal: colours where they are welcome, and nothing of a tenant's text that could steer it. */

import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

/** Colours text for one stream, or leaves it as it is. */
export type Paint = (format: Format, text: string) => string;

/** A stream's colours: on a terminal, unless NO_COLOR is set (no-color.org); FORCE_COLOR switches them on anywhere. */
export function painter(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): Paint {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "" && env.FORCE_COLOR !== "0";
  const wanted = forced || (stream.isTTY === true && env.TERM !== "dumb");
  if (!wanted || (env.NO_COLOR !== undefined && env.NO_COLOR !== "")) return (_format, text) => text;
  return (format, text) => styleText(format, text, { validateStream: false });
}

/** `text` with control and bidirectional-override characters made visible: a user's name must not steer the terminal. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** JSON for people or programs: control characters that JSON leaves alone (U+007F to U+009F) are escaped too. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    /[\u007f-\u009f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
