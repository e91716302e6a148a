import { Module } from '@nestjs/common';
import { GuessesService } from './guesses.service.js';
import { PasswordsService } from './passwords.service.js';
import { PeopleService } from './people.service.js';
import { ProofsService } from './proofs.service.js';

const services = [PasswordsService, PeopleService, GuessesService, ProofsService];

@Module({ providers: services, exports: services })
export class PeopleModule {}
