// The three cells, one step at a time, forward and backward.
//
// The symbols are those of lessons 02, 06 and 07. Weights are in Keras's
// order: an LSTM has i, f, g, o side by side, a GRU z, r, g. All numbers are
// 64 bits wide; tests/checks/test_playground.py compares them with Keras.

export const GATES = {
  simple_rnn: [],
  lstm: ["i", "f", "o"],
  gru: ["z", "r"],
};

export const sigmoid = (a) => 1 / (1 + Math.exp(-a));

/** out += x W, for a matrix W of x.length rows, one row after the other. */
export function addProduct(out, x, matrix) {
  const columns = out.length;
  for (let row = 0; row < x.length; row++) {
    const value = x[row];
    if (value === 0) continue;
    for (let column = 0, at = row * columns; column < columns; column++, at++) {
      out[column] += value * matrix[at];
    }
  }
  return out;
}

/** W d: what a gradient at the right of a matrix is at its left. */
export function timesTransposed(matrix, d, rows) {
  const out = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let column = 0; column < d.length; column++) {
      sum += matrix[row * d.length + column] * d[column];
    }
    out[row] = sum;
  }
  return out;
}

export const zeros = (units) => new Float64Array(units);

/** The state of a cell before anything was read. */
export function firstState(cell, units) {
  return cell === "lstm" ? { h: zeros(units), c: zeros(units) } : { h: zeros(units) };
}

const ACTIVATIONS = { i: sigmoid, f: sigmoid, o: sigmoid, z: sigmoid, r: sigmoid, g: Math.tanh };

/** One part of a weighted sum, through its function; or what a hand holds. */
function part(a, name, place, units, hold) {
  const held = hold?.[name];
  const values = new Float64Array(units);
  for (let unit = 0; unit < units; unit++) {
    values[unit] =
      held == null ? ACTIVATIONS[name](a[place * units + unit]) : held;
  }
  return values;
}

/**
 * One step of a cell.
 *
 * @param {string} cell - "simple_rnn", "lstm" or "gru".
 * @param {object} weights - kernel, recurrent_kernel, bias, and units.
 * @param {Float64Array} x - the input of this step.
 * @param {object} before - the state before it: h, and c of an LSTM.
 * @param {object} [hold] - gates that are held by hand: {f: 0.5}.
 * @returns {object} the state after it, and the gates and candidate.
 */
export function step(cell, weights, x, before, hold) {
  return STEPS[cell](weights, x, before, hold);
}

const STEPS = {
  // h = tanh(x W + h U + b)
  simple_rnn({ units, kernel, recurrent_kernel, bias }, x, { h }) {
    const a = Float64Array.from(bias);
    addProduct(addProduct(a, x, kernel), h, recurrent_kernel);
    return { h: a.map(Math.tanh) };
  },

  // c = f c + i g,  h = o tanh(c)
  lstm({ units, kernel, recurrent_kernel, bias }, x, before, hold) {
    const a = Float64Array.from(bias);
    addProduct(addProduct(a, x, kernel), before.h, recurrent_kernel);
    const [i, f, g, o] = ["i", "f", "g", "o"].map((name, place) =>
      part(a, name, place, units, hold),
    );
    const c = before.c.map((value, unit) => f[unit] * value + i[unit] * g[unit]);
    const h = c.map((value, unit) => o[unit] * Math.tanh(value));
    return { h, c, i, f, g, o };
  },

  // g = tanh(a_g + r a'_g),  h = z h + (1 - z) g
  gru({ units, kernel, recurrent_kernel, bias }, x, { h: before }, hold) {
    const fromX = Float64Array.from(bias.subarray(0, 3 * units));
    const fromH = Float64Array.from(bias.subarray(3 * units));
    addProduct(fromX, x, kernel);
    addProduct(fromH, before, recurrent_kernel);
    const a = fromX.map((value, at) => value + (at < 2 * units ? fromH[at] : 0));
    const z = part(a, "z", 0, units, hold);
    const r = part(a, "r", 1, units, hold);
    const memory = fromH.subarray(2 * units);
    for (let unit = 0; unit < units; unit++) {
      a[2 * units + unit] += r[unit] * memory[unit];
    }
    const g = part(a, "g", 2, units);
    const h = before.map((value, unit) => z[unit] * value + (1 - z[unit]) * g[unit]);
    return { h, z, r, g, memory };
  },
};

/**
 * Reads a sequence.
 *
 * @param {Float64Array[]} inputs - one vector a step.
 * @param {function} [holdAt] - from a step to the gates held there.
 * @returns {object[]} what `step` returned at each step.
 */
export function read(cell, weights, inputs, holdAt, first) {
  let state = first ?? firstState(cell, weights.units);
  return inputs.map((x, t) => (state = step(cell, weights, x, state, holdAt?.(t))));
}

/**
 * How an answer depends on each input: backpropagation through time.
 *
 * @param {object[]} steps - what `read` returned.
 * @param {number} last - the step whose answer it is.
 * @param {Float64Array} slope - the answer's gradient at h of that step.
 * @param {function} [holdAt] - as in `read`; a held gate does not depend on
 *   anything.
 * @returns {Float64Array[]} the gradient at the input of steps 0 to last.
 */
export function backward(cell, weights, inputs, steps, last, slope, holdAt) {
  const { units, kernel, recurrent_kernel } = weights;
  const start = firstState(cell, units);
  const gradients = [];
  let dh = Float64Array.from(slope);
  let dc = zeros(units);
  for (let t = last; t >= 0; t--) {
    const before = t ? steps[t - 1] : start;
    const back = BACK[cell](steps[t], before, dh, dc, units, holdAt?.(t) ?? {});
    gradients[t] = timesTransposed(kernel, back.dx, inputs[t].length);
    dh = timesTransposed(recurrent_kernel, back.dr ?? back.dx, units);
    if (back.dh) dh = dh.map((value, unit) => value + back.dh[unit]);
    dc = back.dc ?? dc;
  }
  return gradients;
}

const joined = (parts, units) => {
  const all = new Float64Array(parts.length * units);
  parts.forEach((values, place) => all.set(values, place * units));
  return all;
};

// dx: the gradient at the weighted sums, on the side of the input; dr: on the
// side of the state, where it is another one; dh, dc: what goes past them.
const BACK = {
  simple_rnn({ h }, before, dh) {
    return { dx: dh.map((d, unit) => d * (1 - h[unit] ** 2)) };
  },

  lstm({ c, i, f, g, o }, before, dh, dc, units, hold) {
    const [di, df, dg, dO, past] = Array.from({ length: 5 }, () => zeros(units));
    for (let u = 0; u < units; u++) {
      const tanh = Math.tanh(c[u]);
      const d = dc[u] + dh[u] * o[u] * (1 - tanh ** 2);
      if (hold.o == null) dO[u] = dh[u] * tanh * o[u] * (1 - o[u]);
      if (hold.i == null) di[u] = d * g[u] * i[u] * (1 - i[u]);
      if (hold.f == null) df[u] = d * before.c[u] * f[u] * (1 - f[u]);
      dg[u] = d * i[u] * (1 - g[u] ** 2);
      past[u] = d * f[u];
    }
    return { dx: joined([di, df, dg, dO], units), dc: past };
  },

  gru({ z, r, g, memory }, before, dh, dc, units, hold) {
    const [dz, dr, dg, dMemory, past] = Array.from({ length: 5 }, () => zeros(units));
    for (let u = 0; u < units; u++) {
      dg[u] = dh[u] * (1 - z[u]) * (1 - g[u] ** 2);
      dMemory[u] = dg[u] * r[u];
      if (hold.z == null) dz[u] = dh[u] * (before.h[u] - g[u]) * z[u] * (1 - z[u]);
      if (hold.r == null) dr[u] = dg[u] * memory[u] * r[u] * (1 - r[u]);
      past[u] = dh[u] * z[u];
    }
    return {
      dx: joined([dz, dr, dg], units),
      dr: joined([dz, dr, dMemory], units),
      dh: past,
    };
  },
};
