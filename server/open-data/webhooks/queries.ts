import type { Context } from '../../context.ts';
import { assertCan } from '../../permissions.ts';

/** How many messages are listed per address. */
const NEWEST = 8;

export type ListedDelivery = {
  id: string;
  kind: string;
  createdAt: Date;
  attempts: number;
  deliveredAt: Date | null;
  /** Null: delivered, or given up. */
  nextAttemptAt: Date | null;
  lastStatus: number | null;
  lastError: string | null;
};

export type ListedWebhook = Awaited<ReturnType<typeof listWebhooks>>[number];

/** Addresses that are told, the newest first, with their newest messages; never their secrets. @throws DomainError `not_allowed` */
export async function listWebhooks({ db, actor, now }: Pick<Context, 'db' | 'actor' | 'now'>) {
  assertCan(actor, 'site.administer', {}, { now });
  const webhooks = await db
    .selectFrom('webhook')
    .leftJoin('trajectory', 'trajectory.id', 'webhook.trajectory_id')
    .where('webhook.removed_at', 'is', null)
    .select(['webhook.id', 'webhook.name', 'webhook.url', 'webhook.kinds', 'trajectory.title as trajectory'])
    .select(['webhook.disabled_at as disabledAt', 'webhook.disabled_because as disabledBecause'])
    .orderBy('webhook.made_at', 'desc')
    .orderBy('webhook.id')
    .execute();
  const listed = [];
  for (const webhook of webhooks) {
    const deliveries: ListedDelivery[] = await db
      .selectFrom('webhook_delivery')
      .where('webhook_id', '=', webhook.id)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(NEWEST)
      .select(['id', 'kind', 'created_at as createdAt', 'attempts', 'delivered_at as deliveredAt', 'next_attempt_at as nextAttemptAt'])
      .select(['last_status as lastStatus', 'last_error as lastError'])
      .execute();
    listed.push({ ...webhook, deliveries });
  }
  return listed;
}
