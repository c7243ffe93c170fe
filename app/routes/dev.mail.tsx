import type { HeadersFunction, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { PageTitle } from '../components/page-title.tsx';
import { formatMoment } from '../format.ts';
import { useRootData } from '../root-data.ts';

/** Mails hold addresses and links: never in the pages that visitors share. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'no-store' });

/** Only in demo mode without a mail server; elsewhere this page does not exist. */
export async function loader(args: LoaderFunctionArgs) {
  if (!args.context.demo) throw new Response(null, { status: 404 });
  return { mails: await api(args).auth.devMails() };
}

export default function DevMail() {
  const { t } = useTranslation('accounts');
  const { locale, today } = useRootData();
  const { mails } = useLoaderData<typeof loader>();
  return (
    <div className="wrap sec desk">
      <PageTitle of="demo_mailbox" />
      <h1>{t('dev_mail.title')}</h1>
      <p className="lead">{t('dev_mail.lead')}</p>
      {mails.length === 0 ? (
        <p className="empty">{t('dev_mail.empty')}</p>
      ) : (
        <ol className="rows mails">
          {mails.map((mail) => (
            <li key={mail.id}>
              <h2>{mail.subject}</h2>
              <p className="meta">
                <span>{t('dev_mail.to', { email: mail.to })}</span>
                <span>{formatMoment(mail.createdAt, locale, today)}</span>
              </p>
              <div className="mail-text">
                {linked(mail.text).map((part) =>
                  part.href ? (
                    <a key={part.at} href={part.href}>
                      {part.text}
                    </a>
                  ) : (
                    part.text
                  ),
                )}
              </div>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** Cuts a text at its web addresses, so that links in a mail can be followed. */
function linked(text: string): { at: number; text: string; href: string | null }[] {
  let at = 0;
  return text.split(/(https?:\/\/\S+)/).map((part, index) => {
    const here = at;
    at += part.length;
    return { at: here, text: part, href: index % 2 === 1 ? part : null };
  });
}
