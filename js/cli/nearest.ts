/** The name that somebody meant who wrote another. */

/** More letters than these apart are another word. */
const FAR = 2;

/** The one of `names` that is nearest to `given`, if one is near: `userName` and `user_nam` are `user-name`. */
export function nearest(given: string, names: string[]): string | undefined {
  const wanted = plain(given);
  const near = names.map((name) => ({ name, far: distance(wanted, plain(name)) })).filter(({ far }) => far <= FAR && far < wanted.length);
  return near.sort((one, other) => one.far - other.far)[0]?.name;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** How many letters must be put in, left out or changed (Levenshtein). */
function distance(one: string, other: string): number {
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
