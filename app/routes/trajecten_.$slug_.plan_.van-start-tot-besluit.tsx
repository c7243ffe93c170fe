import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { formatMoment } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { ThreeTextsRow } from '../plan/three-texts-row.tsx';
import { useRootData } from '../root-data.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const three = await api(args).planTexts.threeTexts({ trajectory: args.params.slug ?? '' });
  return { three, title: `${getT(args.context.locale, 'versions')('three.title')}, ${three.trajectory.title}` };
}

/** In the order a reader wants to know them. */
const FATES = ['adopted', 'partly', 'reverted', 'removed', 'changed_by_municipality', 'untouched'] as const;

export default function ThreeTextsPage() {
  const { t, i18n } = useTranslation(['versions', 'plan']);
  const { today } = useRootData();
  const { trajectory, startAt, residentsAt, adopted, sections } = useLoaderData<typeof loader>().three;
  const when = (moment: string | null) => (moment ? formatMoment(moment, i18n.language, today) : t('three.moment_now'));
  const isQuiet = ({ fate, residents }: (typeof sections)[number]) =>
    fate === 'untouched' ||
    (fate === 'open' && (residents ?? []).every((block) => block.kind === 'same' && !block.was && block.marks.length === 0));
  const [quiet, told] = [sections.filter(isQuiet), sections.filter((section) => !isQuiet(section))];
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(trajectory.slug) },
          { label: t('plan:title'), to: paths.plan(trajectory.slug) },
          { label: t('three.title') },
        ]}
      />
      <div className="three-page">
        <h1>{t('three.title')}</h1>
        <p className="lead">{t(adopted ? 'three.lead' : 'three.lead_open')}</p>
        {sections.length === 0 && <p className="empty">{t('three.empty')}</p>}
        {adopted && (
          <section className="fates" aria-labelledby="terecht">
            <h2 id="terecht">{t('three.summary')}</h2>
            <dl>
              {FATES.map((fate) => {
                const count = sections.filter((section) => section.fate === fate).length;
                return count === 0 ? null : (
                  <div key={fate} className={fate}>
                    <dt>{t(`fate.${fate}`)}</dt>
                    <dd>{t('three.sections', { count })}</dd>
                  </div>
                );
              })}
            </dl>
          </section>
        )}
        {told.map((section) => (
          <ThreeTextsRow
            key={section.sectionId}
            section={section}
            decided={adopted !== null}
            moments={{ start: when(startAt), residents: when(residentsAt), adopted: adopted ? when(adopted.createdAt) : null }}
          />
        ))}
        {quiet.length > 0 && (
          <section className="cs-same" aria-labelledby="gelijk">
            <h2 id="gelijk">{t('compare.unchanged')}</h2>
            <ul>
              {quiet.map((section) => (
                <li key={section.sectionId}>
                  <Link to={paths.section(trajectory.slug, section.number)}>{section.heading}</Link>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </div>
  );
}
