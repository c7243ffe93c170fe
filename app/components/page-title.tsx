import { useTranslation } from 'react-i18next';

/** The name of a page that depends on nothing but the page, in the tab of the browser; React puts it in the head. */
export function PageTitle({ of, ...values }: { of: string } & Record<string, unknown>) {
  const { t } = useTranslation('titles');
  return <title>{`${t(of as 'sign_in', values)} | Oever`}</title>;
}
