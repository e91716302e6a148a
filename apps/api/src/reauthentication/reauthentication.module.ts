import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { TwoFactorModule } from '../two-factor/two-factor.module.js';
import { IdentityService } from './identity.service.js';
import { ReauthenticationController } from './reauthentication.controller.js';
import { ReauthenticationService } from './reauthentication.service.js';

@Module({
  imports: [PeopleModule, TwoFactorModule],
  controllers: [ReauthenticationController],
  providers: [ReauthenticationService, IdentityService],
  exports: [IdentityService],
})
export class ReauthenticationModule {}
