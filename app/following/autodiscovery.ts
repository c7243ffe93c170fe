/** Tells a reader program where the feed of a page is; for `meta`. */
export function feedLink(title: string | undefined, href: string) {
  return { tagName: 'link' as const, rel: 'alternate', type: 'application/atom+xml', title: title ?? 'Atom', href };
}
