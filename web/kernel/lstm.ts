/**
 * The arithmetic of one step of an LSTM, in AssemblyScript: build.mjs beside it makes WebAssembly of
 * it. All arrays are float32 in the module's one memory, by the address of their first value; the
 * caller (src/text/lstm-kernel.js) lays them out.
 *
 * Every sum is taken in a fixed order, so that all machines give the same bits.
 */

/** Values that one instruction works on. */
const LANES: i32 = 4;

/**
 * y += x W, with W in panels of 32 columns, so that it is read once and from front to back: what a
 * step takes is mostly the time to read its weights.
 *
 * @param x rows values
 * @param w panels of (rows, 32) values
 * @param y panels of 32 values
 */
export function addProduct(x: usize, rows: i32, w: usize, y: usize, panels: i32): void {
  const end = x + ((<usize>rows) << 2);
  for (let panel = 0; panel < panels; panel++) {
    let sum0 = v128.load(y);
    let sum1 = v128.load(y, 16);
    let sum2 = v128.load(y, 32);
    let sum3 = v128.load(y, 48);
    let sum4 = v128.load(y, 64);
    let sum5 = v128.load(y, 80);
    let sum6 = v128.load(y, 96);
    let sum7 = v128.load(y, 112);
    for (let value = x; value < end; value += 4) {
      const each = v128.load32_splat(value);
      sum0 = f32x4.add(sum0, f32x4.mul(each, v128.load(w)));
      sum1 = f32x4.add(sum1, f32x4.mul(each, v128.load(w, 16)));
      sum2 = f32x4.add(sum2, f32x4.mul(each, v128.load(w, 32)));
      sum3 = f32x4.add(sum3, f32x4.mul(each, v128.load(w, 48)));
      sum4 = f32x4.add(sum4, f32x4.mul(each, v128.load(w, 64)));
      sum5 = f32x4.add(sum5, f32x4.mul(each, v128.load(w, 80)));
      sum6 = f32x4.add(sum6, f32x4.mul(each, v128.load(w, 96)));
      sum7 = f32x4.add(sum7, f32x4.mul(each, v128.load(w, 112)));
      w += 128;
    }
    v128.store(y, sum0);
    v128.store(y, sum1, 16);
    v128.store(y, sum2, 32);
    v128.store(y, sum3, 48);
    v128.store(y, sum4, 64);
    v128.store(y, sum5, 80);
    v128.store(y, sum6, 96);
    v128.store(y, sum7, 112);
    y += 128;
  }
}

/**
 * An LSTM's new memory and output.
 *
 * @param scores 4 x units values, for the gates in Keras's order: input, forget, cell, output
 * @param cell units values: the memory, which is replaced
 * @param output units values, which are replaced
 * @param units a multiple of 4
 * @param isHard whether the gates are hard sigmoids
 */
export function updateLstm(
  scores: usize,
  cell: usize,
  output: usize,
  units: i32,
  isHard: bool,
): void {
  const gate = (<usize>units) << 2;
  for (let unit = 0; unit < units; unit += LANES) {
    const input = gateOf(v128.load(scores), isHard);
    const forget = gateOf(v128.load(scores + gate), isHard);
    const candidate = tanh(v128.load(scores + 2 * gate));
    const out = gateOf(v128.load(scores + 3 * gate), isHard);
    const memory = f32x4.add(f32x4.mul(forget, v128.load(cell)), f32x4.mul(input, candidate));
    v128.store(cell, memory);
    v128.store(output, f32x4.mul(out, tanh(memory)));
    scores += 16;
    cell += 16;
    output += 16;
  }
}

/**
 * Scores become probabilities, in place.
 *
 * @param count a multiple of 4; scores of -1e30 fill it up
 */
export function softmax(scores: usize, count: i32): void {
  const end = scores + ((<usize>count) << 2);
  let tops = v128.load(scores);
  for (let place = scores; place < end; place += 16) {
    tops = f32x4.max(tops, v128.load(place));
  }
  const top = f32x4.splat(largestOf(tops));
  let sums = f32x4.splat(0);
  for (let place = scores; place < end; place += 16) {
    const power = exp(f32x4.sub(v128.load(place), top));
    v128.store(place, power);
    sums = f32x4.add(sums, power);
  }
  const sum = f32x4.splat(sumOf(sums));
  for (let place = scores; place < end; place += 16) {
    v128.store(place, f32x4.div(v128.load(place), sum));
  }
}

function largestOf(v: v128): f32 {
  return max(
    max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)),
    max(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)),
  );
}

function sumOf(v: v128): f32 {
  const first = f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1);
  return first + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

function gateOf(x: v128, isHard: bool): v128 {
  return isHard ? hardSigmoid(x) : sigmoid(x);
}

function sigmoid(x: v128): v128 {
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), exp(f32x4.neg(x))));
}

/** As Keras 2 has it, and TensorFlow.js. */
function hardSigmoid(x: v128): v128 {
  const line = f32x4.add(f32x4.mul(x, f32x4.splat(0.2)), f32x4.splat(0.5));
  return f32x4.min(f32x4.max(line, f32x4.splat(0)), f32x4.splat(1));
}

function tanh(x: v128): v128 {
  const power = exp(f32x4.mul(x, f32x4.splat(-2)));
  const two = f32x4.splat(2);
  return f32x4.sub(f32x4.div(two, f32x4.add(f32x4.splat(1), power)), f32x4.splat(1));
}

/**
 * e to the x, to about one part in 10 million; beyond -87 and 88, as there.
 *
 * x = n ln 2 + r with a whole n, so that e^x = 2^n e^r, and r is at most half of ln 2: there eight
 * terms of the power series are as exact as a float32 is. ln 2 is taken off in two parts, the first
 * of which, times n, is exact.
 */
function exp(x: v128): v128 {
  const kept = f32x4.min(f32x4.max(x, f32x4.splat(-87)), f32x4.splat(88));
  const n = f32x4.nearest(f32x4.mul(kept, f32x4.splat(<f32>Math.LOG2E)));
  let r = f32x4.sub(kept, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-0.00021219444005469057)));
  let sum = f32x4.splat(1 / 5040.0);
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1 / 720.0));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1 / 120.0));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1 / 24.0));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1 / 6.0));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1 / 2.0));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1));
  // The exponent of a float32 begins at its bit 23, and counts from -127.
  const exponent = i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127));
  return f32x4.mul(sum, i32x4.shl(exponent, 23));
}
