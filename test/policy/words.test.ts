import { describe, expect, it } from 'vitest';
import { resources, systemRoles } from '@bailiwick/rbac';
import { errors } from '../../apps/api/src/errors.js';
import { render } from '../../apps/api/src/mail/render.js';
import { samples, templateNames } from '../../apps/api/src/mail/samples.js';
import { type Text, comments, pages, sentencesOf, summaries, wordFindings } from './checks/words.js';

const letters = (): Text[] =>
  templateNames.flatMap((name) => {
    const { subject, text } = render(name, samples[name] as never, 'Console');
    return sentencesOf(name, { subject, text });
  });

/** The texts that people read. The console comes to plain English on its own; add it here then. */
const kinds: Readonly<Record<string, () => Text[]>> = {
  pages,
  errors: () => sentencesOf('errors', errors),
  letters,
  'permissions and roles': () => [
    ...sentencesOf('resources', resources),
    ...sentencesOf('roles', systemRoles),
  ],
  'summaries of the API': summaries,
  'comments of the API, the libraries, the tests, the tools and the seeds': () =>
    comments('apps/api/src', 'libs', 'test', 'tools', 'bench', 'seeds'),
};

describe('plain English', () => {
  it.each(Object.entries(kinds))('has no banned word in the %s', (_, textsOf) => {
    const texts = textsOf();
    expect(texts.length).toBeGreaterThan(5);
    expect(wordFindings(texts)).toEqual([]);
  });
});

/** Each of these the checks above must find. */
describe('a banned word', () => {
  it('is found at the beginning of a sentence, and across the end of a line', () => {
    const text = 'Whoever has it can enter by\nway of the link.';
    expect(wordFindings([{ where: 'here', text }])).toEqual([
      'here: "whoever", better: the owner, the member, the caller',
      'here: "by way of", better: through',
    ]);
  });

  it('is no part of another word', () => {
    expect(wordFindings([{ where: 'here', text: 'a shallow copy, marshalled before' }])).toEqual([]);
  });

  it('is found however deep a table of sentences holds it', () => {
    expect(wordFindings(sentencesOf('errors', { stale: [409, 'Somebody changed it.'] }))).toEqual([
      'errors.stale.1: "somebody", better: a person, a member, an admin',
    ]);
  });
});
