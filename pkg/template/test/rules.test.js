import assert from "node:assert/strict";
import test from "node:test";
import { rules } from "../src/rules.js";

const event = { id: "1", source: "bamboohr", type: "joiner", thin: false, raw: {} };

test("Finance reads, Billing administers, others have no seat in Zuora", () => {
  assert.deepEqual(rules(event, { department: "Finance" }), [{ tenant: "zuora", role: "Read Only" }]);
  assert.deepEqual(rules(event, { department: "Billing" }), [{ tenant: "zuora", role: "Administrator" }]);
  assert.deepEqual(rules(event, { department: "Sales" }), []);
});
