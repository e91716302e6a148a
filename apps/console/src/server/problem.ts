/** What stood in the way, as the API says it. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly details: readonly Detail[];
  /** What was missing, when it was a permission. */
  readonly permission: string | undefined;

  constructor(status: number, answer: Partial<Answer>) {
    super(answer.message ?? 'The service did not answer.');
    this.status = status;
    this.code = answer.code ?? 'unreachable';
    this.requestId = answer.request_id;
    this.details = answer.details ?? [];
    this.permission = answer.permission;
  }
}

export interface Detail {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

interface Answer {
  readonly message: string;
  readonly code: string;
  readonly request_id: string;
  readonly details: readonly Detail[];
  readonly permission: string;
}

export const isProblem = (error: unknown, ...codes: readonly string[]): error is Problem =>
  error instanceof Problem && (codes.length === 0 || codes.includes(error.code));
