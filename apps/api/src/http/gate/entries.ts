import type { Authority } from '@bailiwick/tenancy';

/** What a session leaves behind, asked by the gate; the system that knows sessions answers it. */
export abstract class Entries {
  /** The first time a session is in a workspace is recorded there, before its first act. */
  abstract enter(authority: Authority): Promise<void>;
  /** When it was last seen. Never throws: it is awaited by no request. */
  abstract touch(authority: Authority): Promise<void>;
}
