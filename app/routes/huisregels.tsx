import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { HOLD_LIMITS } from '../../server/moderation/hold-rules.ts';
import { APPEAL_TERM, HOUSE_RULES, QUEUE_TERM } from '../../server/moderation/rules.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} | Oever` }];

export function loader({ context }: LoaderFunctionArgs) {
  return { title: getT(context.locale, 'moderation')('house.title') };
}

export const handle = { sameForResidents: true };

const STEPS = ['report', 'look', 'tell', 'object', 'count'] as const;
const HOLDS = ['link', 'repeated', 'rate', 'word'] as const;

/** The rules people are judged by, and how that goes: the same constants as the program uses. */
export default function HouseRules() {
  const { t } = useTranslation('moderation');
  useLoaderData<typeof loader>();
  const values = {
    days: QUEUE_TERM,
    appealDays: APPEAL_TERM,
    newDays: HOLD_LIMITS.newDays,
    repeats: HOLD_LIMITS.repeats,
    minutes: HOLD_LIMITS.rateMinutes,
    rateNew: HOLD_LIMITS.rateNew,
    rateAny: HOLD_LIMITS.rateAny,
  };
  return (
    <div className="wrap sec desk house">
      <h1>{t('house.title')}</h1>
      <p className="lead">{t('house.lead')}</p>
      <ol className="house-rules">
        {HOUSE_RULES.map((rule) => (
          <li key={rule}>
            <b>{t(`rule.${rule}.text`)}</b> {t(`house.rule.${rule}`)}
          </li>
        ))}
      </ol>
      <section aria-labelledby="melden">
        <h2 id="melden">{t('house.how')}</h2>
        <ol className="house-steps">
          {STEPS.map((step) => (
            <li key={step}>{t(`house.step.${step}`, values)}</li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="wachten">
        <h2 id="wachten">{t('house.holds')}</h2>
        <p className="measure">{t('house.holds_text', values)}</p>
        <ul className="house-holds">
          {HOLDS.map((hold) => (
            <li key={hold}>{t(`house.hold.${hold}`, values)}</li>
          ))}
        </ul>
      </section>
      <p>
        <Link className="more" to={paths.moderationLog()}>
          {t('queue.to_log')}
        </Link>
      </p>
    </div>
  );
}
