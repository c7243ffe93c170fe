import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/icon.tsx';
import { formatDay, formatDayShort } from '../format.ts';
import { paths } from '../paths.ts';
import { StepRows } from './planned-steps.tsx';
import { StepBar } from './step-bar.tsx';
import type { TemplateDraft } from './template-draft.ts';
import { TemplateRiver } from './template-river.tsx';

type Props = { draft: TemplateDraft; draftId: string; startsOn: string | null; fault: string | null };

/** The first day, and the dates it gives with the free days counted in. A form that only asks, so it can be sent again and again. */
export function DatesStep({ draft, draftId, startsOn, fault }: Props) {
  const { t, i18n } = useTranslation(['templates', 'reach']);
  const dated = draft.phases.flatMap(({ dates, ...phase }) => (dates ? [{ ...phase, ...dates }] : []));
  const { origin, counts } = draft;
  const kinds = (['sections', 'texts', 'themes', 'policies', 'metrics'] as const).filter((kind) => counts[kind] > 0);
  return (
    <>
      <StepBar step={2} />
      <h1>{t('draft.dates')}</h1>
      <p className="lead">{t('draft.dates_lead')}</p>
      <div className="template-two">
        <div>
          <form method="get" className="form" action={paths.newTrajectoryFrom(draftId)}>
            <div className={fault ? 'field has-err' : 'field'}>
              <label htmlFor="start">{t('draft.field')}</label>
              <div className="hint" id="start-uitleg">
                {t('draft.field_hint')}
              </div>
              {fault && (
                <p className="err" id="start-fout" role="alert">
                  <Icon name="triangle-alert" />
                  <span>{t(fault.replace('templates:', '') as 'error.starts_on')}</span>
                </p>
              )}
              <input
                className="inp"
                type="date"
                id="start"
                name="start"
                required
                defaultValue={startsOn ?? ''}
                aria-describedby={fault ? 'start-uitleg start-fout' : 'start-uitleg'}
                {...(fault ? { 'aria-invalid': true as const } : {})}
              />
            </div>
            <button type="submit" className={dated.length > 0 ? 'btn sec-b' : 'btn'}>
              {t('draft.compute')}
            </button>
          </form>
          {dated.length > 0 && startsOn !== null && (
            <section aria-labelledby="fasen" className="template-dates">
              <h2 id="fasen">{t('draft.computed')}</h2>
              <p className="muted">{t('draft.computed_hint')}</p>
              <TemplateRiver phases={dated} />
              <ol className="rows">
                {dated.map((phase) => (
                  <li key={phase.title + phase.startsOn}>
                    <b>{phase.title}</b>
                    <span className="num">
                      {formatDayShort(phase.startsOn, i18n.language)} – {formatDay(phase.endsOn, i18n.language)}
                    </span>
                    {phase.reasons.length > 0 && (
                      <span className="small muted">
                        <Icon name="calendar-plus-2" /> {phase.reasons.join('; ')}.
                      </span>
                    )}
                  </li>
                ))}
              </ol>
              {draft.steps.length > 0 && (
                <>
                  <h3>{t('reach:planned.in_template')}</h3>
                  <p className="muted">{t('reach:planned.in_template_hint')}</p>
                  <StepRows steps={draft.steps} slug={null} />
                </>
              )}
              <p className="btns">
                <Link className="btn" to={paths.newTrajectoryFrom(draftId, startsOn)}>
                  {t('draft.next')}
                </Link>
              </p>
            </section>
          )}
        </div>
        <aside aria-labelledby="mee">
          <h2 id="mee">{t('draft.takes')}</h2>
          {origin && (
            <p>
              {t('draft.from_elsewhere', {
                title: origin.title,
                installation: origin.installation,
                day: formatDay(origin.exportedOn, i18n.language),
              })}
            </p>
          )}
          <ul>
            {kinds.map((kind) => (
              <li key={kind}>{t(`draft.${kind}`, { count: counts[kind] })}</li>
            ))}
            {(['votings', 'meetings'] as const).map(
              (kind) => counts[kind] > 0 && <li key={kind}>{t(`reach:planned.${kind}`, { count: counts[kind] })}</li>,
            )}
          </ul>
          {draft.lessons.text !== '' && (
            <>
              <h3>{t(origin ? 'draft.lessons' : 'draft.tips')}</h3>
              <p className="quoted">{draft.lessons.text}</p>
            </>
          )}
          <p>
            <Link to={paths.newTrajectory()}>{t('draft.other')}</Link>
          </p>
        </aside>
      </div>
    </>
  );
}
