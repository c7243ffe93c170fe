import type { LoaderFunctionArgs } from '@remix-run/node';
import { amsterdamDay } from '../../server/calendar/amsterdam.ts';
import { api } from '../api.server.ts';
import { embedLocale, embedResponse } from '../open-data/embed.server.tsx';
import { EmbeddedPhases } from '../open-data/embedded-phases.tsx';
import { paths } from '../paths.ts';

/** The phases of a trajectory as a river, for a frame elsewhere. */
export async function loader(args: LoaderFunctionArgs) {
  const { slug = '' } = args.params;
  const { title, phases, stop } = await api(args).trajectories.get({ slug });
  const today = stop?.on ?? amsterdamDay(args.context.now);
  return embedResponse(embedLocale(args), {
    title,
    children: (
      <EmbeddedPhases
        phases={phases}
        moment={{ today, stopped: stop !== null }}
        url={`${args.context.publicUrl}${paths.trajectory(slug)}`}
      />
    ),
  });
}
