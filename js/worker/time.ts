/** When an event takes effect. Pure: the clock and the zone are handed in. */

import type { LifecycleEvent } from "../index.js";

const DAY = 86_400_000;
/** A date without a time, as HR systems that name no zone send it. */
const PLAIN_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** An event in time, in milliseconds since 1970. */
export interface Moment {
  /** What it is ordered by. */
  at: number;
  /** When it is to be acted upon. */
  due: number;
}

/** Which zone a plain date is of, and when in that day something is done. */
export interface Calendar {
  /** An IANA time zone. */
  timeZone: string;
  /** Hour and minute in the day, `"HH:MM"`, for each kind of event. */
  timeOfDay: Partial<Record<string, string>>;
}

/**
 * When `event`, which came at `received`, takes effect. A plain date is a whole day: an event that came before it is of the moment when it is
 * due, one that came after it of the day's last, and one that came in between of just then. So on one day the order of arrival decides.
 */
export function momentOf(event: Pick<LifecycleEvent, "effectiveAt" | "type">, received: number, calendar: Calendar): Moment {
  const { effectiveAt } = event;
  const plain = effectiveAt === undefined ? null : PLAIN_DATE.exec(effectiveAt);
  if (plain === null) {
    const at = effectiveAt === undefined ? Number.NaN : Date.parse(effectiveAt);
    return Number.isNaN(at) ? { at: received, due: received } : { at, due: at };
  }
  const [year, month, day] = plain.slice(1).map(Number) as [number, number, number];
  const end = onClock(Date.UTC(year, month - 1, day + 1), calendar.timeZone) - 1;
  const [hours = 0, minutes = 0] = (calendar.timeOfDay[event.type] ?? "00:00").split(":").map(Number);
  const due = onClock(Date.UTC(year, month - 1, day, hours, minutes), calendar.timeZone);
  return { at: Math.min(Math.max(due, received), end), due };
}

/** When the clocks of a zone show what those of UTC show at `wall`. */
function onClock(wall: number, timeZone: string): number {
  // Twice, since the offset may change between the guess and the moment itself.
  const first = wall - offset(wall, timeZone);
  return wall - offset(first, timeZone);
}

/** What the clocks of a zone are ahead of UTC at that moment, in milliseconds. */
function offset(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return wall - Math.floor(at / 1000) * 1000;
}

/** Moments to wake at on the way to `due`: a Workflow sleeps for a year at most. */
export function wakings(now: number, due: number): number[] {
  const wakes: number[] = [];
  for (let next = now + 360 * DAY; next < due; next += 360 * DAY) wakes.push(next);
  if (due > now) wakes.push(due);
  return wakes;
}
