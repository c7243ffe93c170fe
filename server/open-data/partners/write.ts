import { createHash } from 'node:crypto';
import { countOrRefuse } from '../../auth/rate-limits.ts';
import type { Actor, Context, Db } from '../../context.ts';
import { isDomainError } from '../../errors.ts';
import { getReadableTrajectory } from '../../trajectories/queries.ts';
import { matchPath } from '../answer.ts';
import { invalid, ProblemError, problemFrom } from '../problem.ts';
import { WRITE_OPERATIONS, type WriteOperation } from '../write-operations.ts';
import { findPartner, type Partner } from './queries.ts';

export type WriteRequest = { path: string; token: string | null; key: string | null; body: unknown; publicUrl: string };
export type Written = { answer: Record<string, unknown>; location: string | null; repeated: boolean };

export function findWriteOperation(path: string): { operation: WriteOperation; values: Record<string, string> } | null {
  for (const operation of WRITE_OPERATIONS) {
    const values = matchPath(operation.path, path);
    if (values) return { operation, values };
  }
  return null;
}

/**
 * Carries out what a partner sends, once: the same request again gets the same answer and changes nothing.
 * @throws ProblemError 400, 401, 403, 404, 422, 429
 */
export async function writeForPartner(context: Omit<Context, 'actor'>, request: WriteRequest): Promise<Written> {
  try {
    const found = findWriteOperation(request.path);
    if (!found) throw new ProblemError(404, 'not_found', 'Dit adres bestaat niet.');
    const partner = await authenticate(context, request.token);
    await countOrRefuse(context.db, ['partner_write', partner.id]);
    return await write(context, { ...found, partner, request });
  } catch (error) {
    throw isDomainError(error) ? problemFrom(error) : error;
  }
}

async function authenticate({ db, now, address }: Omit<Context, 'actor'>, token: string | null): Promise<Partner> {
  const partner = token === null ? null : await findPartner(db, { token, now });
  if (partner) return partner;
  await countOrRefuse(db, ['partner_token_address', address]);
  throw new ProblemError(401, 'unauthorized', 'Stuur de kop `Authorization: Bearer …` met een sleutel die nog werkt.', {
    headers: { 'WWW-Authenticate': 'Bearer realm="Oever"' },
  });
}

type Work = { operation: WriteOperation; values: Record<string, string>; partner: Partner; request: WriteRequest };

async function write(context: Omit<Context, 'actor'>, { operation, values, partner, request }: Work): Promise<Written> {
  if (!partner.scopes.includes(operation.scope))
    throw new ProblemError(403, 'not_allowed', `Deze sleutel heeft de bevoegdheid ${operation.scope} niet.`);
  const key = readKey(request.key);
  const { slug } = operation.pathParameters.safeParse(values).success ? (values as { slug: string }) : { slug: '' };
  const trajectory = await getReadableTrajectory(context.db, { slug, actor: null, now: context.now });
  if (partner.trajectoryId !== null && partner.trajectoryId !== trajectory.id)
    throw new ProblemError(403, 'not_allowed', 'Deze sleutel is voor een ander traject.');
  const body = operation.body.safeParse(request.body);
  if (!body.success) throw invalid('body', body.error);
  const bodySha256 = createHash('sha256')
    .update(JSON.stringify([operation.operationId, slug, body.data]))
    .digest('hex');
  const same = { partnerId: partner.id, key, bodySha256 };
  const earlier = await findEarlier(context.db, same);
  if (earlier) return { ...earlier, repeated: true };
  try {
    let written: Record<string, unknown> | null = null;
    await operation.write(
      { ...context, actor: actorFor(partner) },
      {
        slug,
        body: body.data,
        publicUrl: request.publicUrl,
        keep: async (tx, { id, answer }) => {
          const { reference, url } = body.data as { reference?: string; url?: string };
          const entry = {
            contribution_id: id,
            partner_id: partner.id,
            reference: reference ?? null,
            url: url ?? null,
            created_at: context.now,
          };
          await tx.insertInto('partner_entry').values(entry).execute();
          await tx
            .insertInto('partner_request')
            .values({ partner_id: partner.id, key, body_sha256: bodySha256, answer: JSON.stringify(answer), created_at: context.now })
            .execute();
          written = answer;
        },
      },
    );
    if (written === null) throw new Error('a contribution of a partner was not kept as such');
    return { ...asWritten(written), repeated: false };
  } catch (error) {
    // The same request at the same moment was a little earlier, and undid ours.
    const other = isUniqueViolation(error) ? await findEarlier(context.db, same) : null;
    if (!other) throw error;
    return { ...other, repeated: true };
  }
}

/** A partner counts as anybody with an account would: the same table says what it may. */
function actorFor({ personId, name }: Partner): Actor {
  return { id: personId, name, email: null, verificationLevel: 'none', blockedUntil: null, roles: [] };
}

function readKey(key: string | null): string {
  if (key !== null && /^[\x21-\x7e]{8,100}$/.test(key)) return key;
  throw new ProblemError(400, 'invalid', 'Kijk bij `errors` wat er mis is.', {
    errors: [{ in: 'header', name: 'Idempotency-Key', detail: 'Geef een eigen waarde van 8 tot en met 100 tekens, zonder spaties.' }],
  });
}

type Same = { partnerId: string; key: string; bodySha256: string };

async function findEarlier(db: Db, { partnerId, key, bodySha256 }: Same): Promise<Omit<Written, 'repeated'> | null> {
  const row = await db
    .selectFrom('partner_request')
    .where('partner_id', '=', partnerId)
    .where('key', '=', key)
    .select(['body_sha256', 'answer'])
    .executeTakeFirst();
  if (!row) return null;
  if (row.body_sha256 !== bodySha256)
    throw new ProblemError(422, 'key_reused', 'Met deze Idempotency-Key stuurde u al iets anders. Neem een nieuwe waarde.');
  return asWritten(row.answer as Record<string, unknown>);
}

function asWritten(answer: Record<string, unknown>): Omit<Written, 'repeated'> {
  return { answer, location: typeof answer.url === 'string' ? answer.url : null };
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
