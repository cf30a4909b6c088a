/** `seatwarden start`: the main job, told step by step, within its time. */

import assert from "node:assert/strict";
import test from "node:test";
import { seatwarden } from "./command.mjs";

test("start does the main job in under five seconds, and every claim holds", async () => {
  const began = performance.now();
  const { code, stdout, stderr } = await seatwarden(["start"]);
  assert.equal(code, 0, stdout + stderr);
  assert.ok(performance.now() - began < 5000);
  assert.equal(stderr, "");
  assert.ok(!stdout.includes("✘"));
  assert.ok(!stdout.includes("\u001b"));
  for (const says of [
    /A Zuora tenant in memory with 120 users/,
    /A OneID tenant in memory with 120 users/,
    /A Zoom tenant in memory with 120 users/,
    /a [Bb]earer token for \d+ s from Zuora/,
    /a [Bb]earer token for \d+ s from OneID/,
    /a [Bb]earer token for \d+ s from Zoom/,
    /✔ created mira\.okafor@example\.com \(.+\) on Zuora/,
    /✔ created mira\.okafor@example\.com \(.+\) on OneID/,
    /✔ created mira\.okafor@example\.com \(.+\) on Zoom/,
    /✔ her role there is Read Only/,
    /✔ her role there is USER/,
    /✔ her role there is Member/,
    /✔ unchanged: nothing was written on Zuora/,
    /✔ unchanged: nothing was written on OneID/,
    /✔ unchanged: nothing was written on Zoom/,
    /✔ \d+ of 121 users are active, each listed once, on Zuora/,
    /✔ \d+ of 121 users are active, each listed once, on OneID/,
    /✔ \d+ of 121 users are active, each listed once, on Zoom/,
    /✔ deactivated lbrandt@legacy\.example\.com, .* on Zuora/,
    /✔ deactivated lbrandt@legacy\.example\.com, .* on OneID/,
    /✔ deactivated lbrandt@legacy\.example\.com, .* on Zoom/,
    /oauth_clients_survive/,
    /identity_may_be_anonymized/,
    /"outcome": "not_found"/,
    /create: created mira\.okafor@example\.com on zuora/,
    /deactivate: deactivated lbrandt@legacy\.example\.com on zoom/,
    /POST \/oauth\/token/,
    /PATCH \/scim2\/Users\/\{id\}/,
    /^Done: 7 steps, \d+ requests, \d\.\d\d s\.$/m,
  ]) {
    assert.match(stdout, says);
  }
});

test("start needs no network, no connection and no home", async () => {
  const { code } = await seatwarden(["start"], {
    env: { HOME: "/nonexistent", SEATWARDEN_CONNECTION: "not json", HTTP_PROXY: "http://127.0.0.1:9" },
    cwd: "/",
  });
  assert.equal(code, 0);
});
