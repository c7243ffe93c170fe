import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { TextPage } from '../components/text-page.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { useRootData } from '../root-data.ts';

export function loader({ context }: LoaderFunctionArgs) {
  return { title: getT(context.locale, 'static')('accessibility.title') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export default function Accessibility() {
  const { site } = useRootData();
  return <TextPage name="accessibility" values={{ municipality: site.municipality, email: site.contactEmail, phone: site.contactPhone }} />;
}
