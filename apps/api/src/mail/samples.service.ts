import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { prefersDark } from './look.js';
import { samples, templateNames } from './samples.js';
import { render } from './render.js';
import type { TemplateName } from './templates.js';

/** A mail to look at. Each of its pages has one colour scheme, with any setting of the reader's browser. */
export interface Sample {
  readonly name: TemplateName;
  readonly subject: string;
  readonly text: string;
  readonly light: string;
  readonly dark: string;
}

@Injectable()
export class SamplesService {
  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'PRODUCT_NAME'>) {}

  /** Every mail of the product, as it sends it. */
  list(): readonly Sample[] {
    return templateNames.map((name) => {
      const { subject, text, html } = render(name, samples[name] as never, this.config.PRODUCT_NAME);
      return {
        name,
        subject,
        text,
        light: html.replace(prefersDark, 'not all'),
        dark: html.replace(prefersDark, 'all'),
      };
    });
  }
}
