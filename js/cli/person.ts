/** A person and a who from flags: a flag a field, in kebab case. */

import type { Person, Who } from "../entry/default.js";
import { type Flags, UsageError } from "./arguments.js";
import type { Flag } from "./command.js";
import { readGiven } from "./json.js";

/** The fields of a person that are plain text, and what help says of them. */
export const FIELDS = {
  userName: "the login name (default: the mail address)",
  email: "the mail address (default: the login name)",
  givenName: "the first name",
  familyName: "the last name",
  displayName: "the name as it is shown",
  title: "the job title",
  department: "the department",
  organization: "the organization",
  costCenter: "the cost center",
  employeeNumber: "the employer's number for the person",
  manager: "the manager",
  phone: "the phone number",
  locale: "language and region, as en_US",
  timezone: "the time zone, as America/Los_Angeles",
  userType: "the vendor's kind of user",
  externalId: "your own id for the person",
  role: "a role's name or id",
} as const satisfies Partial<Record<keyof Person, string>>;

/** A flag for each field of a person. */
export const PERSON_FLAGS: Flag[] = [
  ...Object.entries(FIELDS).map(([field, about]) => ({ name: kebab(field), value: "TEXT", about })),
  { name: "group", value: "NAME", repeat: true, about: "a group; once for each" },
  { name: "extra", value: "JSON", about: "vendor attributes as they stand, as a JSON object" },
];

/** The person that the flags describe. */
export function readPerson(flags: Flags): Person {
  const given = Object.keys(FIELDS).flatMap((field) => {
    const text = flags.text(kebab(field));
    return text === undefined ? [] : [[field, text] as const];
  });
  const groups = flags.texts("group");
  const extra = flags.text("extra");
  const person = { ...Object.fromEntries(given), ...(groups && { groups }), ...(extra !== undefined && { extra: readExtra(extra) }) };
  // The core checks it, and names what is missing.
  return person as unknown as Person;
}

function readExtra(text: string): Record<string, unknown> {
  const not = new UsageError("--extra takes a JSON object", `For example --extra '{"title":"Analyst"}'.`);
  return readGiven(text, "--extra", not) as Record<string, unknown>;
}

/** Flags that point at a user more exactly than a plain word. */
export const WHO_FLAGS: Flag[] = [
  { name: "id", value: "ID", about: "the user with this id, in place of WHO" },
  { name: "user-name", value: "NAME", about: "the user with this login name" },
  { name: "email", value: "ADDRESS", about: "the user with this mail address" },
  { name: "external-id", value: "ID", about: "the user with this id of your own" },
];

/** The one user that words and flags point at. */
export function readWho(words: string[], flags: Flags): Who {
  const pointers: Who[] = [...words];
  const [id, userName, email, externalId] = WHO_FLAGS.map(({ name }) => flags.text(name));
  if (id !== undefined) pointers.push({ id });
  if (userName !== undefined) pointers.push({ userName });
  if (email !== undefined) pointers.push({ email });
  if (externalId !== undefined) pointers.push({ externalId });
  const [who] = pointers;
  if (who === undefined || pointers.length > 1)
    throw new UsageError("say who: one user, as WHO or by one of --id, --user-name, --email, --external-id");
  return who;
}

/** `givenName` as `given-name`. */
export function kebab(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
