import { Controller, Inject, Res } from '@nestjs/common';
import type { Caller, Person } from '@bailiwick/tenancy';
import { CONFIG, type Config } from '../../config.js';
import { Anybody, Body, SignedIn, Token } from '../../http/route/ctx.decorator.js';
import { Device } from '../../http/gate/device-cookie.js';
import { api } from '../../http/route/prefix.js';
import type { HttpReply } from '../../http/gate/request.js';
import { Route } from '../../http/route/route.decorator.js';
import { type OpenedSession, forgetEverything, setSessionCookie } from '../../http/gate/session-cookie.js';
import {
  type Address,
  type SecondStep,
  type SignIn,
  type SignUp,
  acknowledged,
  address,
  endedSession,
  secondStep,
  session,
  signIn,
  signUp,
  signedIn,
  verification,
} from './auth.schema.js';
import { EntranceService } from './entrance.service.js';
import { SignInService } from './sign-in.service.js';
import { SignUpService } from './sign-up.service.js';

@Controller(api('auth'))
export class AuthController {
  constructor(
    private readonly signUps: SignUpService,
    private readonly signIns: SignInService,
    private readonly entrance: EntranceService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Route('POST /sign-up', {
    summary: 'Start a sign-up. The address gets a confirmation link.',
    permission: { public: 'people without an account sign up here' },
    limit: 'sign_up',
    audit: { none: 'nobody exists yet: the account is recorded when the address is confirmed' },
    in: signUp,
    out: acknowledged,
  })
  signUp(@Anybody() caller: Caller, @Body() body: SignUp) {
    return this.signUps.signUp(caller, body);
  }

  @Route('POST /email-verifications', {
    summary: 'Request another confirmation link.',
    permission: { public: 'people without an account ask for their link here' },
    limit: 'sign_up',
    audit: { none: 'nobody exists yet' },
    in: address,
    out: acknowledged,
  })
  sendAgain(@Anybody() caller: Caller, @Body() body: Address) {
    return this.signUps.sendAgain(caller, body.email);
  }

  @Route('GET /email-verifications/:token', {
    summary: 'Show what a confirmation link does. Changes nothing.',
    permission: { public: 'the bearer of a mailed link has nothing else' },
    limit: 'token',
    audit: { none: 'reads' },
    out: verification,
  })
  showVerification(@Token() token: string) {
    return this.signUps.show(token);
  }

  @Route('POST /email-verifications/:token', {
    summary: 'Confirm the address. The account exists from then on.',
    permission: { public: 'the bearer of a mailed link has nothing else' },
    limit: 'token',
    audit: 'account.created',
    out: acknowledged,
  })
  confirm(@Anybody() caller: Caller, @Token() token: string) {
    return this.signUps.confirm(caller, token);
  }

  @Route('POST /sign-in', {
    summary: 'Sign in. Sets the session cookie, or asks for the second factor.',
    permission: { public: 'people who are signed out sign in here' },
    limit: 'sign_in',
    audit: 'account.signed_in',
    in: signIn,
    out: signedIn,
  })
  async signIn(
    @Anybody() caller: Caller,
    @Body() body: SignIn,
    @Device() device: string | undefined,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const opened = await this.signIns.signIn(caller, body, device);
    if ('challenge' in opened) return { next: 'two_factor', challenge: opened.challenge };
    return this.opened(reply, opened);
  }

  @Route('POST /two-factor', {
    summary: 'Finish a sign-in with a code from the app, or a recovery code.',
    permission: { public: 'people who are half signed in have only their challenge' },
    limit: 'sign_in',
    audit: 'two_factor.signed_in',
    in: secondStep,
    out: session,
  })
  async secondStep(
    @Anybody() caller: Caller,
    @Body() body: SecondStep,
    @Device() device: string | undefined,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.opened(reply, await this.entrance.prove(caller, body, device));
  }

  @Route('POST /sign-out', {
    summary: 'End this session.',
    permission: 'self',
    audit: 'account.signed_out',
    out: endedSession,
  })
  async signOut(@SignedIn() person: Person, @Res({ passthrough: true }) reply: HttpReply) {
    const ended = await this.signIns.signOut(person);
    forgetEverything(reply, this.config);
    return ended;
  }

  private opened(reply: HttpReply, session: OpenedSession) {
    setSessionCookie(reply, this.config, session);
    return { id: session.id, timestamp_expires: session.expires };
  }
}
