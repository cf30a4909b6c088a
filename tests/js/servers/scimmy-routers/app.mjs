/**
 * scimmy-routers on Express: a SCIM server whose protocol is SCIMMY's, with a Map for a database. Prints where it listens.
 * Its packages are in the folder named first, its bearer token comes second. It knows nothing of who calls it.
 */

import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";

const [, , packages, token] = process.argv;
const load = createRequire(`${packages}/package.json`);
const express = load("express");
const SCIMMY = load("scimmy").default ?? load("scimmy");
const SCIMMYRouters = load("scimmy-routers").default ?? load("scimmy-routers");

const people = new Map();
const same = (one, other) => one?.toLowerCase() === other?.toLowerCase();

SCIMMY.Resources.declare(SCIMMY.Resources.User)
  .extend(SCIMMY.Schemas.EnterpriseUser, false)
  .ingress(({ id = randomUUID() }, wanted) => {
    for (const { id: other, userName } of people.values())
      if (other !== id && same(userName, wanted.userName)) throw new SCIMMY.Types.Error(409, "uniqueness", "userName is taken");
    const { created = new Date() } = people.get(id)?.meta ?? {};
    const user = { ...JSON.parse(JSON.stringify(wanted)), id, meta: { created, lastModified: new Date() } };
    people.set(id, user);
    return user;
  })
  .egress(({ id, filter }) => {
    if (id === undefined) return filter ? filter.match([...people.values()]) : [...people.values()];
    if (!people.has(id)) throw new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);
    return people.get(id);
  })
  .degress(({ id }) => {
    if (!people.delete(id)) throw new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);
  });

const teams = new Map();

SCIMMY.Resources.declare(SCIMMY.Resources.Group)
  .ingress(({ id = randomUUID() }, wanted) => {
    const { created = new Date() } = teams.get(id)?.meta ?? {};
    const team = { ...JSON.parse(JSON.stringify(wanted)), id, meta: { created, lastModified: new Date() } };
    teams.set(id, team);
    return team;
  })
  .egress(({ id, filter }) => {
    if (id === undefined) return filter ? filter.match([...teams.values()]) : [...teams.values()];
    if (!teams.has(id)) throw new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);
    return teams.get(id);
  })
  .degress(({ id }) => {
    if (!teams.delete(id)) throw new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);
  });

const handler = (request) => {
  if (request.header("authorization") !== `Bearer ${token}`) throw new Error("The bearer token is not ours");
  return "the-client";
};
const app = express().use("/scim", new SCIMMYRouters({ type: "bearer", handler }));
const server = app.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/scim`));
