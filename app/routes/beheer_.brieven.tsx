import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { csvDownload } from '../accounts/csv.server.ts';
import { LetterSheets } from '../accounts/letter-sheets.tsx';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { Icon } from '../components/icon.tsx';
import { formatMoment, toDay } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { readForm } from '../read-form.server.ts';
import { useRootData } from '../root-data.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const letters = await api(args).letters.waiting();
  const sent = Number(new URL(args.request.url).searchParams.get('verstuurd') ?? Number.NaN);
  return {
    letters,
    sent: Number.isSafeInteger(sent) && sent >= 0 ? sent : null,
    publicUrl: args.context.publicUrl,
    title: getT(args.context.locale, 'identity')('letters.title'),
  };
}

/** The codes are in the answer to this post and nowhere else, as sheets to print or as a file. */
export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const { letters } = api(args);
  switch (form.get('intent')) {
    case 'print':
      return data({ printed: await letters.print() }, { headers: { 'Cache-Control': 'no-store' } });
    case 'csv': {
      const rows = await letters.print();
      return csvDownload(
        rows.map(({ addressee, street, postcode, town, code, until }) => ({
          naam: addressee,
          adres: street,
          postcode,
          woonplaats: town,
          code,
          geldig_tot_en_met: toDay(until),
        })),
        'brieven.csv',
      );
    }
    case 'sent': {
      const ids = form.getAll('id').filter((id): id is string => typeof id === 'string');
      const { sent } = await letters.markSent({ ids });
      return redirect(`${paths.letters()}?verstuurd=${sent}`);
    }
    default:
      return redirect(paths.letters());
  }
}

export default function Letters() {
  const { t } = useTranslation(['identity', 'accounts']);
  const { locale, today } = useRootData();
  const { letters, sent, publicUrl } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (answer && 'printed' in answer) return <LetterSheets letters={answer.printed} publicUrl={publicUrl} />;
  return (
    <div className="wrap letters">
      <Breadcrumb items={[{ label: t('accounts:admin.title'), to: paths.admin() }, { label: t('letters.title') }]} />
      <h1>{t('letters.title')}</h1>
      <p className="lead">{t('letters.lead')}</p>
      {sent !== null && (
        <p className="done" role="status">
          {t('letters.done', { count: sent })}
        </p>
      )}
      {letters.length === 0 ? (
        <div className="empty">
          <p>{t('letters.none')}</p>
          <Link className="btn sec-b s" to={paths.admin()}>
            {t('accounts:admin.title')}
          </Link>
        </div>
      ) : (
        <form method="post">
          <h2>{t('letters.waiting', { count: letters.length })}</h2>
          <ul className="rows">
            {letters.map(({ id, addressee, street, postcode, town, askedAt, printedAt }) => (
              <li key={id} className="letter-row">
                <input
                  type="checkbox"
                  name="id"
                  value={id}
                  defaultChecked={printedAt !== null}
                  aria-label={t('letters.choose', { name: addressee })}
                />
                <div>
                  <b>{addressee}</b>
                  <p>
                    {street}, {postcode} {town}
                  </p>
                </div>
                <p className="meta">
                  <span>
                    {t('letters.asked')} {formatMoment(askedAt, locale, today)}
                  </span>
                  <span>{printedAt ? `${t('letters.printed')} ${formatMoment(printedAt, locale, today)}` : t('letters.not_printed')}</span>
                </p>
              </li>
            ))}
          </ul>
          <p className="note">{t('letters.new_codes')}</p>
          <div className="btns">
            <button type="submit" name="intent" value="print" className="btn">
              <Icon name="printer" /> {t('letters.print')}
            </button>
            <button type="submit" name="intent" value="csv" className="btn sec-b">
              <Icon name="download" /> {t('letters.csv')}
            </button>
            <button type="submit" name="intent" value="sent" className="btn sec-b">
              <Icon name="check" /> {t('letters.mark')}
            </button>
          </div>
        </form>
      )}
    </div>
  );
}
