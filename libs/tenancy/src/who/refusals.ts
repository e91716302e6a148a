import type { Permission } from '@bailiwick/rbac';

/** The row does not exist, or the caller must not know that it exists: both look the same. */
export class Hidden extends Error {
  constructor() {
    super('hidden');
  }
}

/** A caller named a workspace they cannot enter. It does not exist for them; the operator's log records the try. */
export class ForeignWorkspace extends Hidden {
  constructor(readonly workspaceId: string) {
    super();
  }
}

/** The caller can see it, but cannot do this. `permission` names the missing permission, where the caller can know it. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly permission?: Permission,
  ) {
    super(code);
  }
}

export interface Detail {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** Any other reason to stop an act. The code stands in the table of errors. */
export class Failure extends Error {
  constructor(
    readonly code: string,
    readonly details?: readonly Detail[],
    readonly more?: Readonly<Record<string, unknown>>,
  ) {
    super(code);
  }
}
