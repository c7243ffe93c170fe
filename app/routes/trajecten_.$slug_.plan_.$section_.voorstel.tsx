import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { paragraphs } from '../../server/plan-texts/content.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import type { LastResult } from '../ideas/last-result.ts';
import { paths } from '../paths.ts';
import { ChooseParagraph } from '../plan/choose-paragraph.tsx';
import { ProposalForm } from '../plan/proposal-form.tsx';
import { proposalSchema } from '../plan/schemas.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const number = args.params.section ?? '';
  const { section, trajectory, promise } = await api(args).planTexts.section({ trajectory: args.params.slug ?? '', number });
  const { searchParams } = new URL(args.request.url);
  if (section.why.suggest === 'sign_in_first') throw redirect(paths.signIn(paths.proposeChange(trajectory.slug, number)));
  const texts = paragraphs(section.content).filter((text) => text.trim() !== '');
  const asked = searchParams.get('alinea') ?? (texts.length === 1 ? '1' : '');
  const chosen = /^\d{1,5}$/.test(asked) ? (texts[Number(asked) - 1] ?? null) : null;
  const { heading, why } = section;
  return {
    trajectory,
    number,
    heading,
    why: why.suggest,
    promise,
    texts,
    chosen,
    title: `${getT(args.context.locale, 'plan')('propose_title')}, ${heading}`,
  };
}

export async function action(args: ActionFunctionArgs) {
  const [trajectory, number] = [args.params.slug ?? '', args.params.section ?? ''];
  return submitForm(args, proposalSchema, async (value, call) => {
    const { section } = await call.planTexts.section({ trajectory, number });
    const { id } = await call.changeProposals.create({ sectionId: section.id, ...value });
    return redirect(`${paths.section(trajectory, number)}?verstuurd#voorstel-${id}`, 303);
  });
}

export default function ProposePage() {
  const { t } = useTranslation(['plan', 'errors']);
  const { trajectory, number, heading, why, promise, texts, chosen } = useLoaderData<typeof loader>();
  const lastResult = (useActionData<typeof action>() ?? null) as LastResult;
  const path = paths.proposeChange(trajectory.slug, number);
  const quote = typeof lastResult?.initialValue?.quote === 'string' ? lastResult.initialValue.quote : chosen;
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
          <p className="note">{t(`errors:${why}.text`)}</p>
        ) : quote === null ? (
          <ChooseParagraph texts={texts} path={path} />
        ) : (
          <ProposalForm quote={quote} path={path} several={texts.length > 1} promise={promise} lastResult={lastResult} />
        )}
      </div>
    </div>
  );
}
