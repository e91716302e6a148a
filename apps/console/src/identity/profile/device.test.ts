import { describe, expect, it } from 'vitest';
import { deviceOf } from './device.js';

const like = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('a browser in words', () => {
  it.each([
    ['Firefox on Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
    ['Chrome on Windows', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${like} Chrome/140.0.0.0 Safari/537.36`],
    ['Edge on Windows', `Mozilla/5.0 (Windows NT 10.0) ${like} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`],
    [
      'Safari on macOS',
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${like} Version/18.5 Safari/605.1.15`,
    ],
    ['Chrome on Android', `Mozilla/5.0 (Linux; Android 10; K) ${like} Chrome/140.0.0.0 Mobile Safari/537.36`],
    [
      'Safari on iPhone',
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${like} Version/18.5 Mobile Safari/604.1`,
    ],
    [
      'Chrome on iPhone',
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${like} CriOS/140.0 Mobile Safari/604.1`,
    ],
    ['curl', 'curl/8.5.0'],
  ])('is %s', (name, agent) => {
    expect(deviceOf(agent).name).toBe(name);
  });

  it('tells a phone from a computer', () => {
    expect(deviceOf(`Mozilla/5.0 (Linux; Android 10; K) ${like} Chrome/140 Mobile Safari/537.36`).kind).toBe(
      'phone',
    );
    expect(deviceOf('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0').kind).toBe(
      'computer',
    );
  });

  it.each([null, '', 'something else entirely'])('is an unknown one when nothing tells: %s', (agent) => {
    expect(deviceOf(agent)).toEqual({ name: 'An unknown browser', kind: 'computer' });
  });
});
