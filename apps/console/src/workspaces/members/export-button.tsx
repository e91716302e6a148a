import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { api } from '../../api-client/index.js';
import { useWorkspaceId } from '../../server/use-workspace.js';
import { Button } from '../../ui/button.js';
import { toast } from '../../ui/toast.js';
import { members as s } from './strings.js';
import type { Filter } from './use-members.js';

/** Those whom the filter lets through, as a file. */
export function ExportButton({ filter }: { filter: Filter }) {
  const workspace = useWorkspaceId();
  const fetchFile = useMutation({
    mutationFn: () => api.memberExports.create({ workspace, query: filter }),
    onSuccess: (file) => {
      download(file);
      toast.done(s.exported);
    },
    onError: toast.failed,
  });
  return (
    <Button isPending={fetchFile.isPending} onPress={() => fetchFile.mutate()}>
      <Download aria-hidden className="size-4" />
      {s.export}
    </Button>
  );
}

function download(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = s.exportFile;
  link.click();
  URL.revokeObjectURL(address);
}
