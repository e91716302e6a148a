import { useState } from 'react';
import { Check, Copy } from 'lucide-react';
import { IconButton } from './icon-button.js';
import { toast } from './toast.js';

/** Copies a value and says so where one looks. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
      window.setTimeout(() => setCopied(false), 2_000);
    } catch {
      // Forbidden, or not there at all on a plain http address.
      toast.failed('The browser does not allow copying. Select the text and copy it by hand.');
    }
  };
  return (
    <>
      <IconButton
        icon={copied ? Check : Copy}
        label={copied ? 'Copied' : label}
        onPress={() => void copy()}
      />
      <span role="status" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </>
  );
}
