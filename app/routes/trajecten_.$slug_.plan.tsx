import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { formatMoment } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { PlanFiles } from '../plan/plan-files.tsx';
import { PlanToc } from '../plan/plan-toc.tsx';
import { SectionBlock } from '../plan/section-block.tsx';
import { useRootData } from '../root-data.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const slug = args.params.slug ?? '';
  const call = api(args);
  const plan = await call.planTexts.get({ trajectory: slug, content: true });
  const versions = await call.planTexts.versions({ trajectory: slug });
  const title = `${getT(args.context.locale, 'plan')('title')}, ${plan.trajectory.title}`;
  const mayImport = args.context.actor?.roles.length ? await call.planExchange.may({ trajectory: slug }) : false;
  return { plan, newest: versions.items[0] ?? null, mayImport, publicUrl: args.context.publicUrl, title };
}

export default function PlanPage() {
  const { t, i18n } = useTranslation('plan');
  const { today } = useRootData();
  const { plan, newest, mayImport, publicUrl } = useLoaderData<typeof loader>();
  const { trajectory, sections, chapters } = plan;
  return (
    <div className="wrap">
      <Breadcrumb items={[{ label: trajectory.title, to: paths.trajectory(trajectory.slug) }, { label: t('title') }]} />
      <div className="pt">
        <PlanToc slug={trajectory.slug} chapters={chapters} />
        <div className="pt-h">
          <p className="small muted">{trajectory.title}</p>
          <h1>{t('whole.title')}</h1>
          <p className="pt-meta">
            {t('whole.counts', { chapters: chapters.length, count: sections.length })}
            {newest && (
              <>
                {' '}
                <Link to={paths.planVersions(trajectory.slug)}>
                  {t('whole.newest', { number: newest.number, when: formatMoment(newest.createdAt, i18n.language, today) })}
                </Link>
              </>
            )}
          </p>
          <PlanFiles slug={trajectory.slug} mayImport={mayImport} publicUrl={publicUrl} />
        </div>
        {sections.length === 0 && <p className="secp empty">{t('whole.empty')}</p>}
        {sections.map((section) => (
          <SectionBlock
            key={section.id}
            slug={trajectory.slug}
            section={section}
            openUntil={trajectory.openUntil}
            level={Math.min(4, section.level + 1) as 2 | 3 | 4}
          />
        ))}
      </div>
    </div>
  );
}
