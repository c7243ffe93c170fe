import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import type { LastResult } from '../ideas/last-result.ts';
import { paths } from '../paths.ts';
import { CompareForm } from '../plan/compare-form.tsx';
import { VersionList } from '../plan/version-list.tsx';
import { readSide, restoreSchema } from '../plan/version-schemas.ts';
import { VersionShown } from '../plan/version-shown.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

const readParams = ({ params }: Pick<LoaderFunctionArgs, 'params'>) => ({ trajectory: params.slug ?? '', number: params.section ?? '' });

export async function loader(args: LoaderFunctionArgs) {
  const where = readParams(args);
  const search = new URL(args.request.url).searchParams;
  const call = api(args);
  const { section, trajectory } = await call.planTexts.section(where);
  const { versions, may } = await call.planTexts.history({ sectionId: section.id });
  const known = (asked: string | null) => {
    const side = readSide(asked);
    return side === 'now' || versions.some((version) => version.number === side) ? side : null;
  };
  const [from, to, alone] = [known(search.get('van')), known(search.get('naar')), known(search.get('versie'))];
  const compared = from !== null && to !== null ? await call.planTexts.compare({ sectionId: section.id, from, to }) : null;
  const read = typeof alone === 'number' ? await call.planTexts.version({ sectionId: section.id, number: alone }) : null;
  const done = search.get('teruggezet');
  return {
    trajectory,
    number: where.number,
    heading: section.heading,
    sectionId: section.id,
    versions,
    may,
    changedSince: section.changedSince,
    compared,
    alone: alone === 'now' ? { number: null, content: section.content } : read && { number: read.number, content: read.content },
    done: done === 'ja' || done === 'gelijk' ? done : null,
    title: `${getT(args.context.locale, 'plan')('history.title')}, ${section.heading}`,
  };
}

export async function action(args: ActionFunctionArgs) {
  const where = readParams(args);
  return submitForm(args, restoreSchema, async ({ number, reason }, call) => {
    const { section } = await call.planTexts.section(where);
    const { isNew } = await call.planTexts.restoreVersion({ sectionId: section.id, number, reason });
    return redirect(`${paths.sectionHistory(where.trajectory, where.number)}?teruggezet=${isNew ? 'ja' : 'gelijk'}`, 303);
  });
}

export default function SectionVersions() {
  const { t } = useTranslation(['plan', 'versions', 'redaction']);
  const { trajectory, number, heading, sectionId, versions, may, changedSince, compared, alone, done } = useLoaderData<typeof loader>();
  const lastResult = (useActionData<typeof action>() ?? null) as LastResult;
  const path = paths.sectionHistory(trajectory.slug, number);
  const numberOf = (side: number | 'now') => (side === 'now' ? null : side);
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(trajectory.slug) },
          { label: t('title'), to: paths.plan(trajectory.slug) },
          { label: heading, to: paths.section(trajectory.slug, number) },
          { label: t('history.title') },
        ]}
      />
      <div className="versions">
        <p className="small muted">{heading}</p>
        <h1>{t('history.title')}</h1>
        {done && (
          <p className="done" role="status">
            {t(done === 'ja' ? 'versions:restore.done' : 'versions:restore.same')}
          </p>
        )}
        <p className="lead">{t('versions:compare.section_lead')}</p>
        <CompareForm
          path={path}
          versions={versions}
          changedSince={changedSince}
          compared={compared && { from: numberOf(compared.from), to: numberOf(compared.to) }}
        />
        <VersionShown compared={compared} alone={alone} />
        <VersionList path={path} versions={versions} mayRestore={may.restore} changedSince={changedSince} lastResult={lastResult} />
        <ul className="version-links">
          <li>
            <Link className="more" to={paths.sectionWriters(trajectory.slug, number)}>
              {t('versions:writers.link')}
            </Link>
          </li>
          <li>
            <Link className="more" to={paths.checkVersions(trajectory.slug, number)}>
              {t('versions:chain.link')}
            </Link>
          </li>
          <li>
            <Link className="more" to={paths.comparePlan(trajectory.slug)}>
              {t('versions:compare.link')}
            </Link>
          </li>
          {may.takeOut && (
            <li>
              <Link className="more" to={paths.takeWordsOut(sectionId)}>
                {t('redaction:from_queue')}
              </Link>
            </li>
          )}
        </ul>
      </div>
    </div>
  );
}
