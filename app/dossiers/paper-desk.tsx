import { useForm } from '@conform-to/react';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary, RadioGroup, SubmitButton, TextArea } from '../components/form.tsx';
import type { Refused } from '../components/refused-form.ts';

export type DeskChapter = { key: string; title: string; text: string; own: boolean };

/** Begins a draft; a motivation says what it goes with. */
export function BeginPaper({ kind, refused }: { kind: 'motivation' | 'final_report'; refused: Refused }) {
  const { t } = useTranslation('dossiers');
  const [form, fields] = useForm<Record<'instrument', string>>({ id: 'begin', lastResult: refused });
  return (
    <Form method="post" id={form.id} className="form" noValidate>
      <ErrorSummary form={form} />
      <p>{t(`paper.begin.${kind}`)}</p>
      {kind === 'motivation' && (
        <RadioGroup
          field={fields.instrument}
          legend={t('paper.instrument')}
          options={(['vision', 'plan'] as const).map((value) => ({ value, label: t(`paper.${value}`) }))}
        />
      )}
      <SubmitButton name="intent" value="begin">
        {t('paper.begin.do')}
      </SubmitButton>
    </Form>
  );
}

/**
 * The chapters to write in. After somebody else kept theirs, what was typed stays, and under each chapter that differs stands what is kept now: keeping once more
 * replaces that.
 */
export function ChapterForm({ chapters, revision, refused }: { chapters: readonly DeskChapter[]; revision: number; refused: Refused }) {
  const { t } = useTranslation(['dossiers', 'reach']);
  const [form, fields] = useForm<Record<string, string>>({
    id: 'hoofdstukken',
    lastResult: refused,
    defaultValue: Object.fromEntries(chapters.map(({ key, text }) => [key, text])),
  });
  const typed = refused?.initialValue as Record<string, unknown> | undefined;
  const isStale = refused?.error?.['']?.includes('errors:stale.text') ?? false;
  return (
    <Form method="post" id={form.id} className="form rd-chapters" noValidate>
      <ErrorSummary form={form} />
      {isStale && (
        <p className="note" role="status">
          {t('paper.conflict')}
        </p>
      )}
      <input type="hidden" name="revision" value={revision} />
      {chapters.map(({ key, title, text, own }) => {
        const field = fields[key];
        if (!field) return null;
        return (
          <div key={key}>
            <TextArea
              field={field}
              label={title}
              hint={`${t(own ? 'paper.own' : 'paper.system')}${key === 'announced' || key === 'policy' ? ` ${t(`reach:chapter.${key}`)}` : ''}`}
              rows={Math.min(14, 4 + Math.ceil(text.length / 110))}
              serif
            />
            {isStale && lines(typed?.[key]) !== lines(text) && (
              <details className="rd-kept-now">
                <summary>{t('paper.kept_now')}</summary>
                <p className="intro">{text}</p>
              </details>
            )}
          </div>
        );
      })}
      <SubmitButton name="intent" value="words">
        {t('paper.save')}
      </SubmitButton>
    </Form>
  );
}

export function FreezePaper({ revision, refused }: { revision: number; refused: Refused }) {
  const { t } = useTranslation('dossiers');
  const [form] = useForm({ id: 'vastleggen', lastResult: refused });
  return (
    <Form method="post" id={form.id} className="form">
      <ErrorSummary form={form} />
      <p className="small muted">{t('paper.freeze_what')}</p>
      <input type="hidden" name="revision" value={revision} />
      <SubmitButton className="btn sec-b" name="intent" value="freeze">
        {t('paper.freeze')}
      </SubmitButton>
    </Form>
  );
}

/** Browsers send line ends of their own. */
function lines(text: unknown): string {
  return typeof text === 'string' ? text.replaceAll('\r\n', '\n').trim() : '';
}
