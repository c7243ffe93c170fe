import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { PASSAGE_LIMITS } from '../../server/comments/anchor.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { submitForm } from '../forms.server.ts';
import { answersTo } from '../ideas/idea-acts.server.ts';
import type { LastResult } from '../ideas/last-result.ts';
import { paths } from '../paths.ts';
import type { ChosenQuote } from '../plan/passage-form.tsx';
import { PlanToc } from '../plan/plan-toc.tsx';
import { sectionPageSchema } from '../plan/schemas.ts';
import { actOnSection } from '../plan/section-acts.server.ts';
import { SectionBlock } from '../plan/section-block.tsx';
import { SectionComments } from '../plan/section-comments.tsx';
import { SectionHead } from '../plan/section-head.tsx';
import { SectionNeighbours } from '../plan/section-neighbours.tsx';
import { SectionProposals } from '../plan/section-proposals.tsx';
import { SectionStaff } from '../plan/section-staff.tsx';
import { SectionText } from '../plan/section-text.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.page.section.heading}, ${data?.page.trajectory.title} | Oever` },
];

function readParams({ params }: Pick<LoaderFunctionArgs, 'params'>) {
  return { trajectory: params.slug ?? '', number: params.section ?? '' };
}

export async function loader(args: LoaderFunctionArgs) {
  const search = new URL(args.request.url).searchParams;
  const call = api(args);
  const page = await call.planTexts.section(readParams(args));
  const { section, trajectory } = page;
  // Whoever asks to write and only has to sign in first is sent there; who may not reads why.
  const wants = search.has('schrijf');
  if (wants && section.why.write === 'sign_in_first' && section.policy === 'open') {
    throw redirect(paths.signIn(paths.writeSection(trajectory.slug, section.number)));
  }
  const react = search.get('reactie') ?? '';
  const reactTo = /^[1-9]\d{0,4}$/.test(react) ? Number(react) : null;
  if (reactTo !== null && section.why.comment === 'sign_in_first') {
    const { search: asked } = new URL(args.request.url);
    throw redirect(paths.signIn(`${paths.section(trajectory.slug, section.number)}${asked}#bij-alinea`));
  }
  const [comments, passages, proposals, promise] = await Promise.all([
    call.comments.list({ sectionId: section.id, which: 'general', cursor: search.get('na') }),
    call.comments.passages({ sectionId: section.id }),
    call.changeProposals.list({ sectionId: section.id }),
    section.why.comment === null ? call.clocks.promise({ trajectory: trajectory.slug, kind: 'question' }) : null,
  ]);
  const threads = [...comments.items, ...passages.open, ...passages.resolved];
  const answers = await answersTo(call, threads);
  const writing = wants && section.why.write === null;
  return {
    page,
    comments,
    passages,
    proposals,
    answers,
    promise,
    writing,
    reactTo,
    chosen: readChosen(search),
    sent: search.has('verstuurd'),
  };
}

/** Words that were selected on the page, and how many letters of their paragraph stand before them. */
function readChosen(search: URLSearchParams): ChosenQuote | null {
  const quote = search.get('woorden') ?? '';
  const at = search.get('plek') ?? '';
  if (quote === '' && at === '') return null;
  return { quote: quote.slice(0, PASSAGE_LIMITS.quote), at: /^\d{1,6}$/.test(at) ? Number(at) : null };
}

export async function action(args: ActionFunctionArgs) {
  const where = readParams(args);
  // Who sends something while writing goes on writing.
  const writing = new URL(args.request.url).searchParams.has('schrijf');
  return submitForm(args, sectionPageSchema, async (value, call) => {
    const { section } = await call.planTexts.section(where);
    const anchor = await actOnSection(call, section.id, value);
    const path = writing ? paths.writeSection(where.trajectory, where.number) : paths.section(where.trajectory, where.number);
    return redirect(`${path}${anchor}`, 303);
  });
}

export default function SectionPage() {
  const { t } = useTranslation('plan');
  const { page, comments, passages, proposals, answers, promise, writing, reactTo, chosen, sent } = useLoaderData<typeof loader>();
  const lastResult = (useActionData<typeof action>() ?? null) as LastResult;
  const { trajectory, section, children, chapters, chapter } = page;
  const { slug } = trajectory;
  const path = writing ? paths.writeSection(slug, section.number) : paths.section(slug, section.number);
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(slug) },
          { label: t('title'), to: paths.plan(slug) },
          { label: section.heading },
        ]}
      />
      <div className="pt">
        <PlanToc slug={slug} chapters={chapters} chapter={chapter} current={section.number} />
        <SectionHead page={page} />
        <div className="secp">
          {sent && (
            <p className="done" role="status">
              {t('proposal.sent')}
            </p>
          )}
          <SectionText {...{ page, passages, reactTo, chosen, writing, promise, lastResult }} proposals={proposals.items} />
          <SectionStaff section={section} action={path} lastResult={lastResult} />
        </div>
        <div className="marg-col">
          <SectionProposals proposals={proposals} slug={slug} action={path} writing={writing} />
          <SectionComments {...{ section, path, passages, comments, answers, promise, lastResult }} />
          <p className="small report-it">
            <Link to={paths.report('section', section.id)}>{t('section.report')}</Link>
          </p>
        </div>
        {children.map((child) => (
          <SectionBlock key={child.id} slug={slug} section={child} openUntil={trajectory.openUntil} level={child.level > 2 ? 3 : 2} />
        ))}
        <SectionNeighbours page={page} />
      </div>
    </div>
  );
}
