/** The main job, as every kind of project does it: provision, list and deactivate on a tenant in memory, and be refused once. Knows no runtime. */

/** The body of a module that has imported `connect`, `SeatwardenError` and `createSandbox`; `said` is what it makes, a text. */
export const JOB = `
const { fetch, connection } = createSandbox({ users: 50 });
const zuora = connect(connection, { fetch });
const made = await zuora.provision({ email: "mira@example.com", givenName: "Mira", familyName: "Okafor", role: "Read Only" });
let users = 0;
for await (const user of zuora.list()) users += user.userName === "" ? 0 : 1;
const gone = await zuora.deactivate("mira@example.com");
const refused = await zuora.get("nobody@example.com").catch((error) => error);
const said = JSON.stringify([made.outcome, users, gone.outcome, refused instanceof SeatwardenError, refused.code]);
`;

/** The imports that the job needs. */
export const IMPORTS = `import { connect, SeatwardenError } from "seatwarden";
import { createSandbox } from "seatwarden/sandbox";`;

/** The same for CommonJS. */
export const REQUIRES = `const { connect, SeatwardenError } = require("seatwarden");
const { createSandbox } = require("seatwarden/sandbox");`;

/** What the job says when all is well. */
export const SAID = JSON.stringify(["created", 51, "deactivated", true, "not_found"]);
