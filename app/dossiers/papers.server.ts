/** What the pages of the motivation and the final report share. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import type { PaperKind } from '../../server/dossiers/chapters.ts';
import { api } from '../api.server.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { readForm } from '../read-form.server.ts';
import { beginSchema, chaptersSchema, freezePaperSchema } from './schemas.ts';

export async function loadPaper(args: LoaderFunctionArgs, kind: PaperKind) {
  const asked = new URL(args.request.url).searchParams.get('versie') ?? '';
  const page = await api(args).dossiers.paper({
    trajectory: args.params.slug ?? '',
    kind,
    ...(/^[1-9]\d{0,8}$/.test(asked) ? { number: Number(asked) } : {}),
  });
  return { ...page, heading: getT(args.context.locale, 'dossiers')(`paper.${kind}`) };
}

export async function loadPaperDesk(args: LoaderFunctionArgs, kind: PaperKind) {
  const page = await api(args).dossiers.paperDesk({ trajectory: args.params.slug ?? '', kind });
  const kept = new URL(args.request.url).searchParams.has('bewaard');
  return { ...page, kept, heading: getT(args.context.locale, 'dossiers')(`paper.${kind}`) };
}

/** Begin, keep or freeze, by the button that was pressed. */
export async function writeAtDesk(args: ActionFunctionArgs, kind: PaperKind) {
  const trajectory = args.params.slug ?? '';
  const intent = (await readForm(args.request.clone())).get('intent');
  const here = paths.editProcessPaper(trajectory, kind);
  if (intent === 'begin')
    return submitForm(args, beginSchema, async ({ instrument }, call) => {
      await call.dossiers.beginPaper({ trajectory, kind, instrument });
      return redirect(here, 303);
    });
  if (intent === 'freeze')
    return submitForm(args, freezePaperSchema, async ({ revision }, call) => {
      const { number } = await call.dossiers.freezePaper({ trajectory, kind, revision });
      return redirect(paths.processPaper(trajectory, kind, number), 303);
    });
  return submitForm(args, chaptersSchema(kind), async ({ revision, ...chapters }, call) => {
    await call.dossiers.writePaper({ trajectory, kind, revision, chapters: chapters as Record<string, string> });
    return redirect(`${here}?bewaard=1`, 303);
  });
}
