/** The life of people on the SCIM plugin of Better Auth, of npm: the one of these that products are run on. */

import { groups } from "./groups.mjs";
import { betterAuth } from "./installed.mjs";
import { lifecycle } from "./lifecycle.mjs";

const fields = { displayName: "Nia O.", title: "Engineer", department: "Platform", employeeNumber: "007" };

lifecycle("better-auth", betterAuth, {
  fields,
  // It stores the attributes of a list of its own, on which nickName isn't.
  keeps: { preferredLanguage: "sv-SE", entitlements: [{ value: "gold" }] },
});
groups("better-auth", betterAuth);
