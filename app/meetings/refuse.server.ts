import type { LoaderFunctionArgs } from '@remix-run/node';
import { DomainError } from '../../server/errors.ts';
import { toResponse } from '../api.server.ts';

/** For pages that are only a form: who may not send it does not get it, and who only has to sign in first is sent there. */
export function refuseUnless(allowed: boolean, args: LoaderFunctionArgs): void {
  if (!allowed) throw toResponse(new DomainError(args.context.actor ? 'not_allowed' : 'sign_in_first'), args);
}
