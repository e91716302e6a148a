/** What is known of a request before anybody is known. Jobs have facts too: those of the request behind them. */
export interface Facts {
  readonly requestId: string;
  /** The client's address as seen through trusted proxies only; `0.0.0.0` where no request was. */
  readonly ip: string;
  readonly userAgent: string | null;
  /** `PATCH /api/v2/workspaces/current`: the pattern, never the URL, which may hold a token. */
  readonly route: string;
  /** The version the client read before it decided (RFC 9110 13.1.1); a write to any other is refused. */
  readonly ifMatch?: string;
  /** Shall have its effect once, however often it is sent. */
  once?: Once;
  /** What was left for workers, so that only those are woken who have something to do. */
  leftRecord?: boolean;
  leftJob?: boolean;
  /** Set once the act was recorded, or declared to have changed nothing. */
  accounted: boolean;
}

/** A request that shall have its effect once, however often it is sent (the `Idempotency-Key` header). */
export interface Once {
  /** Of the key the client chose, its credential and the route: nobody else's key is ever met. */
  readonly key: Buffer;
  /** Of what was asked; the same key with something else is a mistake of the client. */
  readonly request: Buffer;
  /** The answer is kept so that only who brings the key can read it. */
  readonly seal: (answer: string) => string;
  readonly open: (sealed: string) => string;
  /** The first transaction of the request is the one that has the effect. */
  spent: boolean;
}

/** What Postgres is told about a transaction; each row-level policy compares with one of these. */
export interface Scope {
  readonly workspaceId?: string;
  readonly userId?: string;
  /** An e-mail address somebody has proved, or is about to prove, to hold. */
  readonly address?: string;
  /** The link by way of which somebody acts: what they make says so. */
  readonly viaLinkId?: string;
  /** The workspace they act from, whose log hears of it too. */
  readonly actingFrom?: string;
}
