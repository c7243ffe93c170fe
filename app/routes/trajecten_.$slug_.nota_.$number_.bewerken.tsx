import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { SubmitButton } from '../components/form.tsx';
import { refusedOf } from '../components/refused-form.ts';
import { doneOf, itemSchema, NOTE_DONE, noteActSchema, noteWordsSchema } from '../desk/schemas.ts';
import { submitForm } from '../forms.server.ts';
import { readMeetingParams } from '../meetings/params.server.ts';
import { NotaItemForm } from '../nota/nota-item-form.tsx';
import { NotaWords } from '../nota/nota-words.tsx';
import { paths } from '../paths.ts';
import { readForm } from '../read-form.server.ts';

export async function loader(args: LoaderFunctionArgs) {
  const desk = await api(args).replyNotes.desk(readMeetingParams(args));
  return { desk, done: doneOf(args.request, NOTE_DONE) };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.desk.title} | Oever` }];

export async function action(args: ActionFunctionArgs) {
  const where = readMeetingParams(args);
  const intent = (await readForm(args.request.clone())).get('intent');
  const here = paths.editReplyNote(where.trajectory, where.number);
  const back = (done: (typeof NOTE_DONE)[number], anchor = '') => redirect(`${here}?klaar=${done}${anchor}`, 303);
  if (intent === 'send' || intent === 'publish') {
    return submitForm(args, noteActSchema, async ({ revision }, call) => {
      const { id: noteId } = await call.replyNotes.desk(where);
      if (intent === 'send') await call.replyNotes.send({ noteId, revision });
      else await call.replyNotes.publish({ noteId, revision });
      return back(intent === 'send' ? 'sent' : 'published');
    });
  }
  if (intent === 'item') {
    return submitForm(args, itemSchema, async (value, call) => {
      const { id: noteId } = await call.replyNotes.desk(where);
      await call.replyNotes.summarise({ noteId, ...value });
      return back('saved', `#nummer-${value.number}`);
    });
  }
  return submitForm(args, noteWordsSchema, async ({ revision, ...words }, call) => {
    const { id: noteId } = await call.replyNotes.desk(where);
    await call.replyNotes.change({ noteId, revision: revision ?? 0, ...words });
    return back('saved');
  });
}

export default function EditReplyNote() {
  const { desk, done } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { t } = useTranslation(['nota', 'errors']);
  const { trajectory, lacks, items, status, may } = desk;
  const complete = items.length > 0 && lacks.waiting + lacks.unsaid + lacks.named === 0;
  const faults = Object.values(refusedOf(refused, 'send', 'publish', 'item')?.error ?? {}).flatMap((found) => found ?? []);
  return (
    <div className="wrap foot-page">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(trajectory.slug) },
          { label: t('title'), to: paths.replyNotes(trajectory.slug) },
          { label: desk.title },
        ]}
      />
      <h1>{desk.title}</h1>
      <p className="muted">
        {t(`status.${status}`)}. <Link to={paths.replyNote(trajectory.slug, desk.number)}>{t('desk.read')}</Link>
      </p>
      {done && !refused && (
        <p className="done" role="status">
          {t(`done.${done}`)}
        </p>
      )}
      {faults.length > 0 && (
        <div className="err-sum" role="alert">
          {faults.map((key) => (
            <p key={key}>{t(key as never) as string}</p>
          ))}
        </div>
      )}
      <section className="sec-tight" aria-labelledby="ontbreekt">
        <h2 id="ontbreekt">{t('desk.lacks')}</h2>
        <ul className="stack">
          {complete && <li>{t('desk.complete')}</li>}
          {items.length === 0 && <li>{t('desk.empty')}</li>}
          {(['waiting', 'unsaid', 'named'] as const)
            .filter((name) => lacks[name] > 0)
            .map((name) => (
              <li key={name}>{t(`desk.${name}`, { count: lacks[name] })}</li>
            ))}
        </ul>
        <div className="nota-acts">
          {may.send && <Step revision={desk.revision} name="send" label={t('desk.send')} note={t('desk.send_note')} />}
          {status === 'sent' && (
            <p>
              {t('desk.sent_on')} {!may.publish && complete && t('desk.manager')}
            </p>
          )}
          {may.publish && <Step revision={desk.revision} name="publish" label={t('desk.publish')} note={t('desk.publish_note')} />}
        </div>
      </section>
      {status !== 'published' && (
        <>
          <NotaWords desk={desk} refused={refused} />
          <section className="sec-tight" aria-labelledby="bijdragen">
            <h2 id="bijdragen">{t('desk.items')}</h2>
            <ol className="rows nota-desk">
              {items.map((item) => (
                <NotaItemForm key={item.number} item={item} revision={desk.revision} refused={refusedOf(refused, 'item')} />
              ))}
            </ol>
          </section>
        </>
      )}
    </div>
  );
}

function Step({ revision, name, label, note }: { revision: number; name: string; label: string; note: string }) {
  return (
    <Form method="post">
      <input type="hidden" name="revision" value={revision} />
      <SubmitButton name="intent" value={name}>
        {label}
      </SubmitButton>
      <p className="small muted">{note}</p>
    </Form>
  );
}
