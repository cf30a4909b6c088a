/** The life of people on scimmy-routers, of npm. */

import { groups } from "./groups.mjs";
import { scimmyRouters } from "./installed.mjs";
import { lifecycle } from "./lifecycle.mjs";

const fields = { displayName: "Nia O.", title: "Engineer", department: "Platform", employeeNumber: "007" };

lifecycle("scimmy-routers", scimmyRouters, { fields });
groups("scimmy-routers", scimmyRouters);
