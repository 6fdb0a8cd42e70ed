// What stands around the cells: vectors, dense layers, stacks, attention, tags.

import { addProduct, firstState, read, step } from "./cells.js";

/** The vector of an id: a row of a table. */
export const row = (table, id) =>
  table.data.subarray(id * table.shape[1], (id + 1) * table.shape[1]);

/** A word's vector and that of its beginning, as in `WordEmbedding`. */
export function wordVector(table, id, beginnings) {
  const vector = Float64Array.from(row(table, id));
  const beginning = beginnings?.[id];
  if (beginning) row(table, beginning).forEach((value, at) => (vector[at] += value));
  return vector;
}

/** x W + b. */
export function dense(model, name, x) {
  const out = Float64Array.from(model.get(`${name}.bias`).data);
  return addProduct(out, x, model.get(`${name}.kernel`).data);
}

export function softmax(logits, temperature = 1) {
  const highest = Math.max(...logits);
  const odds = Array.from(logits, (x) => Math.exp((x - highest) / temperature));
  const sum = odds.reduce((a, b) => a + b, 0);
  return odds.map((x) => x / sum);
}

export const argmax = (values) =>
  values.reduce((best, value, at) => (value > values[best] ? at : best), 0);

/** The weights of one cell under a name of a model. */
export function cellOf(model, name) {
  const [kernel, recurrent_kernel, bias] = ["kernel", "recurrent_kernel", "bias"].map(
    (part) => model.get(`${name}.${part}`),
  );
  return {
    units: recurrent_kernel.shape[0],
    kernel: kernel.data,
    recurrent_kernel: recurrent_kernel.data,
    bias: bias.data,
  };
}

const concatenated = (a, b) => {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
};

/** A stack of recurrent layers of one cell, in one or two directions. */
export class Recurrent {
  constructor(model, name, { cell, num_layers, bidirectional }) {
    this.cell = cell;
    this.layers = Array.from({ length: num_layers }, (_, index) => ({
      forward: cellOf(model, `${name}.${index}.forward`),
      backward: bidirectional && cellOf(model, `${name}.${index}.backward`),
    }));
  }

  /** Reads vectors: the output at each step, and each layer's last state. */
  read(inputs, first) {
    const last = [];
    let x = inputs;
    this.layers.forEach(({ forward, backward }, index) => {
      const ahead = read(this.cell, forward, x, null, first?.[index]);
      let outputs = ahead.map(({ h }) => h);
      let state = ahead.at(-1);
      if (backward) {
        const back = read(this.cell, backward, [...x].reverse());
        outputs = outputs.map((h, t) => concatenated(h, back[x.length - 1 - t].h));
        const other = back.at(-1);
        state = { h: concatenated(state.h, other.h) };
        if (other.c) state.c = concatenated(ahead.at(-1).c, other.c);
      }
      last.push(state);
      x = outputs;
    });
    return { outputs: x, states: last };
  }

  firstStates() {
    return this.layers.map(({ forward }) => firstState(this.cell, forward.units));
  }

  /** Reads one vector more: the output, and the states after it. */
  step(x, states) {
    const after = this.layers.map(({ forward }, index) => {
      const state = step(this.cell, forward, x, states[index]);
      x = state.h;
      return state;
    });
    return { output: x, states: after };
  }
}

/** Additive attention: where a state looks, and what it sees there. */
export class Attention {
  constructor(model, name) {
    this.query = model.get(`${name}.query_kernel`);
    this.key = model.get(`${name}.key_kernel`);
    this.scale = model.get(`${name}.scale`).data;
  }

  keys(states) {
    const width = this.key.shape[1];
    return states.map((h) => addProduct(new Float64Array(width), h, this.key.data));
  }

  look(state, states, keys) {
    const query = addProduct(new Float64Array(this.query.shape[1]), state, this.query.data);
    const scores = keys.map((key) =>
      key.reduce((sum, k, at) => sum + this.scale[at] * Math.tanh(query[at] + k), 0),
    );
    const weights = softmax(scores);
    const context = new Float64Array(states[0].length);
    states.forEach((h, t) => h.forEach((value, at) => (context[at] += weights[t] * value)));
    return { context, weights };
  }
}

const logSumExp = (values) => {
  const highest = Math.max(...values);
  return highest + Math.log(values.reduce((sum, x) => sum + Math.exp(x - highest), 0));
};

/** A linear-chain CRF: the best tags (Viterbi), and how sure each is. */
export class CRF {
  constructor(model, name) {
    const table = model.get(`${name}.transitions`);
    this.size = table.shape[0];
    this.between = (before, after) => table.data[before * this.size + after];
    this.start = model.get(`${name}.start`).data;
    this.end = model.get(`${name}.end`).data;
    this.tags = Array.from({ length: this.size }, (_, tag) => tag);
  }

  decode(scores) {
    const back = [];
    let best = this.tags.map((tag) => this.start[tag] + scores[0][tag]);
    for (let t = 1; t < scores.length; t++) {
      const from = this.tags.map((after) =>
        argmax(this.tags.map((before) => best[before] + this.between(before, after))),
      );
      best = this.tags.map(
        (after) => best[from[after]] + this.between(from[after], after) + scores[t][after],
      );
      back.push(from);
    }
    const path = [argmax(this.tags.map((tag) => best[tag] + this.end[tag]))];
    while (back.length) path.unshift(back.pop()[path[0]]);
    return path;
  }

  marginals(scores) {
    const { tags, between } = this;
    const ahead = [tags.map((tag) => this.start[tag] + scores[0][tag])];
    for (let t = 1; t < scores.length; t++) {
      ahead.push(
        tags.map(
          (to) =>
            scores[t][to] + logSumExp(tags.map((from) => ahead[t - 1][from] + between(from, to))),
        ),
      );
    }
    let behind = Array.from(this.end);
    const total = logSumExp(tags.map((tag) => ahead.at(-1)[tag] + behind[tag]));
    const odds = [];
    for (let t = scores.length - 1; t >= 0; t--) {
      odds.unshift(tags.map((tag) => Math.exp(ahead[t][tag] + behind[tag] - total)));
      const after = behind;
      behind = tags.map((from) =>
        logSumExp(tags.map((to) => between(from, to) + scores[t][to] + after[to])),
      );
    }
    return odds;
  }
}
