import { z } from 'zod';
import { TOLD_AS } from '../../server/stories/rules.ts';
import { READERS } from '../ideas/schemas.ts';

/** What is wrong with the words is the command's to say; here only that a form was sent. */
const line = z.string().max(2000).default('');
const text = z.string().max(80_000).default('');

export const storySchema = z.object({
  title: line,
  body: text,
  toldAs: z.enum(TOLD_AS).default('resident'),
  showName: z.enum(READERS).default('ja'),
});

export const challengeSchema = z.object({ title: line, groupName: line, task: text, plan: text, budget: line, budgetText: text });

/** Not `name`: a field of that name would be the browser's. */
export const formalViewSchema = z.object({ body: text, viewName: line, address: line });
