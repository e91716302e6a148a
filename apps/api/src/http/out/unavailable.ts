/** SQLSTATE classes and codes that say "not now" rather than "not like this" (PostgreSQL, appendix A). */
const passing = /^(08...|57P0[123]|53[34]00|57014|40001|40P01|55P03)$/;
const network = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH']);
/** The sentences of pg and TypeORM that have no code: a connection is lost, silent, or not to be had. */
const lost = new RegExp(
  `^(${[
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Connection terminated',
    'Client has encountered a connection error',
    'Client was closed',
    'Query runner already released',
  ].join('|')})`,
);

/** Whether a part failed that is away for now, so that the client can repeat the request. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // TypeORM wraps the error that pg threw.
  const cause = (error as { driverError?: unknown }).driverError ?? error;
  const { code = '', message = '' } = cause as { code?: unknown; message?: string };
  if (typeof code === 'string' && (passing.test(code) || network.has(code))) return true;
  return lost.test(message);
}
