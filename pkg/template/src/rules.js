/**
 * Who gets which seat. Pure: it asks nobody and gives the same for the same, so that it can be tested (test/rules.test.js) and asked again.
 *
 * @type {import("seatwarden/worker").Rules}
 */
export function rules(_event, person) {
  const seats = [];
  if (person.department === "Finance") seats.push({ tenant: "zuora", role: "Read Only" });
  if (person.department === "Billing") seats.push({ tenant: "zuora", role: "Administrator" });
  return seats;
}
