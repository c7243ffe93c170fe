import type { LoaderFunctionArgs } from '@remix-run/node';
import { api } from '../api.server.ts';
import { readMeetingParams } from '../meetings/params.server.ts';

/** The note as a Word file to keep: browsers save it, and do not show it under our address. */
export async function loader(args: LoaderFunctionArgs) {
  const { name, base64 } = await api(args).replyNotes.file(readMeetingParams(args));
  return new Response(Buffer.from(base64, 'base64'), {
    headers: {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'Content-Disposition': `attachment; filename="${name}"`,
    },
  });
}
