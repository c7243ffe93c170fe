import type { LoaderFunctionArgs } from '@remix-run/node';
import { api } from '../api.server.ts';

/** All versions of a section with their hashes, to compute the chain again elsewhere (`public/controleer-versies.mjs`). No names are in it. */
export async function loader(args: LoaderFunctionArgs) {
  const number = args.params.section ?? '';
  const call = api(args);
  const { section, trajectory } = await call.planTexts.section({ trajectory: args.params.slug ?? '', number });
  const { section: id, versions } = await call.planTexts.versionChain({ sectionId: section.id });
  const file = { format: 'oever-versions-1', trajectory: trajectory.slug, number, section: id, versions };
  return new Response(`${JSON.stringify(file, null, 2)}\n`, {
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Content-Disposition': 'attachment; filename="versies.json"' },
  });
}
