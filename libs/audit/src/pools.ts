/** Logs in as `bailiwick_audit`: seals, and can neither change nor remove sealed records. */
export const AUDIT_POOL = Symbol('audit pool');
