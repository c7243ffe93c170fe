import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { ProposalBase } from '../../server/plan-texts/change-proposal-page.ts';
import { parseContent } from '../../server/plan-texts/content-json.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import type { LastResult } from '../ideas/last-result.ts';
import { paths } from '../paths.ts';
import { ChooseParagraph } from '../plan/choose-paragraph.tsx';
import { ProposalForm, type Start } from '../plan/proposal-form.tsx';
import { proposalSchema } from '../plan/proposal-schemas.ts';
import { PhaseAsks } from '../visibility/phase-asks.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const number = args.params.section ?? '';
  const call = api(args);
  const { section, trajectory, promise } = await call.planTexts.section({ trajectory: args.params.slug ?? '', number });
  const { searchParams } = new URL(args.request.url);
  if (section.why.suggest === 'sign_in_first') throw redirect(paths.signIn(paths.proposeChange(trajectory.slug, number)));
  const base = await call.changeProposals.base({ sectionId: section.id });
  const asked = searchParams.get('alinea') ?? (base.paragraphs.length === 1 ? '1' : '');
  return {
    trajectory,
    number,
    heading: section.heading,
    why: section.why.suggest,
    asks: section.asks.suggest,
    promise,
    texts: base.paragraphs.map(({ text }) => text),
    start: startOf(base, asked),
    title: `${getT(args.context.locale, 'plan')('propose_title')}, ${section.heading}`,
  };
}

/** What somebody chose to change; null when they still have to. */
function startOf({ paragraphs, plain, content, seq }: ProposalBase, asked: string): Start | null {
  if (asked === 'alles' && plain !== '') return { scope: 'section', text: plain, content, seq };
  const paragraph = /^[1-9]\d{0,4}$/.test(asked) ? paragraphs[Number(asked) - 1] : undefined;
  return paragraph ? { scope: 'paragraph', text: paragraph.text, content: paragraph.content, seq } : null;
}

export async function action(args: ActionFunctionArgs) {
  const [trajectory, number] = [args.params.slug ?? '', args.params.section ?? ''];
  return submitForm(args, proposalSchema, async (value, call) => {
    const { section } = await call.planTexts.section({ trajectory, number });
    const created = await call.changeProposals.create({ sectionId: section.id, ...value });
    return redirect(`${paths.proposal(trajectory, number, created.number)}?verstuurd`, 303);
  });
}

export default function ProposePage() {
  const { t } = useTranslation(['plan', 'errors']);
  const { trajectory, number, heading, why, asks, promise, texts, start } = useLoaderData<typeof loader>();
  const lastResult = (useActionData<typeof action>() ?? null) as LastResult;
  const path = paths.proposeChange(trajectory.slug, number);
  const chosen = startAgain(lastResult, start);
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(trajectory.slug) },
          { label: t('plan:title'), to: paths.plan(trajectory.slug) },
          { label: heading, to: paths.section(trajectory.slug, number) },
          { label: t('plan:propose_title') },
        ]}
      />
      <div className="propose">
        <p className="small muted">{heading}</p>
        <h1>{t('plan:propose_title')}</h1>
        {why !== null ? (
          <>
            <p className="note">{t(`errors:${why}.text`)}</p>
            <PhaseAsks level={asks} why={why} writing />
          </>
        ) : chosen === null ? (
          <ChooseParagraph texts={texts} path={path} />
        ) : (
          <ProposalForm start={chosen} path={path} several={texts.length > 1} promise={promise} lastResult={lastResult} />
        )}
      </div>
    </div>
  );
}

/** After a fault the form is about what it was about, whatever the text says by now. */
function startAgain(lastResult: LastResult, start: Start | null): Start | null {
  const sent = lastResult?.initialValue;
  if (!sent) return start;
  const typed = parseContent(typeof sent.content === 'string' ? sent.content : undefined);
  if (sent.scope === 'section')
    return { scope: 'section', text: String(sent.proposed ?? ''), content: typed, seq: Number(sent.baseSeq ?? 0) };
  return { scope: 'paragraph', text: String(sent.quote ?? ''), content: typed, seq: 0 };
}
