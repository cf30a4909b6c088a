/** The life of people on scim2-server, of PyPI: pages by index, and the cursors of RFC 9865. */

import { groups } from "./groups.mjs";
import { scim2Server } from "./installed.mjs";
import { lifecycle } from "./lifecycle.mjs";

const fields = { displayName: "Nia O.", title: "Engineer", department: "Platform", employeeNumber: "007" };

lifecycle("scim2-server", () => scim2Server(), { fields, externalId: true });
lifecycle("scim2-server that pages by cursor alone", () => scim2Server({ cursors: true }), { fields, externalId: true });
groups("scim2-server", () => scim2Server());
groups("scim2-server that pages by cursor alone", () => scim2Server({ cursors: true }));
