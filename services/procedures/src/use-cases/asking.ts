import { requestCause, type Cause, type Viewer } from '@motcua/service-kit';
import { dayInVietnam, type Day } from '@motcua/vietnam';
import type { Context } from '../context.js';
import { requireCatalogueAdmin, type CatalogueAdmin } from '../domain/access.js';

export interface Asking {
  readonly admin: CatalogueAdmin;
  readonly cause: Cause;
  readonly at: Date;
  readonly today: Day;
}

/**
 * A catalogue admin who asks for something by a request id, which stands for this input from now on.
 * @throws Refusal SIGN_IN_REQUIRED, FORBIDDEN, REQUEST_ID_MALFORMED, REQUEST_ID_REUSED
 */
export async function askAsAdmin(
  { clock, registerRequest }: Context,
  viewer: Viewer,
  mutation: string,
  { requestId, ...input }: { readonly requestId: string; readonly [name: string]: unknown },
): Promise<Asking> {
  const admin = requireCatalogueAdmin(viewer);
  const at = clock.now();
  const cause = requestCause(viewer, requestId, { mutation, input }, at);
  await registerRequest(cause);
  return { admin, cause, at, today: dayInVietnam(at) };
}
