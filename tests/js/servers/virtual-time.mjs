/**
 * Time that goes by when nobody has anything else to do: for tenants in memory whose documented pace would take minutes. Knows
 * nothing of who sleeps.
 */

/** Turns of the event loop in which a tenant in memory has answered. */
const TURNS = 3;

/** A clock and a `sleep` of its own, for a tenant and its client alike. */
export function virtualTime(start = Date.UTC(2026, 0, 1)) {
  let time = start;
  let turns = 0;
  let ticks = false;
  const sleepers = [];

  const tick = () => {
    ticks = sleepers.length > 0;
    if (!ticks) return;
    turns -= 1;
    if (turns <= 0) {
      let first = 0;
      for (const [at, { due }] of sleepers.entries()) if (due < sleepers[first].due) first = at;
      const [{ due, resolve }] = sleepers.splice(first, 1);
      time = Math.max(time, due);
      turns = TURNS;
      resolve();
    }
    setImmediate(tick);
  };

  const sleep = (ms, signal) =>
    new Promise((resolve, reject) => {
      const sleeper = { due: time + ms, resolve };
      turns = TURNS;
      sleepers.push(sleeper);
      if (!ticks) setImmediate(tick);
      ticks = true;
      signal?.addEventListener("abort", () => {
        const at = sleepers.indexOf(sleeper);
        if (at >= 0) sleepers.splice(at, 1);
        reject(signal.reason);
      });
    });

  return { now: () => time, sleep };
}
