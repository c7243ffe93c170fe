import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { DutchFiles } from '../components/dutch-files.tsx';
import { DossierArticle } from '../dossiers/dossier-article.tsx';
import { readVersionParams } from '../dossiers/files.server.ts';
import { VersionFiles } from '../dossiers/versions-list.tsx';
import { WordsGone } from '../dossiers/words-gone.tsx';
import { formatDay, toDay } from '../format.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  return api(args).dossiers.version(readVersionParams(args));
}

/** Nothing on it is for one person (server/web/site.ts). */
export const handle = { sameForResidents: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Dossier ${data?.content.trajectory.title}, ${data?.version.number} | Oever` },
];

/** A frozen version: the figures of its day, whatever happened since. */
export default function FrozenDossier() {
  const { version, content, newest } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation('dossiers');
  const { slug, title } = content.trajectory;
  const day = formatDay(toDay(version.frozenAt), i18n.language);
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: title, to: paths.trajectory(slug) },
          { label: t('title'), to: paths.outcomes(slug) },
          { label: t('version.one', { number: version.number }) },
        ]}
      />
      <DossierArticle
        content={content}
        until={content.countedAt}
        head={
          <>
            <p className="quote">{t('version.frozen', { number: version.number, day })}</p>
            {version.council && (
              <p className="small">
                <Link to={paths.dossier(slug, version.council.number)}>{t('version.for', { title: version.council.title })}</Link>
              </p>
            )}
            {version.note && <p className="small muted">{version.note}</p>}
            {newest > version.number && (
              <p className="note">
                <Link to={paths.dossierVersion(slug, newest)}>{t('version.newer', { number: newest })}</Link>
              </p>
            )}
            <p className="rd-files no-print">
              <VersionFiles slug={slug} number={version.number} />
            </p>
            <DutchFiles />
          </>
        }
        tail={
          <>
            <p>
              <Link to={paths.outcomes(slug)}>{t('version.live')}</Link>
            </p>
            <WordsGone takenOut={version.takenOut} />
            <p className="tiny muted hash">
              {t('version.sha')}: {version.sha256}
            </p>
          </>
        }
      />
    </div>
  );
}
