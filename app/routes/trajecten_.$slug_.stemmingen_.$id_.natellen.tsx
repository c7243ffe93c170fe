import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { HowCounted } from '../components/how-counted.tsx';
import { Icon } from '../components/icon.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import type { RecountProps } from '../recount/mount.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const { slug = '', id = '' } = args.params;
  const call = api(args);
  const voting = await call.votings.get({ id });
  if (voting.trajectory.slug !== slug) throw new Response(null, { status: 404 });
  const result = await call.votings.result({ votingId: id });
  const title = getT(args.context.locale, 'votings')('meta.recount', { title: voting.title });
  return {
    voting,
    result: {
      method: result.method,
      completion: result.completion,
      share: result.explanation?.share ?? null,
      winners: result.winners,
      ballotsSha256: result.ballotsSha256,
      electorate: result.electorate,
      program: result.program,
    },
    title,
  };
}

/** Nobody needs to believe the count: here anybody counts again, with the same published ballots and the same open rules. */
export default function RecountPage() {
  const { voting, result } = useLoaderData<typeof loader>();
  const { t } = useTranslation('votings');
  const { slug, title } = voting.trajectory;
  const href = paths.votingBallots(slug, voting.id);
  const publicId = new Map(voting.options.map((option) => [option.id, option.publicId]));
  const props: RecountProps = {
    href,
    winners: result.winners.map((id) => publicId.get(id) ?? ''),
    titles: Object.fromEntries(voting.options.map((option) => [option.publicId, option.title])),
    texts: t('recount.island', { returnObjects: true }) as RecountProps['texts'],
  };
  return (
    <div className="wrap result">
      <Breadcrumb
        items={[
          { label: title, to: paths.trajectory(slug) },
          { label: t('crumb.result'), to: paths.votingResult(slug, voting.id) },
          { label: t('recount.title') },
        ]}
      />
      <h1 style={{ marginTop: 14 }}>{t('recount.title')}</h1>
      <p className="lead" style={{ marginTop: 14 }}>
        {t('recount.lead', { title: voting.title })}
      </p>
      <div className="recount-box" data-island="recount" data-props={JSON.stringify(props)}>
        <p className="note">{t('recount.no_script')}</p>
      </div>
      <section className="sec rule" style={{ paddingTop: 48 }} aria-labelledby="rules">
        <h2 id="rules" style={{ marginBottom: 24 }}>
          {t('recount.rules')}
        </h2>
        <HowCounted {...result} />
      </section>
      <section className="sec-tight" aria-labelledby="self">
        <h2 id="self">{t('recount.self')}</h2>
        <p style={{ marginTop: 14, maxWidth: '62ch' }}>{t('recount.self_text')}</p>
        <p style={{ marginTop: 20 }}>
          <a className="more" href={href} download>
            <Icon name="download" />
            {t('result.download')}
          </a>
        </p>
      </section>
      <section className="sec-tight" aria-labelledby="chain">
        <h2 id="chain">{t('recount.chain_title')}</h2>
        <p style={{ marginTop: 14, maxWidth: '62ch' }}>{t('recount.chain_text')}</p>
        <p style={{ marginTop: 20 }} className="btns">
          <a className="more" href={paths.votingChain(slug, voting.id)} download>
            <Icon name="download" />
            {t('recount.chain_file')}
          </a>
          <a className="more" href="/controleer-stemming.mjs" download>
            <Icon name="download" />
            {t('recount.chain_script')}
          </a>
        </p>
        <pre style={{ marginTop: 14, overflowX: 'auto' }}>node controleer-stemming.mjs stemming.json</pre>
        {result.ballotsSha256 && (
          <p className="tiny">
            {t('recount.chain_code')} <code style={{ overflowWrap: 'anywhere' }}>{result.ballotsSha256}</code>
          </p>
        )}
        {result.electorate !== null && <p className="tiny">{t('recount.electorate', { count: result.electorate })}</p>}
        {result.program !== null && <p className="tiny">{t('recount.program', { version: result.program })}</p>}
      </section>
    </div>
  );
}
