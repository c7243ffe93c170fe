import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data } from '@remix-run/node';
import type { z } from 'zod';
import type { Caller } from '../server/router.ts';
import { askSecondFactor } from './accounts/second-factor.server.ts';
import { refusalOf, toResponse } from './api.server.ts';
import { readForm } from './read-form.server.ts';

/**
 * Handles one posted form: parses it with `schema`, runs `act`, and on any fault gives the form back with status 400 (or the refusal's own), what was typed and
 * a message per field. A refusal's `details.fields` go to their fields; other refusals stand above the form. Messages are i18n keys.
 * @param act gets the parsed value and the API of this request; what it returns (a redirect, or data) is the answer
 */
export async function submitForm<Schema extends z.ZodType, Result>(
  args: ActionFunctionArgs,
  schema: Schema,
  act: (value: z.output<Schema>, call: Caller) => Promise<Result>,
) {
  const submission = parseWithZod(await readForm(args.request), { schema });
  if (submission.status !== 'success') return data(submission.reply({ hideFields: ['password'] }), { status: 400 });
  try {
    return await act(submission.value as z.output<Schema>, args.context.api);
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    // `provedAction` asks who it is and goes on.
    if (refusal.code === 'prove_first') throw error;
    if (refusal.code === 'second_factor_first') throw askSecondFactor(args);
    if (refusal.code === 'sign_in_first' || refusal.code === 'not_found') throw toResponse(error, args);
    const { fields } = refusal.details;
    return data(
      submission.reply({
        hideFields: ['password'],
        ...(fields
          ? { fieldErrors: Object.fromEntries(Object.entries(fields).map(([name, key]) => [name, [key]])) }
          : { formErrors: [`errors:${refusal.code}.text`] }),
      }),
      { status: refusal.status },
    );
  }
}
