import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { LateGate, TrajectoryAgreements } from '../agreements/trajectory-agreements.tsx';
import { api } from '../api.server.ts';
import { TrajectoryPledges } from '../commitments/trajectory-pledges.tsx';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { Icon } from '../components/icon.tsx';
import { InfluenceLadder } from '../components/influence-ladder.tsx';
import { LatestAnswers } from '../components/latest-answers.tsx';
import { Meetings } from '../components/meetings.tsx';
import { PhaseRiver } from '../components/phase-river.tsx';
import { ResponseTimesChart } from '../components/response-times-chart.tsx';
import { StatusBadge } from '../components/status-badge.tsx';
import { tasksOf } from '../components/tasks.ts';
import { WhatIsFixed } from '../components/what-is-fixed.tsx';
import { PhaseMoves } from '../corrections/phase-moves.tsx';
import { feedLink } from '../following/autodiscovery.ts';
import { formatDay, formatNumber, formatPercent, formatWeekday } from '../format.ts';
import { KindLinks } from '../kinds/kind-links.tsx';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';
import { CarriedOn } from '../templates/carried-on.tsx';
import { ConceptBand } from '../templates/concept-band.tsx';
import { PhaseAsksBefore } from '../visibility/phase-asks.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const slug = args.params.slug ?? '';
  const call = api(args);
  const page = await call.trajectories.page({ slug });
  const { items: pledges } = await call.commitments.list({ trajectory: slug });
  const { items: notes } = await call.replyNotes.list({ trajectory: slug });
  // One page for every reader: a note that is not published yet is not for all of them.
  return { ...page, pledges, notes: notes.filter(({ status }) => status === 'published').length };
}

/** Nothing on it is for one person (server/web/site.ts). */
export const handle = { sameForResidents: true };

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: `${data?.trajectory.title} | Oever` },
  { name: 'description', content: data?.trajectory.lead },
  ...(data
    ? [feedLink(matches, { title: data.trajectory.title, href: (locale) => paths.trajectoryFeed(data.trajectory.slug, locale) })]
    : []),
];

export default function TrajectoryPage() {
  const { trajectory, sections, figures, latest, pledges, notes, metrics, gates } = useLoaderData<typeof loader>();
  const { today } = useRootData();
  const { t, i18n } = useTranslation(['trajectories', 'dossiers', 'votings', 'following', 'identity']);
  const active = trajectory.phases.find((phase) => phase.active);
  const tasks = tasksOf(trajectory, t, i18n.language);
  return (
    <>
      <div className="wrap">
        <Breadcrumb items={[{ label: t('list.title'), to: paths.trajectories() }, { label: trajectory.title }]} />
        <div className="trj-h">
          <div>
            <h1>{trajectory.title}</h1>
            <p className="lead">{trajectory.lead}</p>
          </div>
          <dl className="kv">
            <div>
              <dt>{t('about.influence')}</dt>
              <dd>{trajectory.influenceSubject}</dd>
            </div>
            <div>
              <dt>{t('about.decides')}</dt>
              <dd>{trajectory.decisionMaker}</dd>
            </div>
            <div>
              <dt>{t('about.took_part')}</dt>
              <dd className="num">
                {t('about.people', { count: trajectory.participants, number: formatNumber(trajectory.participants, i18n.language) })}
              </dd>
            </div>
            <div>
              <dt>{t('about.contact')}</dt>
              <dd>{trajectory.contactName}</dd>
            </div>
          </dl>
        </div>
      </div>
      {trajectory.state === 'concept' && (
        <div className="wrap">
          <ConceptBand slug={trajectory.slug} mayPublish={trajectory.may.publish} />
        </div>
      )}
      {trajectory.stop && (
        <div className="wrap">
          <section className="stopped" aria-labelledby="gestopt">
            <StatusBadge tone="laat" icon="triangle-alert" boxed>
              {t('stop.on', { day: formatDay(trajectory.stop.on, i18n.language) })}
            </StatusBadge>
            <h2 id="gestopt">{t('stop.title')}</h2>
            <p className="quote">{trajectory.stop.account}</p>
          </section>
        </div>
      )}
      <LateGate slug={trajectory.slug} gates={gates} />
      <div style={{ marginTop: 12 }}>
        <PhaseRiver phases={trajectory.phases} weeks={trajectory.weeks} stoppedOn={trajectory.stop?.on ?? null} />
      </div>
      <PhaseMoves moves={trajectory.phaseMoves} />
      <section className="sec" aria-labelledby="nu">
        <div className="wrap two">
          <div>
            <h2 id="nu" style={{ marginBottom: 8 }}>
              {t('ask.title')}
            </h2>
            {tasks.length > 0 && active ? (
              <>
                <p className="muted" style={{ marginBottom: 24 }}>
                  {t('ask.until', { day: formatWeekday(active.endsOn, i18n.language) })}
                </p>
                <ol className="rows">
                  {tasks.map((task, index) => (
                    <li className="task" key={task.to + task.title}>
                      <span className="no" aria-hidden="true">
                        {index + 1}
                      </span>
                      <div>
                        <h3>{task.title}</h3>
                        <p>{task.text}</p>
                      </div>
                      <Link className={index === 0 ? 'btn' : 'btn sec-b'} to={task.to}>
                        {task.action}
                      </Link>
                    </li>
                  ))}
                </ol>
              </>
            ) : (
              <p className="muted">{t('ask.nothing')}</p>
            )}
            {tasks.length > 0 && active && (
              <p className="small muted phase-asks">
                <PhaseAsksBefore level={active.minimumLevel} /> {active.features.includes('vote') && t('identity:asks.phase_vote')}
              </p>
            )}
            {trajectory.may.createVoting && (
              <p style={{ marginTop: 24 }}>
                <Link className="btn sec-b s" to={paths.newVoting(trajectory.slug)}>
                  {t('votings:plan.title')}
                </Link>
              </p>
            )}
            <p style={{ marginTop: 24 }}>
              <Link className="more" to={paths.plan(trajectory.slug)}>
                {t('ask.read')} <Icon name="arrow-right" />
              </Link>
            </p>
            <p style={{ marginTop: 12 }}>
              <Link className="more" to={paths.followTrajectory(trajectory.slug)}>
                <Icon name="bell" /> {t('following:trajectory.link')}
              </Link>
            </p>
            <p style={{ marginTop: 12 }}>
              <Link className="more" to={paths.outcomes(trajectory.slug)}>
                {t('dossiers:link')} <Icon name="arrow-right" />
              </Link>
            </p>
            {trajectory.phases.some(({ endsOn }) => endsOn < today) && (
              <p style={{ marginTop: 12 }}>
                <Link className="more" to={paths.processGrade(trajectory.slug)}>
                  {t('dossiers:grade.link')} <Icon name="arrow-right" />
                </Link>
              </p>
            )}
            <KindLinks slug={trajectory.slug} phases={trajectory.phases} />
          </div>
          {active && <InfluenceLadder level={active.influenceLevel} promise={active.promise} />}
        </div>
        <div className="wrap" style={{ marginTop: 56 }}>
          <WhatIsFixed fixedPoints={trajectory.fixedPoints} sections={sections} slug={trajectory.slug} />
        </div>
      </section>
      <section className="sec stone" aria-labelledby="tijd">
        <div className="wrap two">
          <div>
            <h2 id="tijd" style={{ marginBottom: 20 }}>
              {t('times.title')}
            </h2>
            <ResponseTimesChart figures={figures} />
          </div>
          {figures.onTimeShare !== null && (
            <div style={{ alignSelf: 'center' }}>
              <p className="big num">{formatPercent(figures.onTimeShare, i18n.language)}</p>
              <p style={{ fontWeight: 650, fontSize: '1.25rem', lineHeight: 1.3, margin: '12px 0 8px' }}>{t('times.on_time')}</p>
              <p className="muted small" style={{ maxWidth: '36ch' }}>
                {t('times.late', { count: figures.n - figures.onTime })} {t('times.open', { count: figures.open.total })}{' '}
                {t('times.overdue', { count: figures.open.overdue })}
              </p>
              <p style={{ marginTop: 16 }}>
                <Link className="more" to={paths.responseTimes()}>
                  {t('promise.all')} <Icon name="arrow-right" />
                </Link>
              </p>
            </div>
          )}
        </div>
      </section>
      <LatestAnswers slug={trajectory.slug} answers={latest.items} total={latest.total} />
      <TrajectoryAgreements slug={trajectory.slug} metrics={metrics} gates={gates} />
      <TrajectoryPledges slug={trajectory.slug} items={pledges} notes={notes} />
      <Meetings meetings={trajectory.meetings} slug={trajectory.slug} />
      <CarriedOn
        slug={trajectory.slug}
        origin={trajectory.origin}
        copies={[...trajectory.copies.map((copy) => ({ ...copy, installation: null, url: null })), ...trajectory.copiesElsewhere]}
      />
    </>
  );
}
