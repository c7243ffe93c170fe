/** Forms of the page with connections to other programs. Good enough to send on; the server says what is wrong with the words. */
import { z } from 'zod';

/** An empty choice counts as nothing chosen; this one is a choice. */
export const EVERY_TRAJECTORY = '-';
const trajectory = z
  .string()
  .max(100)
  .transform((slug) => (slug === EVERY_TRAJECTORY ? null : slug));
const text = z.string().max(2000).default('');
const choices = z.array(z.string().max(100)).max(50).default([]);

export const partnerSchema = z.object({
  intent: z.literal('partner'),
  name: text,
  url: text,
  scopes: choices,
  trajectory,
  expiresOn: z.string().max(10).default(''),
});
export const webhookSchema = z.object({ intent: z.literal('webhook'), name: text, url: text, kinds: choices, trajectory });
const revokeSchema = z.object({ intent: z.literal('revoke'), partnerId: z.uuid() });
const changeSchema = z.object({ intent: z.literal('change'), webhookId: z.uuid(), act: z.enum(['test', 'disable', 'enable', 'remove']) });

export const connectionsSchema = z.discriminatedUnion('intent', [partnerSchema, webhookSchema, revokeSchema, changeSchema]);

export type PartnerForm = z.input<typeof partnerSchema>;
export type WebhookForm = z.input<typeof webhookSchema>;

/** Kinds of events people choose from; nothing chosen is everything. */
export const CHOSEN_KINDS = [
  'idea.proposed',
  'response.published',
  'clock.overdue',
  'phase.moved',
  'meeting.added',
  'voting.created',
  'voting.closed',
  'change_proposal.created',
] as const;
