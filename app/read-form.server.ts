import { data } from '@remix-run/node';

/** More than any form of ours has, with every row of a list chosen. */
const MOST_FIELDS = 1000;
/**
 * Every field of ours has a plain name, or that of a list and one in it (`outcomes.<id>`). To the parser of forms `a[999999999]` is a list of a thousand million places
 * and `a.b.c` a tree: a line of text would keep the server busy for good. What begins with two underscores steers that parser.
 */
const PLAIN_NAME = /^(?!__)[^.[\]]{1,100}(?:\.(?!__)[^.[\]]{1,100})?$/;
/** The parser throws at it. */
const NO_NAME = /^constructor$|^constructor\.|\.constructor$/;

/**
 * What was posted. The only way in which actions read a form (`read-form.test.ts`).
 * @throws a Response 400 for what no form of ours sends: another kind of body, a broken one, too many fields, names that are no plain ones
 */
export async function readForm(request: Request): Promise<FormData> {
  if (request.bodyUsed) throw new Error('this form was read before');
  const form = await request.formData().catch(() => null);
  const names = form && [...form.keys()];
  if (!names || names.length > MOST_FIELDS || !names.every((name) => PLAIN_NAME.test(name) && !NO_NAME.test(name)))
    throw data({ code: 'invalid' }, { status: 400 });
  return form;
}
