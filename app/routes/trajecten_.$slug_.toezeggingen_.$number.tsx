import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { Caller } from '../../server/router.ts';
import { api } from '../api.server.ts';
import { CommitmentActs } from '../commitments/commitment-acts.tsx';
import { CommitmentFacts } from '../commitments/commitment-facts.tsx';
import { CommitmentBadge } from '../commitments/commitment-rows.tsx';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { refusedOf } from '../components/refused-form.ts';
import {
  COMMITMENT_DONE,
  doneOf,
  endSchema,
  handSchema,
  milestoneSchema,
  moveSchema,
  progressSchema,
  reachSchema,
} from '../desk/schemas.ts';
import { formatDayShort, formatMoment } from '../format.ts';
import { submitForm } from '../forms.server.ts';
import { readMeetingParams } from '../meetings/params.server.ts';
import { paths } from '../paths.ts';
import { readForm } from '../read-form.server.ts';

export async function loader(args: LoaderFunctionArgs) {
  const page = await api(args).commitments.get(readMeetingParams(args));
  return { page, done: doneOf(args.request, COMMITMENT_DONE) };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.page.commitment.title} | Oever` }];

export async function action(args: ActionFunctionArgs) {
  const where = readMeetingParams(args);
  const intent = (await readForm(args.request.clone())).get('intent');
  function act<Schema extends z.ZodType>(
    schema: Schema,
    done: (typeof COMMITMENT_DONE)[number],
    run: (value: z.output<Schema>, call: Caller, commitmentId: string) => Promise<unknown>,
  ) {
    return submitForm(args, schema, async (value, call) => {
      const { commitment } = await call.commitments.get(where);
      await run(value, call, commitment.id);
      return redirect(`${paths.commitment(where.trajectory, where.number)}?klaar=${done}`, 303);
    });
  }
  switch (intent) {
    case 'move':
      return act(moveSchema, 'moved', (value, call, commitmentId) => call.commitments.move({ commitmentId, ...value }));
    case 'milestone':
      return act(milestoneSchema, 'milestone', ({ milestone, ...value }, call, commitmentId) =>
        call.commitments.addMilestone({ commitmentId, title: milestone, ...value }),
      );
    case 'reach':
      return act(reachSchema, 'reached', (value, call, commitmentId) => call.commitments.reachMilestone({ commitmentId, ...value }));
    case 'end':
      return act(endSchema, 'ended', (value, call, commitmentId) => call.commitments.end({ commitmentId, ...value }));
    case 'hand':
      return act(handSchema, 'handed', (value, call, commitmentId) => call.commitments.handOver({ commitmentId, ...value }));
    default:
      return act(progressSchema, 'told', (value, call, commitmentId) => call.commitments.tell({ commitmentId, ...value }));
  }
}

export default function CommitmentPage() {
  const { page, done } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { t, i18n } = useTranslation(['commitments', 'errors']);
  const { commitment, milestones, notes, may } = page;
  const { trajectory } = commitment;
  const reachFaults = Object.values(refusedOf(refused, 'reach')?.error ?? {}).flatMap((found) => found ?? []);
  return (
    <div className="wrap foot-page">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(trajectory.slug) },
          { label: t('title'), to: paths.commitments(trajectory.slug) },
          { label: commitment.title },
        ]}
      />
      <h1>{commitment.title}</h1>
      <CommitmentBadge state={commitment.state} />
      {done && !refused && (
        <p className="done" role="status">
          {t(`done.${done}`)}
        </p>
      )}
      {reachFaults.map((key) => (
        <p className="err" role="alert" key={key}>
          {t(key as never) as string}
        </p>
      ))}
      <div className="pledge">
        <div>
          {commitment.account && (
            <section aria-labelledby="afloop">
              <h2 id="afloop">{t(commitment.stoppedOn ? 'account_stopped' : 'account')}</h2>
              <p className="quote">{commitment.account}</p>
            </section>
          )}
          {commitment.description && (
            <section>
              <p className="prose">{commitment.description}</p>
            </section>
          )}
          <section aria-labelledby="stappen">
            <h2 id="stappen">{t('milestones')}</h2>
            {milestones.length === 0 && <p className="muted">{t('no_milestones')}</p>}
            <ol className="steps">
              {milestones.map(({ id, title, plannedOn, doneOn }, index) => (
                <li key={id} className={doneOn ? 'done-step' : undefined}>
                  <span className="n">{index + 1}</span>
                  <span>
                    <b>{title}</b>
                    <br />
                    <span className="muted">
                      {doneOn
                        ? t('milestone_done', { day: formatDayShort(doneOn, i18n.language) })
                        : t('milestone_planned', { day: formatDayShort(plannedOn, i18n.language) })}
                    </span>
                    {may.update && !doneOn && (
                      <Form method="post">
                        <input type="hidden" name="revision" value={commitment.revision} />
                        <input type="hidden" name="milestoneId" value={id} />
                        <button type="submit" className="link-btn" name="intent" value="reach" aria-label={t('reach_this', { title })}>
                          {t('reach')}
                        </button>
                      </Form>
                    )}
                  </span>
                </li>
              ))}
            </ol>
          </section>
          <section aria-labelledby="nieuws">
            <h2 id="nieuws">{t('news')}</h2>
            {notes.length === 0 && <p className="muted">{t('no_news')}</p>}
            <ul className="news">
              {notes.map((note) => (
                <li key={note.at + note.kind}>
                  <h3 className="small">
                    {t(`kind.${note.kind}`)}{' '}
                    <span className="muted">{[formatMoment(note.at, i18n.language), note.author].filter(Boolean).join(', ')}</span>
                  </h3>
                  <p>{note.body}</p>
                </li>
              ))}
            </ul>
          </section>
        </div>
        <div>
          <CommitmentFacts commitment={commitment} />
          {may.update && <CommitmentActs page={page} refused={refused} />}
          <p style={{ marginTop: 32 }}>
            <Link className="more" to={paths.commitments(trajectory.slug)}>
              {t('all')}
            </Link>
          </p>
        </div>
      </div>
    </div>
  );
}
