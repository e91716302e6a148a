import { RequestMethod } from '@nestjs/common';
import { HTTP_CODE_METADATA, METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { AUDIT_DECLARATION } from '@bailiwick/audit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type Access,
  ROUTE,
  Route,
  type RouteDeclaration,
  isPublic,
  needsWorkspace,
} from './route.decorator.js';

const declaration: RouteDeclaration = {
  summary: 'Rename the workspace.',
  permission: 'workspaces:update',
  audit: 'workspace.updated',
  out: z.strictObject({}),
};

class Harbour {
  @Route('GET /', declaration)
  list() {
    return [];
  }

  @Route('PATCH /current/:id', declaration)
  rename() {
    return {};
  }

  @Route('POST /', { ...declaration, audit: { none: 'reads' } })
  create() {
    return {};
  }

  @Route('DELETE /:id', declaration)
  remove() {
    return {};
  }
}
const read = (name: keyof Harbour, key: string): unknown =>
  Reflect.getMetadata(key, Object.getOwnPropertyDescriptor(Harbour.prototype, name)?.value as object);

describe('a route', () => {
  it.each([
    ['list', RequestMethod.GET, '/'],
    ['rename', RequestMethod.PATCH, '/current/:id'],
    ['create', RequestMethod.POST, '/'],
    ['remove', RequestMethod.DELETE, '/:id'],
  ] as const)('is served as it is written: %s', (name, method, path) => {
    expect([read(name, METHOD_METADATA), read(name, PATH_METADATA)]).toEqual([method, path]);
  });

  it.each(['list', 'rename', 'create', 'remove'] as const)('answers 200 to every method: %s', (name) => {
    expect(read(name, HTTP_CODE_METADATA)).toBe(200);
  });

  it('is declared once, for guard, validation and document', () => {
    expect(read('rename', ROUTE)).toBe(declaration);
  });

  it('says what is recorded, or why nothing is', () => {
    expect(read('rename', AUDIT_DECLARATION)).toBe('workspace.updated');
    expect(read('create', AUDIT_DECLARATION)).toEqual({ none: 'reads' });
  });
});

describe('who may come in', () => {
  it.each<[Access, boolean, boolean]>([
    ['workspaces:read', false, true],
    ['member', false, true],
    ['self', false, false],
    [{ public: 'everybody signs up' }, true, false],
  ])('%j', (access, open, inWorkspace) => {
    expect([isPublic(access), needsWorkspace(access)]).toEqual([open, inWorkspace]);
  });
});
