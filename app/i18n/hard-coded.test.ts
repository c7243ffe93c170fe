/** No words that people read stand in the code of a page: they would be in one language only. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const app = join(import.meta.dirname, '..');
const READ = /^(aria-label|aria-description|alt|title|placeholder|label|hint|legend)$/;
/** Names, the same in every language. */
const NAMES = /^(Oever|Atom|ICS|CSV|JSON|PDF|DCAT|SHA-256|API|URL|JSON-LD|ORI|Docs|OpenAPI|Dossier|abc|(node )?[\w-]+\.mjs.*)$/;
/** A page for measuring, and the example of the demo. */
const NOT_FOR_PEOPLE = /dev\.leeg\.tsx$/;

/** A command or the name of a file. */
function isCode(node: ts.Node): boolean {
  return ts.isJsxElement(node) && node.openingElement.tagName.getText() === 'code';
}

function wordsIn(path: string): string[] {
  const found: string[] = [];
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const keep = (text: string) => {
    const words = text.trim();
    if (/\p{L}{2}/u.test(words) && !NAMES.test(words)) found.push(`${path.slice(app.length + 1)}: ${words}`);
  };
  const visit = (node: ts.Node) => {
    if (ts.isJsxText(node) && !isCode(node.parent)) keep(node.text);
    if (ts.isJsxAttribute(node) && READ.test(node.name.getText()) && node.initializer && ts.isStringLiteral(node.initializer))
      keep(node.initializer.text);
    // The title of a page, in `meta`.
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'title') {
      const value = node.initializer;
      if (ts.isStringLiteral(value)) keep(value.text.replace(/ \| Oever$/, ''));
      if (ts.isTemplateExpression(value)) keep(value.head.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

test('every word on a page is in a catalogue', () => {
  const files = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.tsx') && !path.includes('.test.'));
  expect(files.length).toBeGreaterThan(300);
  expect(files.filter((path) => !NOT_FOR_PEOPLE.test(path)).flatMap((path) => wordsIn(join(app, path)))).toEqual([]);
});
