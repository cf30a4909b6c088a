/**
 * The life of people on django-scim2, of PyPI. It says of itself that it can't filter (and takes simple filters, without
 * escapes), answers 501 to a PATCH of what it doesn't store, 401 without a body, and "" for what nobody gave.
 */

import { groups } from "./groups.mjs";
import { djangoScim2 } from "./installed.mjs";
import { lifecycle } from "./lifecycle.mjs";

lifecycle("django-scim2", djangoScim2, {
  // Django's user has a login, two names and a mail; all else is dropped, which is what the standard allows (RFC 7644 §3.3).
  fields: {},
  keeps: null,
  // A PATCH with a name that is taken is answered 500, not 409: whether it was done can't be told.
  taken: "outcome_unknown",
});
groups("django-scim2", djangoScim2, { atOnce: 1 });
