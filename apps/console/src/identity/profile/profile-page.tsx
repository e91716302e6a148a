import { useMyStanding } from '../../server/use-workspace.js';
import { PageLayout } from '../../shell/page-layout.js';
import { ActivitySection } from './activity-section.js';
import { DevicesSection } from './devices-section.js';
import { EverybodySection } from './everybody-section.js';
import { NameSection } from './name-section.js';
import { PasswordSection } from './password-section.js';
import { profile as s } from './strings.js';
import { TwoFactorSection } from './two-factor-section.js';

export function ProfilePage() {
  const mayLogOutAll = useMyStanding().may('member_sessions:delete');
  return (
    <PageLayout title={s.title} text={s.text} width="form">
      <NameSection />
      <PasswordSection />
      <TwoFactorSection />
      <DevicesSection />
      {mayLogOutAll && <EverybodySection />}
      <ActivitySection />
    </PageLayout>
  );
}
