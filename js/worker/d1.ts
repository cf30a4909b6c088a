/** A sink in D1: two tables, made when they are first needed. Knows what a record is called, not what it means. */

import type { HrAuditEntry, HrOutcome, HrSink } from "./options.js";
import type { D1Binding } from "./platform.js";

const TABLES = [
  `CREATE TABLE IF NOT EXISTS hr_audit (id TEXT PRIMARY KEY, at TEXT NOT NULL, event TEXT, source TEXT, person TEXT, actor TEXT,
    tenant TEXT NOT NULL, action TEXT NOT NULL, target_id TEXT, target_user_name TEXT, outcome TEXT NOT NULL, record TEXT NOT NULL)`,
  "CREATE INDEX IF NOT EXISTS hr_audit_event ON hr_audit (event)",
  "CREATE INDEX IF NOT EXISTS hr_audit_person ON hr_audit (source, person, at)",
  `CREATE TABLE IF NOT EXISTS hr_outcomes (id TEXT PRIMARY KEY, at TEXT NOT NULL, source TEXT NOT NULL, person TEXT NOT NULL,
    type TEXT NOT NULL, effective_at TEXT NOT NULL, outcome TEXT NOT NULL, record TEXT NOT NULL)`,
  "CREATE INDEX IF NOT EXISTS hr_outcomes_person ON hr_outcomes (source, person, at)",
];
const AUDIT = "INSERT OR IGNORE INTO hr_audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
const OUTCOME = "INSERT OR REPLACE INTO hr_outcomes VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

/**
 * Keeps the audit and the outcomes in a D1 database: tables `hr_audit` and `hr_outcomes`, the whole record as JSON in the column `record`.
 *
 * @param binding The name of the database's binding. Default `"HR_DB"`.
 */
export function d1Audit(binding = "HR_DB"): (env: unknown) => HrSink {
  // What a request has found out, others may know; its promise they may not share.
  const made = new WeakSet<object>();
  return (env) => {
    const db = (env as Record<string, D1Binding | undefined>)[binding];
    if (db === undefined) throw new TypeError(`There is no D1 database bound as ${binding}`);
    const run = async (rows: [sql: string, values: unknown[]][]): Promise<void> => {
      if (!made.has(db)) await db.batch(TABLES.map((sql) => db.prepare(sql)));
      made.add(db);
      await db.batch(rows.map(([sql, values]) => db.prepare(sql).bind(...values)));
    };
    return {
      audit: (entries) => run(entries.map((entry) => [AUDIT, auditRow(entry)])),
      outcome: (record) => run([[OUTCOME, outcomeRow(record)]]),
    };
  };
}

function auditRow(entry: HrAuditEntry): unknown[] {
  const { id, at, event, source, person, actor, tenant, action, target, outcome } = entry;
  const columns = [id, at, event, source, person, actor, tenant, action, target.id, target.userName, outcome];
  return [...columns.map((value) => value ?? null), JSON.stringify(entry)];
}

function outcomeRow(record: HrOutcome): unknown[] {
  const { id, at, source, person, type, effectiveAt, outcome } = record;
  return [id, at, source, person, type, effectiveAt, outcome, JSON.stringify(record)];
}
