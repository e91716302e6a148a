/** What stood in the way, as the API says it. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly details: readonly Detail[];
  /** What was missing, when it was a permission. */
  readonly permission: string | undefined;

  constructor(status: number, answer: Partial<Answer>) {
    super(sentenceOf(answer));
    this.status = status;
    this.code = answer.code ?? 'unreachable';
    this.requestId = answer.request_id;
    this.details = answer.details ?? [];
    this.permission = answer.permission;
  }
}

interface Detail {
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
  /** In seconds. */
  readonly retry_after: number;
}

/** Whoever has to wait is told how long. */
function sentenceOf({ message = 'The service did not answer.', code, retry_after }: Partial<Answer>): string {
  if (code !== 'rate_limited' || retry_after === undefined) return message;
  const [count, unit] =
    retry_after < 60 ? [Math.ceil(retry_after), 'second'] : [Math.ceil(retry_after / 60), 'minute'];
  return `Too many attempts. Try again in ${count} ${unit}${count === 1 ? '' : 's'}.`;
}

export const isProblem = (error: unknown, ...codes: readonly string[]): error is Problem =>
  error instanceof Problem && (codes.length === 0 || codes.includes(error.code));

/** One thought better of it: nothing went wrong, and nothing is to be said. */
export class Cancelled extends Error {}
