/** What the server wrote into the page: the name of the product and what a form must know beforehand. */
const meta = (name: string): string | undefined =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;

export const productName = meta('application-name') ?? 'Console';
export const passwordMinLength = Number(meta('password-min-length') ?? 15);
/** Where mails arrive on a machine without a mail server. */
export const devInbox = meta('dev-inbox');
