/** The facts of a request before the server knows the caller. Jobs have the facts of the request behind them. */
export interface Facts {
  readonly requestId: string;
  /** The client's address as seen through trusted proxies only; `0.0.0.0` where no request was. */
  readonly ip: string;
  readonly userAgent: string | null;
  /** `PATCH /api/v2/workspaces/current`: the pattern, never the URL, which may hold a token. */
  readonly route: string;
  /** The version that the client read (RFC 9110 13.1.1); the server refuses to change any other. */
  readonly ifMatch?: string;
  /** Set when the request must have one effect, also when the client repeats it. */
  once?: Once;
  /** Work for the workers, so that the request wakes only those with work. */
  leftRecord?: boolean;
  leftJob?: boolean;
  /** Set when the service has recorded the act, or has said that nothing changed. */
  accounted: boolean;
}

/** The facts of a job: they name the request that caused it. */
export function jobFacts(requestId: string, name: string): Facts {
  return { requestId, ip: '0.0.0.0', userAgent: null, route: `job ${name}`, accounted: false };
}

/** A request that must have one effect, also when the client repeats it (the `Idempotency-Key` header). */
export interface Once {
  /** A hash of the client's key, its credential and the route, so keys of two clients never meet. */
  readonly key: Buffer;
  /** A hash of the request; the same key with another request is a mistake of the client. */
  readonly request: Buffer;
  /** Seals the answer, so that only a client with the key can read it. */
  readonly seal: (answer: string) => string;
  readonly open: (sealed: string) => string;
  /** The first transaction of the request has the effect. */
  spent: boolean;
}

/** The settings of a transaction for Postgres; each row-level policy compares with one of these. */
export interface Scope {
  readonly workspaceId?: string;
  readonly userId?: string;
  /** An e-mail address that the caller proves to have. */
  readonly address?: string;
  /** The link through which the caller acts; rows that they make carry its id. */
  readonly viaLinkId?: string;
  /** The workspace they act from; its log gets a stub. */
  readonly actingFrom?: string;
}
