import { Module } from '@nestjs/common';
import { PasswordsService } from './passwords.service.js';
import { PeopleService } from './people.service.js';

@Module({ providers: [PasswordsService, PeopleService], exports: [PasswordsService, PeopleService] })
export class PeopleModule {}
