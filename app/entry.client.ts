/**
 * All that runs in a reader's browser: looks whether the page holds an island, and only then fetches its code. An island is
 * `<div data-island="editor" data-props="{json}">` with what is to be seen without JavaScript inside.
 */
const ISLANDS: Record<string, () => Promise<{ mount(element: HTMLElement, props: never): void }>> = {
  editor: () => import('./editor/mount.tsx'),
  autosave: () => import('./desk/mount-autosave.ts'),
  'queue-keys': () => import('./desk/mount-keys.ts'),
  'choose-words': () => import('./plan/mount-choose-words.ts'),
  proposal: () => import('./editor/mount-proposal.tsx'),
  ranking: () => import('./ranking/mount.ts'),
  steps: () => import('./ideas/islands/steps.ts'),
  similar: () => import('./ideas/islands/similar.ts'),
  'map-pick': () => import('./ideas/islands/map-pick.ts'),
  photo: () => import('./ideas/islands/photo.ts'),
  passkey: () => import('./accounts/islands/passkey.ts'),
  recount: () => import('./recount/mount.ts'),
};

// While developing, Vite's hot reload expects this from a framework that runs the whole page.
if (import.meta.env.DEV) {
  Object.assign(window, {
    __vite_plugin_react_preamble_installed__: true,
    $RefreshReg$: () => {},
    $RefreshSig$: () => (type: unknown) => type,
  });
}

for (const element of document.querySelectorAll<HTMLElement>('[data-island]')) {
  const load = ISLANDS[element.dataset.island ?? ''];
  if (!load) continue;
  load().then(
    ({ mount }) => mount(element, JSON.parse(element.dataset.props ?? '{}') as never),
    (error: unknown) => reportError(error),
  );
}

// A browser leaves `autofocus` alone when the address names a place on the page, as that of a form half-way down does, and takes the focus away once it has gone there.
if (location.hash) {
  const focusFaults = () => document.querySelector<HTMLElement>('.err-sum[autofocus]')?.focus();
  if (document.readyState === 'complete') focusFaults();
  else addEventListener('load', () => setTimeout(focusFaults));
}
