import { lazy } from 'react';
import { Shell } from './shell/shell.js';

/** Most workspaces have none, and no page waits for them. */
const WorkspaceNotices = lazy(() => import('./workspaces/workspace/notices.js'));
const GroupNotices = lazy(() => import('./groups/group/group-notices.js'));

/** The shell, with what the systems have to say above every page of it. */
export const WorkspaceFrame = () => (
  <Shell
    notices={
      <>
        <WorkspaceNotices />
        <GroupNotices />
      </>
    }
  />
);
