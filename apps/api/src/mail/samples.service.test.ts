import { describe, expect, it } from 'vitest';
import { samples, templateNames } from './samples.js';
import { SamplesService } from './samples.service.js';
import { render } from './render.js';

const condition = '(prefers-color-scheme:dark)';

describe('the samples of mails', () => {
  const list = new SamplesService({ PRODUCT_NAME: 'Lighthouse' }).list();

  it('are all there are', () => {
    expect(list.map(({ name }) => name)).toEqual(templateNames);
  });

  it.each(list)('show $name as it is sent, but for who decides the scheme', (sample) => {
    const { subject, text, html } = render(sample.name, samples[sample.name] as never, 'Lighthouse');
    const [before = '', after = ''] = html.split(condition);
    expect(sample).toEqual({
      name: sample.name,
      subject,
      text,
      light: `${before}not all${after}`,
      dark: `${before}all${after}`,
    });
  });
});
