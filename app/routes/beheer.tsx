import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { can } from '../../server/permissions.ts';
import { ProveAgain } from '../accounts/prove-again.tsx';
import { provedAction } from '../accounts/proved.server.ts';
import { BackupState } from '../admin/backup-state.tsx';
import { PersonRow } from '../admin/person-row.tsx';
import { PhaseDates } from '../admin/phase-dates.tsx';
import { adminSchema } from '../admin/schemas.ts';
import { SecondFactorSetting } from '../admin/second-factor-setting.tsx';
import { api } from '../api.server.ts';
import { PageTitle } from '../components/page-title.tsx';
import { submitForm } from '../forms.server.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

/** Administrators see people and phases; who manages a trajectory sees the phases of theirs. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, now } = args.context;
  const search = new URL(args.request.url).searchParams;
  const filter = { search: search.get('zoek')?.trim() ?? '', everybody: search.has('iedereen') };
  const call = api(args);
  const trajectories = (await call.trajectories.list()).items;
  const managed = trajectories.filter((trajectory) => can(actor, 'phase.update', { trajectoryId: trajectory.id }, { now }));
  const cursor = search.get('vanaf');
  const people =
    managed.length > 0 && !can(actor, 'person.list', {}, { now })
      ? null
      : await call.people.list({
          ...(filter.search ? { search: filter.search } : {}),
          staffOnly: !filter.search && !filter.everybody,
          ...(cursor ? { cursor } : {}),
          limit: 25,
        });
  return {
    people,
    ...(can(actor, 'site.administer', {}, { now })
      ? { backups: await call.site.backups(), secondFactor: await call.site.secondFactor() }
      : { backups: null, secondFactor: null }),
    filter,
    managed,
    teams: can(actor, 'site.administer', {}, { now }) ? (await call.site.settings()).teams : [],
    trajectories: trajectories.map(({ slug, title }) => ({ slug, title })),
    done: search.has('gelukt'),
    now,
  };
}

export async function action(args: ActionFunctionArgs) {
  const { search } = new URL(args.request.url);
  return provedAction(args, (proved) =>
    submitForm(proved, adminSchema, async (value, call) => {
      switch (value.intent) {
        case 'grant':
          await call.people.grantRole(value);
          break;
        case 'revoke':
          await call.people.revokeRole(value);
          break;
        case 'block':
          await call.people.block(value);
          break;
        case 'unblock':
          await call.people.unblock(value);
          break;
        case 'phase': {
          const { startsOnRead, endsOnRead, intent: _, ...change } = value;
          const read = startsOnRead && endsOnRead ? { startsOn: startsOnRead, endsOn: endsOnRead } : undefined;
          await call.phases.move({ ...change, ...(read ? { read } : {}) });
          break;
        }
        case 'phase_asks':
          await call.phases.setMinimumLevel(value);
          break;
        case 'take_factor':
          await call.identity.takeFactorsAway({ personId: value.personId });
          break;
        case 'second_factor':
          await call.site.setSecondFactor({ on: value.on });
      }
      const back = new URLSearchParams(search);
      back.set('gelukt', '');
      return redirect(`${paths.admin()}?${back}`);
    }),
  );
}

export default function Administration() {
  const { t } = useTranslation(['accounts', 'policies', 'identity', 'openData', 'templates', 'site']);
  const { actor, site } = useRootData();
  const { people, backups, secondFactor, filter, managed, trajectories, teams, done, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (answer && 'prove' in answer)
    return (
      <>
        <PageTitle of="admin" />
        <ProveAgain prove={answer.prove} back={paths.admin()} />
      </>
    );
  const lastResult = answer;
  return (
    <div className="wrap sec desk">
      <PageTitle of="admin" />
      <h1>{t('admin.title')}</h1>
      {done && (
        <p className="done" role="status">
          {t('admin.done')}
        </p>
      )}
      {people && !site.contactEmail && (
        <div className="note">
          <p>
            <b>{t('site:unnamed')}</b>
          </p>
          <p>{t('site:unnamed_text')}</p>
          <p>
            <Link className="btn s" to={paths.siteNames()}>
              {t('site:title')}
            </Link>
          </p>
        </div>
      )}
      {people && (
        <section className="sec-tight" aria-labelledby="people">
          <h2 id="people">{t('admin.people')}</h2>
          <form method="get" className="admin-search">
            <label className="lab" htmlFor="zoek">
              {t('admin.search')}
            </label>
            <input className="inp" id="zoek" name="zoek" type="search" defaultValue={filter.search} />
            <label className="check">
              <input type="checkbox" name="iedereen" value="1" defaultChecked={filter.everybody} />
              <span>{t('admin.everybody')}</span>
            </label>
            <button type="submit" className="btn sec-b s">
              {t('admin.search_submit')}
            </button>
          </form>
          {people.items.length === 0 && <p className="empty">{t('admin.nobody')}</p>}
          <ul className="rows">
            {people.items.map((person) => (
              <PersonRow
                key={person.id}
                person={person}
                self={person.id === actor?.id}
                trajectories={trajectories}
                teams={teams}
                lastResult={lastResult}
                now={now}
              />
            ))}
          </ul>
          {people.nextCursor && (
            <Link
              className="more"
              to={`${paths.admin()}?${new URLSearchParams({ zoek: filter.search, ...(filter.everybody ? { iedereen: '1' } : {}), vanaf: people.nextCursor })}`}
            >
              {t('admin.more')}
            </Link>
          )}
        </section>
      )}
      {(managed.length > 0 || people) && (
        <section className="sec-tight" aria-labelledby="phases">
          <h2 id="phases">{t('admin.phases_title')}</h2>
          {managed.length > 0 ? <p className="muted">{t('admin.phases_text')}</p> : <p className="empty">{t('site:no_trajectory')}</p>}
          {people && (
            <p>
              <Link className="btn sec-b s" to={paths.newTrajectory()}>
                {t('templates:new.start')}
              </Link>
            </p>
          )}
          {managed.map((trajectory) => (
            <PhaseDates key={trajectory.id} trajectory={trajectory} lastResult={lastResult} />
          ))}
        </section>
      )}
      {secondFactor && <SecondFactorSetting setting={secondFactor} />}
      {backups && <BackupState status={backups} now={now} />}
      <section className="sec-tight" aria-labelledby="more">
        <h2 id="more">{t('admin.more_title')}</h2>
        <ul className="stack">
          <li>
            <Link to={paths.moderation()}>{t('admin.to_moderation')}</Link>
          </li>
          {people && (
            <>
              <li>
                <Link to={paths.siteNames()}>{t('site:title')}</Link>
              </li>
              <li>
                <Link to={paths.adminLog()}>{t('admin.to_log')}</Link>
              </li>
              <li>
                <Link to={paths.letters()}>{t('identity:letters.link')}</Link>
              </li>
              <li>
                <Link to={paths.connections()}>{t('openData:connections.title')}</Link>
              </li>
            </>
          )}
          <li>
            <Link to={paths.siteTerms()}>{t('policies:site.title')}</Link>
          </li>
          <li>
            <Link to={paths.data()}>{t('admin.to_data')}</Link>
          </li>
          <li>
            <a href="/readyz">{t('admin.to_health')}</a>
          </li>
        </ul>
      </section>
    </div>
  );
}
