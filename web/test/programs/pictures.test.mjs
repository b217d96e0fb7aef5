import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { parsePicture } from '../../node/io/pictures.mjs';
import { inWeb } from '../helpers/run.mjs';

/** @typedef {import('../../src/digits/ink.js').Pixels} Pixels */

const VECTORS = JSON.parse(await readFile(inWeb('../tests/vectors/pictures.json'), 'utf8'));
const [WIDTH, HEIGHT] = VECTORS.size;

/** @param {string} name */
function file(name) {
  return Buffer.from(VECTORS.files[name], 'base64');
}

/**
 * @param {Pixels} picture
 * @param {number} x
 * @param {number} y
 * @returns {number[]} RGBA
 */
function at({ data, width }, x, y) {
  return Array.from(data.subarray(4 * (y * width + x), 4 * (y * width + x) + 4));
}

/**
 * @param {Pixels} picture
 * @returns {number[][]} RGBA in the middle of each quarter: the upper ones, then the lower
 */
function quarters(picture) {
  const { width, height } = picture;
  const [left, right] = [width >> 2, width - (width >> 2)];
  const [top, bottom] = [height >> 2, height - (height >> 2)];
  return [
    at(picture, left, top),
    at(picture, right, top),
    at(picture, left, bottom),
    at(picture, right, bottom),
  ];
}

/**
 * @param {number[][]} found
 * @param {number[][]} expected
 * @param {number} tolerance
 */
function assertColours(found, expected, tolerance) {
  for (const [i, colour] of expected.entries()) {
    const difference = colour.map((value, c) => Math.abs(value - found[i][c]));
    assert.ok(Math.max(...difference) <= tolerance, `quarter ${i}: ${found[i]}, not ${colour}`);
  }
}

/** @type {[string, number][]} file, how far a colour may be off */
const READ = [
  ['colours.png', 0],
  ['baseline.jpg', 30],
  ['progressive.jpg', 30],
  ['cmyk.jpg', 30],
  ['lossy.webp', 60],
  ['lossless.webp', 0],
];

for (const [name, tolerance] of READ) {
  test(`${name} is read in its colours`, async () => {
    const picture = await parsePicture(name, file(name));
    assert.deepEqual([picture.width, picture.height], [WIDTH, HEIGHT]);
    assertColours(quarters(picture), VECTORS.colours, tolerance);
  });
}

test('grey and transparent pictures are read', async () => {
  const [red] = quarters(await parsePicture('grey', file('grey.jpg')));
  assert.ok(red[0] === red[1] && red[1] === red[2] && red[3] === 255, `${red}`);
  const [, , blue, nothing] = quarters(await parsePicture('alpha', file('alpha.webp')));
  assert.deepEqual([blue, nothing[3]], [[0, 0, 255, 255], 0]);
});

/**
 * @param {number} orientation
 * @param {boolean} isLittle
 * @returns {Buffer} the JPEG with Exif data, as cameras write them
 */
function withOrientation(orientation, isLittle) {
  const exif = Buffer.alloc(36);
  exif.write('Exif\0\0', 0, 'latin1');
  const tiff = new DataView(exif.buffer, exif.byteOffset + 6, 30);
  tiff.setUint16(0, isLittle ? 0x4949 : 0x4d4d);
  tiff.setUint16(2, 42, isLittle);
  tiff.setUint32(4, 8, isLittle);
  tiff.setUint16(8, 1, isLittle);
  tiff.setUint16(10, 0x0112, isLittle);
  tiff.setUint16(12, 3, isLittle);
  tiff.setUint32(14, 1, isLittle);
  tiff.setUint16(18, orientation, isLittle);
  const whole = file('baseline.jpg');
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([whole.subarray(0, 2), head, exif, whole.subarray(2)]);
}

// Where each orientation puts the quarters that are stored as 0 1 / 2 3: Exif 2.3, 4.6.4.
const TURNED = {
  1: [0, 1, 2, 3],
  2: [1, 0, 3, 2],
  3: [3, 2, 1, 0],
  4: [2, 3, 0, 1],
  5: [0, 2, 1, 3],
  6: [2, 0, 3, 1],
  7: [3, 1, 2, 0],
  8: [1, 3, 0, 2],
  9: [0, 1, 2, 3],
};

for (const [orientation, order] of Object.entries(TURNED)) {
  test(`a JPEG of Exif orientation ${orientation} is turned upright`, async () => {
    for (const isLittle of [true, false]) {
      const bytes = withOrientation(Number(orientation), isLittle);
      const picture = await parsePicture('photo', bytes);
      const isSwapped = Number(orientation) >= 5 && Number(orientation) <= 8;
      const size = isSwapped ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT];
      assert.deepEqual([picture.width, picture.height], size);
      const expected = order.map((index) => VECTORS.colours[index]);
      assertColours(quarters(picture), expected, 30);
    }
  });
}

/**
 * @param {string} name
 * @param {number} width
 * @param {number} height
 * @returns {Buffer} the file with another size in its header, its data as they were
 */
function resized(name, width, height) {
  const bytes = file(name);
  if (name.endsWith('.jpg')) {
    const frame = bytes.findIndex(
      (byte, i) => byte === 0xff && [0xc0, 0xc2].includes(bytes[i + 1]),
    );
    bytes.writeUInt16BE(height, frame + 5);
    bytes.writeUInt16BE(width, frame + 7);
  } else if (name === 'lossless.webp') {
    bytes.writeUInt32LE(((width - 1) | ((height - 1) << 14)) >>> 0, 21);
  } else if (name === 'alpha.webp' || name === 'animated.webp') {
    bytes.writeUIntLE(width - 1, 24, 3);
    bytes.writeUIntLE(height - 1, 27, 3);
  } else if (name === 'lossy.webp') {
    bytes.writeUInt16LE(width, 26);
    bytes.writeUInt16LE(height, 28);
  } else {
    bytes.writeUInt32BE(width, 16);
    bytes.writeUInt32BE(height, 20);
  }
  return bytes;
}

for (const name of [...READ.map(([read]) => read), 'animated.webp']) {
  test(`a huge picture is refused by the header of ${name}`, async () => {
    const bytes = resized(name, 16_000, 12_000);
    await assert.rejects(parsePicture('bomb', bytes), {
      name: 'DataError',
      message:
        'bomb: too large; expected at most 4096 x 4096 pixels, got 16000 x 12000. Scale it down.',
    });
  });
}

/** @param {Buffer} bytes a JPEG */
function withManyScans(bytes) {
  const scan = bytes.lastIndexOf(Buffer.from([0xff, 0xda]));
  const last = bytes.subarray(scan, bytes.length - 2);
  return Buffer.concat([bytes.subarray(0, -2), ...Array(1000).fill(last), bytes.subarray(-2)]);
}

/** @param {Buffer} bytes a JPEG */
function arithmetic(bytes) {
  const frame = bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === 0xc0);
  return bytes.with ? Buffer.from(bytes.with(frame + 1, 0xc9)) : bytes;
}

const PNG_FILE = file('colours.png');

/**
 * @param {number} side in pixels
 * @param {Buffer} data before it is packed
 * @returns {Buffer} an interlaced PNG
 */
function interlaced(side, data) {
  const bytes = resized('colours.png', side, side);
  bytes[28] = 1;
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return Buffer.concat([bytes.subarray(0, 33), chunk('IDAT', deflateSync(data)), chunk('IEND')]);
}

/**
 * @param {string} type
 * @param {Buffer} [data]
 */
function chunk(type, data = Buffer.alloc(0)) {
  const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(type), data, Buffer.alloc(4)]);
  bytes.writeUInt32BE(data.length, 0);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), bytes.length - 4);
  return bytes;
}

test('an interlaced PNG is read', async () => {
  const { data } = await parsePicture('it', interlaced(1, Buffer.from([0, 10, 20, 30])));
  assert.deepEqual(Array.from(data), [10, 20, 30, 255]);
});

/** @type {[string, Buffer, RegExp][]} */
const REFUSED = [
  [
    'a GIF',
    file('still.gif'),
    /not a PNG, JPEG or WebP; .*got a GIF picture\. Convert it to PNG\./,
  ],
  ['a BMP', file('still.bmp'), /got a BMP picture/],
  ['a TIFF', file('still.tiff'), /got a TIFF picture/],
  ['an icon', file('still.ico'), /got an icon/],
  ['an AVIF', file('still.avif'), /got an AVIF picture/],
  ['a HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1'), /got a HEIC picture/],
  ['an SVG', Buffer.from('\n <svg xmlns="">'), /got an SVG picture/],
  ['sound', Buffer.from('RIFF\0\0\0\0WAVEfmt '), /got a RIFF file that is not a picture/],
  ['an animation', file('animated.webp'), /animated; expected a still picture, got an animation/],
  ['a JPEG of 1000 scans', withManyScans(file('progressive.jpg')), /too many scans; expected at m/],
  ['a JPEG of arithmetic coding', arithmetic(file('baseline.jpg')), /got arithmetic coding/],
  ['a JPEG without height', resized('baseline.jpg', 8, 0), /damaged; .*got one of 8 x 0/],
  ['the start of a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), /damaged; expected one header/],
  ['the start of a WebP', Buffer.from('RIFF\0\0\0\0WEBP'), /damaged; expected one header/],
  [
    'half a JPEG',
    file('baseline.jpg').subarray(0, -30),
    /a complete JPEG .*\(the file is truncated\)/,
  ],
  [
    'half a WebP',
    file('lossless.webp').subarray(0, -9),
    /a complete WebP .*\(the file is truncated\)/,
  ],
  ['half a PNG', PNG_FILE.subarray(0, 60), /a complete PNG .*\(the file is truncated\)/],
  [
    'a PNG without its end',
    PNG_FILE.subarray(0, -12),
    /a complete PNG .*\(the file is truncated\)/,
  ],
  [
    'an interlaced PNG that is a bomb',
    interlaced(8, Buffer.alloc(1e8)),
    /\(its data cannot be decompressed\)/,
  ],
  ['a PNG of noise', Buffer.from(PNG_FILE).fill(7, 45, 60), /\(its data cannot be decompressed\)/],
  [
    'a WebP of noise',
    Buffer.from(file('lossy.webp')).fill(7, 35),
    /\(its data cannot be decompressed/,
  ],
];

for (const [name, bytes, message] of REFUSED) {
  test(`${name} is refused in our words`, async () => {
    await assert.rejects(parsePicture('it', bytes), (error) => {
      assert.ok(error instanceof Error && error.name === 'DataError', `${error}`);
      assert.match(error.message, message);
      return true;
    });
  });
}

test('no beginning of a file, and no byte that is changed, is more than an error', async () => {
  for (const name of [
    'baseline.jpg',
    'progressive.jpg',
    'lossy.webp',
    'lossless.webp',
    'colours.png',
  ]) {
    const whole = file(name);
    for (let i = 0; i < whole.length; i += 3) {
      const changed = Buffer.from(whole);
      changed[i] ^= 0x5a;
      for (const bytes of [whole.subarray(0, i), changed]) {
        const found = await parsePicture(name, bytes).catch((error) => error);
        assert.ok(
          !(found instanceof Error) || found.name === 'DataError',
          `${name} ${i}: ${found}`,
        );
      }
    }
  }
});
