import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { z } from 'zod';
import { api } from '../api.server.ts';
import { localPath } from '../local-path.ts';
import { paths } from '../paths.ts';
import { readForm } from '../read-form.server.ts';

const schema = z.object({
  doe: z.enum(['volg', 'stop']),
  followed: z.union([z.object({ ideaId: z.uuid() }), z.object({ trajectory: z.string().min(1).max(100) })]),
});

/** Follows or stops, and goes back to where the press came from. */
export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const parsed = schema.safeParse({
    doe: form.get('doe'),
    followed: { ideaId: form.get('ideaId') ?? undefined, trajectory: form.get('trajectory') ?? undefined },
  });
  if (!parsed.success)
    throw new Response(JSON.stringify({ code: 'invalid' }), { status: 400, headers: { 'Content-Type': 'application/json' } });
  const { doe, followed } = parsed.data;
  const { following } = api(args);
  await (doe === 'volg' ? following.follow(followed) : following.unfollow(followed));
  return redirect(localPath(form.get('terug'), paths.following()), 303);
}

export function loader() {
  return redirect(paths.following());
}

/** Nothing to see; with it a refusal is told on a page of the site, and not as bare data. */
export default function Nothing() {
  return null;
}
