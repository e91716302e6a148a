import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import { Hidden } from '@bailiwick/tenancy';
import { type HttpRequest, callerOf } from '../gate/request.js';
import { uuidForm } from '../body/shapes.js';

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<HttpRequest>();

/** The caller, and the workspace. */
export const InWorkspace = createParamDecorator(
  (_: unknown, context: ExecutionContext) => requestOf(context).ctx,
);
/** The caller, on routes without a workspace. */
export const SignedIn = createParamDecorator(
  (_: unknown, context: ExecutionContext) => requestOf(context).authority?.person,
);
/** The caller, on public routes: a Person if they are signed in. */
export const Anybody = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(requestOf(context)),
);

/** The parsed body and query, as the route's schemas made them. */
export const Body = createParamDecorator(
  (_: unknown, context: ExecutionContext) => requestOf(context).input?.body,
);
export const Query = createParamDecorator(
  (_: unknown, context: ExecutionContext) => requestOf(context).input?.query,
);

const param = (context: ExecutionContext, name: string) =>
  (requestOf(context).params as Record<string, string>)[name] ?? '';

/** Text that is no id names nothing: 404, as for the id of a missing row. */
export const Id = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const id = param(context, 'id');
  if (!uuidForm.test(id)) throw new Hidden();
  return id.toLowerCase();
});

/** The one-shot token of a mailed link. */
export const Token = createParamDecorator((_: unknown, context: ExecutionContext) => param(context, 'token'));
