/**
 * What every runtime must do alike: each behaviour is a function that is given what the runtime imported from the package
 * (`connect`, `run`, `SeatwardenError`, `createSandbox`, `LEAVER`) and throws if it isn't so. Written once; each runtime's test runs them all.
 */

import { GROUPS } from "./groups.mjs";
import { LISTS } from "./lists.mjs";
import { LIVES } from "./lives.mjs";
import { ORIGINS } from "./origins.mjs";
import { TOGETHER } from "./together.mjs";
import { TROUBLE } from "./trouble.mjs";

/** Name → function. */
export const BEHAVIOURS = { ...LIVES, ...LISTS, ...GROUPS, ...ORIGINS, ...TROUBLE, ...TOGETHER };
