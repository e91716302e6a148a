import { devInbox } from '../../ui/page-data.js';
import { linkStyle } from '../../ui/link-button.js';
import { devInboxText } from './strings.js';

/** Where the mail is to be found on a machine without a mail server. */
export const DevInboxLink = () =>
  devInbox && (
    <a href={devInbox} target="_blank" rel="noreferrer" className={`${linkStyle} self-start`}>
      {devInboxText}
    </a>
  );
