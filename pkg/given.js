// js/given/json.ts
var SHOWN = 40;
var LostDigits = class extends Error {
};
function readJson(text) {
  const value = JSON.parse(text);
  if (/\d{16}|\d[eE]/.test(text)) checkNumbers(text);
  return value;
}
function checkNumbers(text) {
  const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  let before = "";
  for (let at = 0; at < text.length; ) {
    const end = text[at] === '"' ? endOfText(text, at) : void 0;
    number.lastIndex = at;
    const [found] = end === void 0 ? number.exec(text) ?? [] : [];
    if (found !== void 0 && Math.abs(Number(found)) > Number.MAX_SAFE_INTEGER) throw lost(found, before);
    if (end !== void 0) before = text.slice(at, end);
    at = end ?? at + (found?.length ?? 1);
  }
}
function endOfText(text, start) {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let first = end;
    while (text[first - 1] === "\\") first--;
    if ((end - first) % 2 === 0) return end + 1;
  }
  return text.length;
}
function lost(number, before) {
  if (/secret|token|password/i.test(before)) return new LostDigits(`a number after ${before} would lose digits: write it as a text`);
  const shown = number.length > SHOWN ? `${number.slice(0, SHOWN)}…` : number;
  return new LostDigits(`the number ${shown} would lose digits: write it as a text: "${shown}"`);
}

// js/given/connection.ts
var FIELDS = [
  "provider",
  "clientId",
  "clientSecret",
  "accountId",
  "organizationId",
  "accessToken",
  "baseUrl",
  "tokenUrl",
  "dataCenter"
];
function givenFields(find) {
  const found = FIELDS.map((field) => [field, find(field.replace(/[A-Z]/g, " $&").toLowerCase().split(" "))]);
  return Object.fromEntries(found.filter((one) => (one[1] ?? "") !== ""));
}
function withFields(connection, fields) {
  const { clientId, clientSecret, tokenUrl, ...others } = fields;
  const client = Object.entries({ clientId, clientSecret, tokenUrl }).filter(([, value]) => value !== void 0);
  if ((fields.provider ?? connection.provider) !== "scim" || client.length === 0) return { ...connection, ...fields };
  const auth = connection.auth;
  const own = auth?.type === "client_credentials" ? auth : { type: "client_credentials" };
  return { ...connection, ...others, auth: { ...own, ...Object.fromEntries(client) } };
}
export {
  FIELDS,
  LostDigits,
  givenFields,
  readJson,
  withFields
};
