/** Where a tenant's object keeps its token: in its own SQLite. */

import type { TokenStore } from "../index.js";
import type { ObjectState } from "./platform.js";

/** Tokens outlive the object's memory: it is evicted after some seconds of quiet. */
export function tokenStore({ sql }: ObjectState["storage"]): TokenStore {
  sql.exec("CREATE TABLE IF NOT EXISTS tokens (key TEXT PRIMARY KEY, value TEXT NOT NULL, until INTEGER NOT NULL)");
  return {
    async get(key) {
      const [row] = sql.exec("SELECT value FROM tokens WHERE key = ? AND until > ?", key, Date.now()).toArray();
      return row === undefined ? null : String(row.value);
    },
    async set(key, value, ttlSeconds) {
      sql.exec("DELETE FROM tokens WHERE until <= ?", Date.now());
      sql.exec("INSERT OR REPLACE INTO tokens (key, value, until) VALUES (?, ?, ?)", key, value, Date.now() + ttlSeconds * 1000);
    },
  };
}
