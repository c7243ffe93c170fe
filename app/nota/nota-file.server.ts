import type { LoaderFunctionArgs } from '@remix-run/node';
import { api } from '../api.server.ts';
import { readMeetingParams } from '../meetings/params.server.ts';

const MEDIA_TYPES = { docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', pdf: 'application/pdf' };

/** The note as a file to keep: browsers save it, and do not show it under our address. */
export async function sendNoteFile(args: LoaderFunctionArgs, format: 'docx' | 'pdf'): Promise<Response> {
  const { name, base64 } = await api(args).replyNotes.file({ ...readMeetingParams(args), format });
  return new Response(Buffer.from(base64, 'base64'), {
    headers: { 'Content-Type': MEDIA_TYPES[format], 'Content-Disposition': `attachment; filename="${name}"` },
  });
}
