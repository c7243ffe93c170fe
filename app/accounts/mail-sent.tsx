import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

/** The same words for every address, known or not. In the demo, where no mail leaves, it says where the mail lies. */
export function MailSent({ title, text, hint }: { title: string; text: string; hint: string }) {
  const { t } = useTranslation('accounts');
  const { site } = useRootData();
  return (
    <div className="wrap account">
      <div>
        <h1>{title}</h1>
        <p className="lead">{text}</p>
        <p className="account-aside">{hint}</p>
        <p className="btns">
          <Link className="btn" to={paths.signIn()}>
            {t('sign_in.title')}
          </Link>
          {site.demo && (
            <Link className="btn sec-b" to={paths.devMail()}>
              {t('dev_mail.open')}
            </Link>
          )}
        </p>
      </div>
    </div>
  );
}
