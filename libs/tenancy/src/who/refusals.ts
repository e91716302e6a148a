import type { Permission } from '@bailiwick/rbac';

/** The row is not there, or the asker may not know that it is: the two are indistinguishable. */
export class Hidden extends Error {
  constructor() {
    super('hidden');
  }
}

/** Somebody named a workspace they may not enter: to them it does not exist, to the operator it is a knock. */
export class ForeignWorkspace extends Hidden {
  constructor(readonly workspaceId: string) {
    super();
  }
}

/** The asker may see it, but may not do this. `permission` names what is missing, when it may be told. */
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

/** Anything else that stops a deed. The code is looked up in the table of errors. */
export class Failure extends Error {
  constructor(
    readonly code: string,
    readonly details?: readonly Detail[],
    readonly more?: Readonly<Record<string, unknown>>,
  ) {
    super(code);
  }
}
