/** What the forms about templates post. The rules themselves are the server's. */
import { z } from 'zod';

const text = z
  .string()
  .max(20_000, 'templates:error.long')
  .optional()
  .transform((value) => value ?? '');
const ticked = z
  .string()
  .optional()
  .transform((value) => value === 'on');

export const namesSchema = z.object({
  startsOn: text,
  title: text,
  slug: text,
  question: text,
  lead: text,
  areaName: text,
  areas: text,
  decisionMaker: text,
  influenceSubject: text,
  fixedPoints: text,
  contactName: text,
  teamId: text,
  takeWords: ticked,
});

export const carryingSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('lessons'), body: text, edition: z.coerce.number().int().min(0).max(1_000_000) }),
  z.object({ intent: z.literal('copy'), installation: text, title: text, url: text }),
  z.object({ intent: z.literal('publish') }),
]);
