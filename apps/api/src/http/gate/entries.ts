import type { Authority } from '@bailiwick/tenancy';

/** The traces that a session leaves. The gate asks for them; the system that knows sessions writes them. */
export abstract class Entries {
  /** Records the first time that a session is in a workspace, before its first act there. */
  abstract enter(authority: Authority): Promise<void>;
  /** Notes when the session was last seen. Never throws, because no request awaits it. */
  abstract touch(authority: Authority): Promise<void>;
}
