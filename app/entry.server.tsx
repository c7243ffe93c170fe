import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type AppLoadContext, createReadableStreamFromReadable, type EntryContext } from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { renderToPipeableStream } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { createPageI18n, finishPage } from './i18n/i18n.server.ts';
import { cameFrom, loadRootData } from './root-data.server.ts';

/** Renders a page whole before the first byte: a fault while rendering becomes an error page, and a cache gets one piece. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const finished = (html: string) => finishPage(html, loadContext.locale);
  await completeRootData(request, remixContext, loadContext);
  return new Promise((resolve, reject) => {
    let responseStatus = status;
    const { pipe, abort } = renderToPipeableStream(
      <I18nextProvider i18n={createPageI18n(loadContext.locale)}>
        <RemixServer context={remixContext} url={request.url} abortDelay={10_000} />
      </I18nextProvider>,
      {
        onAllReady() {
          const body = new PassThrough();
          headers.set('Content-Type', 'text/html; charset=utf-8');
          pipe(body);
          const page = loadContext.locale === 'nl' ? createReadableStreamFromReadable(body) : text(body).then(finished);
          Promise.resolve(page).then((whole) => resolve(new Response(whole, { headers, status: responseStatus })), reject);
        },
        onShellError: reject,
        onError(error) {
          responseStatus = 500;
          loadContext.reportError(error);
        },
      },
    );
    setTimeout(abort, 10_000).unref();
  });
}

/**
 * After an action that threw, Remix runs no loader of the page around it: without this its error page would have no header, no footer and no name. The way back to the
 * form is known here only.
 */
async function completeRootData(request: Request, { staticHandlerContext }: EntryContext, context: AppLoadContext): Promise<void> {
  const { loaderData } = staticHandlerContext;
  try {
    loaderData.root = { ...(loaderData.root ?? (await loadRootData({ request, context }))), back: cameFrom(request) };
  } catch (error) {
    // What broke the page breaks its header too: then it is said without one.
    context.reportError(error);
  }
}

/** Faults in loaders and actions that nobody expected: to the log, with the request they belong to. A form sent to where none is read is no fault of ours. */
export function handleError(error: unknown, { request, context }: { request: Request; context: AppLoadContext }): void {
  const refused = isRouteErrorResponse(error) && error.status < 500;
  if (!request.signal.aborted && !refused) context.reportError(error);
}
