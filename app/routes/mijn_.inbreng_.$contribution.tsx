import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { isUuid } from '../answer-acts.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { Elsewhere } from '../components/official-answer.tsx';
import { ResponseClock } from '../components/response-clock.tsx';
import { type WayLine, wayOf, whatNext } from '../desk/way.ts';
import { formatDay, formatDayShort, toDay } from '../format.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { Rate, Reopen } from '../ideas/author-actions.tsx';
import { type LastResult, resultOf } from '../ideas/last-result.ts';
import { rateSchema, reopenSchema } from '../ideas/schemas.ts';
import { paths } from '../paths.ts';
import { OwnMessage } from '../visibility/own-message.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const contributionId = args.params.contribution ?? '';
  if (!isUuid(contributionId)) throw new Response(JSON.stringify({ code: 'not_found' }), { status: 404 });
  const call = api(args);
  const [receipt, own] = await Promise.all([call.desk.receipt({ contributionId }), call.staffOnly.own({ contributionId })]);
  const done = new URL(args.request.url).searchParams.get('klaar');
  return { receipt, own, done: isDone(done) ? done : null, title: getT(args.context.locale, 'desk')('receipt.title') };
}

const DONE = {
  verstuurd: 'visibility:own.sent',
  teruggehaald: 'visibility:own.done_withdrawn',
  cijfer: 'corrections:own.rated',
  opnieuw: 'corrections:own.reopened',
} as const;
const isDone = (word: string | null): word is keyof typeof DONE => word !== null && Object.hasOwn(DONE, word);

const actSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('publish'), showName: z.enum(['ja', 'nee']) }),
  z.object({ intent: z.literal('withdraw') }),
  rateSchema.extend({ intent: z.literal('rate') }),
  reopenSchema.extend({ intent: z.literal('reopen') }),
]);

/** Of what was told the municipality alone: its author makes it public, or takes it back. */
export async function action(args: ActionFunctionArgs) {
  const contributionId = args.params.contribution ?? '';
  if (!isUuid(contributionId)) throw new Response(JSON.stringify({ code: 'not_found' }), { status: 404 });
  return submitForm(args, actSchema, async (value, call) => {
    if (value.intent === 'rate') {
      await call.responses.rate({ contributionId, rating: Number(value.rating) });
      return redirect(`${paths.receipt(contributionId)}?klaar=cijfer`, 303);
    }
    if (value.intent === 'reopen') {
      await call.responses.reopen({ contributionId, reason: value.reason });
      return redirect(`${paths.receipt(contributionId)}?klaar=opnieuw`, 303);
    }
    if (value.intent === 'withdraw') {
      await call.staffOnly.withdraw({ contributionId });
      return redirect(`${paths.receipt(contributionId)}?klaar=teruggehaald`, 303);
    }
    const { form, number, id, slug, heldBy } = await call.staffOnly.makePublic({ contributionId, showName: value.showName === 'ja' });
    if (heldBy !== null) return redirect(paths.appeal(heldBy), 303);
    if (form === 'comment') return redirect(paths.thread(id), 303);
    return redirect(form === 'idea' ? paths.idea(slug, number ?? 0) : paths.story(slug, number ?? 0), 303);
  });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} ${data?.receipt.contribution.title} | Oever` }];

/** Everything that came of what somebody sent in, up to the end; for its author only. */
export default function ReceiptPage() {
  const { receipt, own, done } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { t, i18n } = useTranslation(['desk', 'answers', 'visibility', 'ideas', 'corrections']);
  const { contribution, clock } = receipt;
  const last = (refused ?? null) as LastResult;
  const actFaults = [resultOf(last, 'rate'), resultOf(last, 'reopen')].some((result) => result !== null);
  const { trajectory, ideaNumber, proposal } = contribution;
  const next = whatNext(receipt);
  return (
    <div className="wrap foot-page">
      <Breadcrumb items={[{ label: t('receipt.mine'), to: paths.mine() }, { label: contribution.title }]} />
      <p className="small muted">{t('receipt.title')}</p>
      <h1>{contribution.title}</h1>
      {done && !refused && (
        <p className="done" role="status">
          {t(DONE[done])}
        </p>
      )}
      {Object.values(actFaults ? {} : (refused?.error ?? {}))
        .flatMap((found) => found ?? [])
        .map((key) => (
          <p className="err" role="alert" key={key}>
            {t(key as never) as string}
          </p>
        ))}
      <p className="muted">
        {t('receipt.sent_text', { kind: t(`answers:kind.${contribution.kind as 'idea'}`), trajectory: trajectory.title })}{' '}
        {ideaNumber !== null && <Link to={paths.idea(trajectory.slug, ideaNumber)}>{t('receipt.see_idea')}</Link>}
        {proposal && <Link to={paths.proposal(trajectory.slug, proposal.section, proposal.number)}>{t('receipt.see_proposal')}</Link>}
      </p>
      {own && <OwnMessage own={own} />}
      {clock && !clock.answeredOn && <ResponseClock clock={clock} />}
      <ol className="way">
        {wayOf(receipt).map((line) => (
          <li
            key={line.key + line.at + JSON.stringify(line.values ?? {})}
            className={line.ahead ? 'ahead' : line.big ? 'way-turn' : undefined}
          >
            <time dateTime={line.at}>{formatDayShort(toDay(line.at), i18n.language)}</time>
            <div>
              <Line line={line} slug={trajectory.slug} />
            </div>
          </li>
        ))}
        <li className="ahead">
          <span className="small">{t('receipt.now')}</span>
          <p>{t(`receipt.${next}`)}</p>
        </li>
      </ol>
      {(receipt.may.rate || receipt.may.reopen) && (
        <section className="idea-acts" aria-label={t('ideas:author.actions')}>
          {receipt.may.rate && <Rate lastResult={resultOf(last, 'rate')} />}
          {receipt.may.reopen && <Reopen lastResult={resultOf(last, 'reopen')} />}
        </section>
      )}
    </div>
  );
}

function Line({ line, slug }: { line: WayLine; slug: string }) {
  const { t, i18n } = useTranslation(['desk', 'answers']);
  const { key, values, reason, answer, link } = line;
  const day = values?.dueOn ? formatDay(String(values.dueOn), i18n.language) : '';
  return (
    <>
      <h2>{t(`receipt.${key}` as 'receipt.sent', { ...values, day })}</h2>
      {key === 'sent' && day && <p className="small muted">{t('receipt.promised', { day })}</p>}
      {reason && <p className="small muted">{t('receipt.reason', { reason })}</p>}
      {answer && (
        <>
          <p className="verdict">{answer.summary}</p>
          <p>{t(`answers:outcome_long.${answer.outcome}`)}</p>
          {answer.section && (
            <p>
              {answer.versions ? (
                <Link to={paths.sectionChange(slug, answer.section.number, answer.versions)}>{t('receipt.see_change')}</Link>
              ) : (
                <Link to={paths.section(slug, answer.section.number)}>{t('receipt.see_section')}</Link>
              )}
            </p>
          )}
          {answer.decision && (
            <p>
              {t('answer.decision')}: <Elsewhere name={answer.decision.title} url={answer.decision.url} />
            </p>
          )}
          {answer.authority && (
            <p>
              {t('answer.authority')}: <Elsewhere name={answer.authority.name} url={answer.authority.url} />
            </p>
          )}
        </>
      )}
      {link?.to === 'commitment' && <Link to={paths.commitment(slug, link.number)}>{t('answer.commitments')}</Link>}
      {link?.to === 'note' && (
        <p>
          {t('receipt.note_text', values)} <Link to={paths.replyNote(slug, link.number)}>{t('receipt.note_link')}</Link>
        </p>
      )}
    </>
  );
}
