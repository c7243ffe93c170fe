import { type ActionFunctionArgs, data, redirect } from '@remix-run/node';
import { BUILT_IN_KEYS } from '../../server/templates/built-in-keys.ts';
import type { TemplateFault } from '../../server/templates/read-template.ts';
import { refusalOf, toResponse } from '../api.server.ts';
import { paths } from '../paths.ts';
import { readForm } from '../read-form.server.ts';

/** Takes what somebody wants to begin with, and goes on to its dates. */
export async function chooseTemplate(args: ActionFunctionArgs) {
  const { templates } = args.context.api;
  const form = await readForm(args.request);
  try {
    const key = BUILT_IN_KEYS.find((known) => known === form.get('builtIn'));
    if (key) return redirect(paths.newTrajectoryFrom((await templates.chooseBuiltIn({ key })).id), 303);
    const trajectory = form.get('trajectory');
    if (typeof trajectory === 'string') {
      const { id } = await templates.chooseTrajectory({ trajectory, startText: form.get('startText') === 'on' });
      return redirect(paths.newTrajectoryFrom(id), 303);
    }
    const file = form.get('file');
    if (!(file instanceof File) || file.size === 0) return data({ faults: [] as TemplateFault[], noFile: true }, { status: 400 });
    const base64 = Buffer.from(await file.arrayBuffer()).toString('base64');
    return redirect(paths.newTrajectoryFrom((await templates.chooseFile({ base64 })).id), 303);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.code === 'unreadable_file') {
      const { faults } = refusal.details as { faults: TemplateFault[] };
      return data({ faults, noFile: false }, { status: 400 });
    }
    // More bytes than the procedure takes at all.
    if (refusal?.code === 'invalid') {
      return data(
        { faults: [{ key: 'too_large', line: 0, place: '', about: '' }] satisfies TemplateFault[], noFile: false },
        { status: 413 },
      );
    }
    throw toResponse(error, args);
  }
}
