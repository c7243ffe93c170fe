import { z } from 'zod';

const line = z.string({ message: 'site:error.line' }).trim().min(2, 'site:error.line').max(100, 'site:error.line');

export const namesSchema = z.object({
  intent: z.literal('names'),
  municipality: line,
  contactName: line,
  contactEmail: z.email('site:error.email').max(254, 'site:error.email'),
  contactPhone: z.string({ message: 'site:error.phone' }).trim().min(3, 'site:error.phone').max(30, 'site:error.phone'),
});
export const teamSchema = z.object({ intent: z.literal('team'), teamId: z.uuid().optional(), name: line });

/** The forms of the page about the municipality and its teams. */
export const siteSchema = z.discriminatedUnion('intent', [namesSchema, teamSchema]);

export type NamesForm = z.infer<typeof namesSchema>;
export type TeamForm = z.infer<typeof teamSchema>;
