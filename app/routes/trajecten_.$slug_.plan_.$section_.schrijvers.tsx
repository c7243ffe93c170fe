import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { WriterList } from '../plan/writer-list.tsx';
import { WrittenText } from '../plan/written-text.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const number = args.params.section ?? '';
  const call = api(args);
  const { section, trajectory } = await call.planTexts.section({ trajectory: args.params.slug ?? '', number });
  const { blocks, writers } = await call.planTexts.writers({ sectionId: section.id });
  const title = `${getT(args.context.locale, 'versions')('writers.title')} ${section.heading}`;
  return { trajectory, number, heading: section.heading, blocks, writers, title };
}

export default function SectionWritersPage() {
  const { t } = useTranslation(['versions', 'plan']);
  const { trajectory, number, heading, blocks, writers } = useLoaderData<typeof loader>();
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(trajectory.slug) },
          { label: t('plan:title'), to: paths.plan(trajectory.slug) },
          { label: heading, to: paths.section(trajectory.slug, number) },
          { label: t('writers.title') },
        ]}
      />
      <div className="writers">
        <header>
          <p className="small muted">{heading}</p>
          <h1>{t('writers.title')}</h1>
          <p className="lead">{t('writers.lead')}</p>
        </header>
        {writers.length === 0 ? (
          <p className="empty">{t('writers.empty')}</p>
        ) : (
          <>
            <WriterList writers={writers} />
            <section className="written" aria-labelledby="tekst">
              <h2 id="tekst" className="sr">
                {t('writers.text')}
              </h2>
              <div className="prose">
                <WrittenText blocks={blocks} writers={writers} />
              </div>
            </section>
          </>
        )}
      </div>
    </div>
  );
}
