import { z } from 'zod';
import type { OnBehalf } from '../../server/meetings/rules.ts';
import { CHANNELS } from '../../server/meetings/rules.ts';

/** What is wrong with a meeting is the command's to say; here only that a form was sent. */
const line = z.string().max(1000).default('');
const text = z.string().max(20_000).default('');

export const meetingSchema = z.object({
  title: line,
  place: line,
  day: line,
  from: line,
  until: line,
  description: text,
  invited: text,
  attendance: line,
  report: text,
  revision: z.coerce.number().int().optional(),
  plannedStepId: z.uuid().optional(),
});

/** Kinds as they stand in the address of the page. */
export const ENTRY_TABS = ['idee', 'reactie', 'vraag', 'voorstel', 'steun', 'zienswijze'] as const;
export type EntryTab = (typeof ENTRY_TABS)[number];

/** Somebody without internet, and where it came from; fields of a form. */
export const entrySchema = z.object({
  soort: z.enum(ENTRY_TABS),
  channel: z.enum(CHANNELS, { error: 'meetings:error.channel_missing' }),
  receivedOn: line,
  meetingId: z.union([z.uuid(), z.literal('')]).default(''),
  reference: line,
  name: line,
  agreed: z.boolean().default(false),
  postName: line,
  postAddress: text,
  title: text,
  body: text,
  theme: line,
  place: line,
  section: line,
  quote: text,
  proposed: text,
  reason: text,
  idea: line,
  /** Of a formal view; not public. */
  viewName: line,
  address: line,
  postedOn: line,
});

export type EntryForm = z.output<typeof entrySchema>;

/** The person and the source, as the command takes them. */
export function behalfOf({ channel, receivedOn, meetingId, reference, name, agreed, postName, postAddress }: EntryForm): OnBehalf {
  return { channel, receivedOn, meetingId: meetingId || null, reference, name, agreed, postName, postAddress };
}
