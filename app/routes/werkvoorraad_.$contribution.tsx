import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { Caller } from '../../server/router.ts';
import {
  aloneSchema,
  answerSchema,
  assignSchema,
  CORRECTION_DONE,
  correctionSchema,
  DESK_DONE,
  DONE,
  type Done,
  emptySchema,
  extendSchema,
  isUuid,
  noteSchema,
  readChange,
  reasonSchema,
  returnSchema,
  reviewSchema,
  scheduleSchema,
} from '../answer-acts.ts';
import { api } from '../api.server.ts';
import { AnswerCommitments, AnswerStart, AssignForm, InternalNotes, KeptDrafts } from '../components/answer-desk.tsx';
import { AnswerForm } from '../components/answer-form.tsx';
import { AnswerSource } from '../components/answer-source.tsx';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ClockActs } from '../components/clock-acts.tsx';
import { DraftPreview } from '../components/draft-preview.tsx';
import { FourEyes } from '../components/four-eyes.tsx';
import { OfficialAnswer } from '../components/official-answer.tsx';
import { RefusedAct } from '../components/refused-act.tsx';
import { refusedOf } from '../components/refused-form.ts';
import { ResponseClock } from '../components/response-clock.tsx';
import { CorrectionDraft, CorrectionStart } from '../corrections/correction-start.tsx';
import { submitForm } from '../forms.server.ts';
import { readMoment } from '../moment.server.ts';
import { paths } from '../paths.ts';
import { readForm } from '../read-form.server.ts';
import { useRootData } from '../root-data.ts';

export async function loader(args: LoaderFunctionArgs) {
  const done = new URL(args.request.url).searchParams.get('klaar');
  const contributionId = args.params.contribution ?? '';
  if (!isUuid(contributionId)) throw new Response(JSON.stringify({ code: 'not_found' }), { status: 404 });
  const page = await api(args).responses.get({ contributionId, asOfficial: true });
  const asked = new URL(args.request.url).searchParams.get('sjabloon');
  return {
    page,
    done: DONE.find((act) => act === done) ?? null,
    deskDone: DESK_DONE.find((act) => act === done) ?? null,
    correctionDone: CORRECTION_DONE.find((act) => act === done) ?? null,
    template: page.desk?.templates.find(({ id }) => id === asked) ?? null,
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.page.contribution.title ?? ''} | Oever` }];

/** One page, many forms: `intent` says which was sent. Each does one thing and comes back here. */
export async function action(args: ActionFunctionArgs) {
  const contributionId = args.params.contribution ?? '';
  const intent = (await readForm(args.request.clone())).get('intent');
  function act<Schema extends z.ZodType>(schema: Schema, done: Done, run: (value: z.output<Schema>, call: Caller) => Promise<unknown>) {
    return submitForm(args, schema, async (value, call) => {
      await run(value, call);
      return redirect(`${paths.answer(contributionId)}?klaar=${done}`);
    });
  }
  switch (intent) {
    case 'approve':
      return act(reviewSchema, 'approved', (value, call) => call.responses.approve({ contributionId, ...value }));
    case 'return':
      return act(returnSchema, 'returned', (value, call) => call.responses.returnToAuthor({ contributionId, ...value }));
    case 'publish':
      return act(reviewSchema, 'published', (value, call) => call.responses.publish({ contributionId, ...value }));
    case 'claim':
      return act(emptySchema, 'claimed', (_, call) => call.responses.claim({ contributionId }));
    case 'pause':
      return act(reasonSchema, 'paused', (value, call) => call.responses.pause({ contributionId, ...value }));
    case 'resume':
      return act(emptySchema, 'resumed', (_, call) => call.responses.resume({ contributionId }));
    case 'extend':
      return act(extendSchema, 'extended', (value, call) => call.responses.extend({ contributionId, ...value }));
    case 'note':
      return act(noteSchema, 'noted', (value, call) => call.desk.note({ contributionId, ...value }));
    case 'assign':
      return act(assignSchema, 'assigned', ({ handlerId, teamId }, call) =>
        call.desk.assign({ contributionId, handlerId: handlerId ?? null, teamId: teamId ?? null }),
      );
    case 'schedule':
      return act(scheduleSchema, 'scheduled', ({ revision, day, time }, call) =>
        call.desk.schedule({ contributionId, revision, publishAt: readMoment(day, time) }),
      );
    case 'unschedule':
      return act(reviewSchema, 'unscheduled', (value, call) => call.desk.unschedule({ contributionId, ...value }));
    case 'alone':
      return act(aloneSchema, 'alone', (_, call) => call.desk.alone({ contributionId }));
    case 'correct':
    case 'correct-submit':
      return act(correctionSchema, intent === 'correct' ? 'corrected' : 'submitted', async (value, call) => {
        const { correctionReason: reason, sectionId, outcomes: _, revision: __, ...words } = value;
        await call.responses.correct({ contributionId, reason, ...readChange(sectionId), ...words });
        if (intent === 'correct-submit') await call.responses.submit({ contributionId });
      });
    case 'drop':
      return act(reviewSchema, 'dropped', (value, call) => call.responses.dropCorrection({ contributionId, ...value }));
    default:
      return act(answerSchema, intent === 'submit' ? 'submitted' : 'saved', async ({ outcome, sectionId, ...value }, call) => {
        await call.responses.draft({ contributionId, outcome: outcome ?? null, ...readChange(sectionId), ...value });
        // What was written is kept, also when it is not complete enough to be read by a colleague.
        if (intent === 'submit') await call.responses.submit({ contributionId });
      });
  }
}

export default function AnswerPage() {
  const { page, done, deskDone, correctionDone, template } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { t } = useTranslation(['answers', 'desk', 'corrections']);
  const { actor } = useRootData();
  const { contribution, clock, draft, published, may } = page;
  const own = draft?.author.id === actor?.id;
  // Whatever was typed is given back, also when a colleague has moved the answer on meanwhile.
  const writes =
    may.draft && (!draft || draft.status === 'draft' || refusedOf(refused, 'save', 'submit', 'correct', 'correct-submit') !== undefined);
  return (
    <div className="wrap">
      <Breadcrumb items={[{ label: t('queue.title'), to: paths.queue() }, { label: contribution.title }]} />
      <div className="as-h">
        <h1>{contribution.title}</h1>
        {clock && <ResponseClock clock={clock} compact />}
      </div>
      {done && !refused && (
        <p className="done" role="status">
          {t(`write.done.${done}`)}
        </p>
      )}
      {deskDone && !refused && (
        <p className="done" role="status">
          {t(`desk:done.${deskDone}`)}
        </p>
      )}
      {correctionDone && !refused && (
        <p className="done" role="status">
          {t(`corrections:done.${correctionDone}`)}
        </p>
      )}
      <Form method="post" id="apart">
        <input type="hidden" name="intent" value="alone" />
      </Form>
      <RefusedAct page={page} refused={refused} />
      <div className="as">
        <div className="src">
          <AnswerSource page={page} />
          <ClockActs page={page} refused={refused} own={page.handler?.id === actor?.id} />
          <AssignForm page={page} refused={refused} />
          <InternalNotes page={page} refused={refused} />
        </div>
        <div>
          {published.map((response, index) => (
            <OfficialAnswer
              key={response.id}
              response={response}
              clock={index === 0 ? clock : null}
              report={contribution.staffOnly === null}
            />
          ))}
          <CorrectionStart page={page} refused={refused} />
          <AnswerCommitments page={page} />
          <CorrectionDraft page={page} />
          {writes && !template && <AnswerStart page={page} />}
          {writes && <AnswerForm page={page} refused={refused} own={own} template={template} />}
          <KeptDrafts page={page} />
          {draft && draft.status !== 'draft' && !writes && (
            <>
              <DraftPreview draft={draft} sections={page.sections} />
              {may.draft && own && (
                <details className="change">
                  <summary>{t('write.change')}</summary>
                  <p className="small muted">{t('write.change_note')}</p>
                  <AnswerForm page={page} refused={refused} own={own} template={null} />
                </details>
              )}
            </>
          )}
        </div>
        <FourEyes page={page} refused={refused} actorId={actor?.id ?? null} />
      </div>
    </div>
  );
}
