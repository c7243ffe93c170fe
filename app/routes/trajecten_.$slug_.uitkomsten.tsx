import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import type { Refused } from '../components/refused-form.ts';
import { DossierArticle } from '../dossiers/dossier-article.tsx';
import { freezeSchema } from '../dossiers/schemas.ts';
import { FreezeForm, VersionsList } from '../dossiers/versions-list.tsx';
import { formatDay } from '../format.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export async function loader(args: LoaderFunctionArgs) {
  const page = await api(args).dossiers.get({ trajectory: args.params.slug ?? '' });
  return { ...page, heading: getT(args.context.locale, 'dossiers')('headline', { title: page.content.trajectory.title }) };
}

/** Nothing on it is for one person (server/web/site.ts). */
export const handle = { sameForResidents: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading} | Oever` }];

export async function action(args: ActionFunctionArgs) {
  const trajectory = args.params.slug ?? '';
  return submitForm(args, freezeSchema, async (value, call) => {
    const { number } = await call.dossiers.freeze({ trajectory, ...value });
    return redirect(paths.dossierVersion(trajectory, number), 303);
  });
}

const PAPERS = ['motivation', 'final_report'] as const;

/** The dossier of a trajectory as it is now: what was promised, who took part, what changed because of whom, and what was not adopted and why. */
export default function Outcomes() {
  const { content, versions, papers, may } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>() as Refused;
  const { t, i18n } = useTranslation(['dossiers', 'trajectories']);
  const { slug, title } = content.trajectory;
  const shown = PAPERS.filter((kind) => may.write || papers.some((paper) => paper.kind === kind));
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: t('trajectories:list.title'), to: paths.trajectories() },
          { label: title, to: paths.trajectory(slug) },
          { label: t('title') },
        ]}
      />
      <DossierArticle
        content={content}
        until={null}
        head={
          <>
            <p className="quote">{t('live', { day: formatDay(content.countedOn, i18n.language) })}</p>
            <p className="btns no-print">
              {versions[0] && (
                <Link className="btn sec-b s" to={paths.dossierVersion(slug, versions[0].number)}>
                  {t('version.newest', { number: versions[0].number })}
                </Link>
              )}
              <a className="btn ghost s" href="#versies">
                {t('version.files')}
              </a>
            </p>
          </>
        }
        tail={
          <>
            <h3 id="versies">{t('version.title')}</h3>
            <p>{t('version.what')}</p>
            <VersionsList slug={slug} versions={versions} />
            {may.freeze && <FreezeForm council={content.council} refused={refused} />}
            {shown.length > 0 && (
              <>
                <h3>{t('paper.title')}</h3>
                <ul className="rd-lines">
                  {shown.map((kind) => (
                    <li key={kind}>
                      <Link to={paths.processPaper(slug, kind)}>{t(`paper.${kind}`)}</Link>
                      {may.write && (
                        <span className="small no-print">
                          <Link to={paths.editProcessPaper(slug, kind)}>{t('paper.edit')}</Link>
                        </span>
                      )}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </>
        }
      />
    </div>
  );
}
