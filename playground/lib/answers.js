// What each model answers. The panels show it; the tests compare it with Python.

import { addProduct, read } from "./cells.js";
import {
  argmax,
  Attention,
  cellOf,
  CRF,
  dense,
  Recurrent,
  row,
  softmax,
  wordVector,
} from "./layers.js";
import { energies, steps } from "./sound.js";
import { CharacterTokenizer, END, START, UNKNOWN, WordTokenizer, wordsOf } from "./text.js";

/** Keeps what was made for a model, so that it is made once. */
function once(make) {
  const made = new WeakMap();
  return (model) => {
    if (!made.has(model)) made.set(model, make(model));
    return made.get(model);
  };
}

// -- inside: one cell that reads brackets or words -----------------------------

/** The reader of one cell: tokens, their vectors, weights, and the answer. */
export class Reader {
  constructor(model, cell) {
    this.cell = cell;
    this.weights = cellOf(model, `${cell}.cell`);
    this.model = model;
    this.brackets = model.config.characters;
    if (!this.brackets) {
      this.tokenizer = new WordTokenizer(model.config.tokenizer);
      this.table = model.get(`${cell}.embedding`);
    }
    const kernel = model.get(`${cell}.answer.kernel`);
    const bias = model.get(`${cell}.answer.bias`).data;
    const classes = kernel.shape[1];
    // Of two classes, how much more the second is believed.
    const one = (data, at) =>
      classes === 1 ? data[at] : data[2 * at + 1] - data[2 * at];
    this.slope = Float64Array.from({ length: this.weights.units }, (_, at) =>
      one(kernel.data, at),
    );
    this.bias = one(bias, 0);
  }

  tokens(text) {
    if (this.brackets) return Array.from(text).filter((x) => this.brackets.includes(x));
    return this.tokenizer.split(text);
  }

  inputs(tokens) {
    if (this.brackets) {
      return tokens.map((token) => {
        const vector = new Float64Array(this.brackets.length);
        vector[this.brackets.indexOf(token)] = 1;
        return vector;
      });
    }
    const { beginningIds } = this.tokenizer;
    return tokens.map((token) => wordVector(this.table, this.tokenizer.id(token), beginningIds));
  }

  /** The answer that a state gives: a depth, or log odds. */
  score(h) {
    return h.reduce((sum, value, at) => sum + value * this.slope[at], this.bias);
  }

  answer(h) {
    const score = this.score(h);
    return this.brackets ? score : 1 / (1 + Math.exp(-score));
  }

  read(inputs, holdAt) {
    return read(this.cell, this.weights, inputs, holdAt);
  }
}

/** The true depth after each character: remarks don't count. */
export function depths(tokens) {
  let depth = 0;
  let remark = false;
  return tokens.map((token) => {
    if (token === "<" || token === ">") remark = token === "<";
    else if (!remark) depth += token === "(" ? 1 : token === ")" ? -1 : 0;
    return depth;
  });
}

// -- many to one -----------------------------------------------------------------

const classifier = once((model) => ({
  tokenizer: new WordTokenizer(model.config.tokenizer),
  recurrent: new Recurrent(model, "recurrent", model.config.recurrent),
}));

/** The probability of the last class after each word. */
export function verdicts(model, text) {
  const { tokenizer, recurrent } = classifier(model);
  const words = tokenizer.split(text);
  const table = model.get("embedding");
  const inputs = words.map((word) => wordVector(table, tokenizer.id(word), tokenizer.beginningIds));
  const odds = recurrent.read(inputs).outputs.map((h) => softmax(dense(model, "logits", h)).at(-1));
  const known = words.map((word) => tokenizer.id(word) !== UNKNOWN);
  return { words: wordsOf(text.normalize("NFC")), odds, known };
}

// -- one to many -------------------------------------------------------------------

const namer = once((model) => ({
  tokenizer: new CharacterTokenizer(model.config.tokenizer),
  recurrent: new Recurrent(model, "recurrent", model.config.recurrent),
}));

/** What may come after the beginning of a name: logits of ids 1 and 3, 4, ... */
export class NameWriter {
  constructor(model, label) {
    Object.assign(this, namer(model), { model });
    // The condition is a vector with a single 1: a row of the kernel is left.
    const kernel = model.get("first_h_0.kernel");
    const bias = model.get("first_h_0.bias").data;
    const from = row(kernel, model.config.labels.indexOf(label));
    this.states = [{ h: from.map((value, at) => Math.tanh(value + bias[at])) }];
    this.write(START);
  }

  write(id) {
    const x = row(this.model.get("embedding"), id);
    const { output, states } = this.recurrent.step(x, this.states);
    this.states = states;
    const possible = dense(this.model, "possible", output);
    // All ids but padding and start; those have no logit of their own.
    this.logits = [-Infinity, possible[0], -Infinity, ...possible.slice(1)];
    return this.logits;
  }
}

/** Writes a name; `draw` gives numbers from 0 to 1, or is null for the best. */
export function writeName(model, label, begun = "", temperature = 1, draw = null, longest = 20) {
  const writer = new NameWriter(model, label);
  const ids = writer.tokenizer.encode(begun);
  const odds = ids.map(() => 1);
  ids.forEach((id) => writer.write(id));
  while (ids.length < longest) {
    const logits = writer.logits.map((x, id) => (id === UNKNOWN ? -Infinity : x));
    const shares = softmax(logits, temperature);
    const id = draw ? drawn(shares, draw()) : argmax(logits);
    if (id === END) break;
    odds.push(softmax(logits)[id]);
    ids.push(id);
    writer.write(id);
  }
  return { name: writer.tokenizer.decode(ids), odds };
}

function drawn(shares, number) {
  let left = number;
  for (let id = 0; id < shares.length; id++) {
    left -= shares[id];
    if (left < 0) return id;
  }
  return argmax(shares);
}

// -- many to many, in step ------------------------------------------------------------

const LONGEST = 16; // letters of a word that are read: the first and last eight

const tagger = once((model) => ({
  tokenizer: new WordTokenizer(model.config.tokenizer),
  letters: new CharacterTokenizer(model.config.letters),
  reader: new Recurrent(model, "reader", model.config.reader),
  recurrent: new Recurrent(model, "recurrent", model.config.recurrent),
  crf: new CRF(model, "crf"),
}));

/** The tag of each word, and the probability of each. */
export function tagged(model, sentence) {
  const { tokenizer, letters, reader, recurrent, crf } = tagger(model);
  const words = wordsOf(sentence.normalize("NFC"));
  if (!words.length) return { words, tags: [], odds: [] };
  const { labels } = model.config;
  const inputs = words.map((word) => {
    const piece = tokenizer.split([word])[0];
    const vector = wordVector(model.get("embedding"), tokenizer.id(piece), tokenizer.beginningIds);
    let ids = letters.encode(word);
    if (ids.length > LONGEST) ids = [...ids.slice(0, LONGEST / 2), ...ids.slice(-LONGEST / 2)];
    const { states } = reader.read(ids.map((id) => row(model.get("letters"), id)));
    return Float64Array.from([...vector, ...states.at(-1).h]);
  });
  const scores = recurrent.read(inputs).outputs.map((h) => dense(model, "logits", h));
  const tags = crf.decode(scores).map((tag) => labels[tag]);
  return { words, tags, odds: crf.marginals(scores) };
}

// -- the next word ------------------------------------------------------------------------

/** Logits of the next word after a text: of ids 1 and 3, 4, ... */
export function nextWords(model, text) {
  const { tokenizer, recurrent } = classifier(model);
  const table = model.get("embedding");
  const inputs = [START, ...tokenizer.encode(text)].map((id) => row(table, id));
  const possible = dense(model, "possible", recurrent.read(inputs).outputs.at(-1));
  return { tokenizer, logits: [-Infinity, possible[0], -Infinity, ...possible.slice(1)] };
}

/** Suggestions for a keyboard: words that go on with what is typed. */
export function suggestions(model, text, count = 3) {
  const typed = text.match(/[\p{L}\p{N}'’]*$/u)[0];
  const { tokenizer, logits } = nextWords(model, text.slice(0, text.length - typed.length));
  const odds = softmax(logits);
  const begin = typed.toLowerCase();
  return tokenizer.vocabulary
    .map((word, id) => ({ word, odds: odds[id] }))
    .filter(
      ({ word }, id) =>
        id > END && !/^\[|^\n$/.test(word) && (typed ? /^[\p{L}\p{N}]/u.test(word) : true) &&
        word.toLowerCase().startsWith(begin) && word !== typed,
    )
    .sort((a, b) => b.odds - a.odds)
    .slice(0, count)
    .map((one) => ({ ...one, typed }));
}

// -- encoder and decoder ---------------------------------------------------------------------

const translator = once((model) => ({
  source: new WordTokenizer(model.config.tokenizer),
  target: new WordTokenizer(model.config.target_tokenizer),
  encoder: new Recurrent(model, "encoder", model.config.encoder),
  decoder: new Recurrent(model, "decoder", model.config.decoder),
  attention: new Attention(model, "attention"),
}));

/** A translation: pieces of both sides, and where each word looked. */
export function translated(model, text, longest = 40) {
  const { source, target, encoder, decoder, attention } = translator(model);
  const pieces = source.split(text);
  const ids = source.encode(text);
  const table = model.get("source_embedding");
  const { outputs, states } = encoder.read(ids.map((id) => row(table, id)));
  const keys = attention.keys(outputs);
  let state = [{ h: dense(model, "first_h_0", states[0].h).map(Math.tanh) }];
  const written = [];
  const weights = [];
  const odds = [];
  let last = START;
  while (written.length < longest) {
    const x = row(model.get("target_embedding"), last);
    const next = decoder.step(x, state);
    state = next.states;
    const looked = attention.look(next.output, outputs, keys);
    const both = Float64Array.from([...next.output, ...looked.context]);
    const features = dense(model, "readout", both).map(Math.tanh);
    // All ids but padding; the unknown word and the start are never written.
    const logits = Array.from(dense(model, "possible", features));
    logits[UNKNOWN - 1] = logits[START - 1] = -Infinity;
    last = argmax(logits) + 1;
    if (last === END) break;
    written.push(last);
    weights.push(looked.weights);
    odds.push(softmax(logits)[last - 1]);
  }
  return {
    source: pieces,
    known: ids.map((id) => id !== UNKNOWN),
    target: written.map((id) => target.vocabulary[id]),
    text: target.decode(written),
    weights,
    odds,
  };
}

// -- a curve that goes on ----------------------------------------------------------------------

const forecaster = once((model) => ({
  recurrent: new Recurrent(model, "encoder", model.config.recurrent),
}));

/** Quantiles of each point to come, from the points so far. */
export function forecast(model, history) {
  const { recurrent } = forecaster(model);
  const { horizon, segment, quantiles } = model.config;
  const center = history.at(-1);
  const mean = history.reduce((a, b) => a + b, 0) / history.length;
  const variance = history.reduce((sum, x) => sum + (x - mean) ** 2, 0) / history.length;
  const spread = Math.max(Math.sqrt(variance), 1e-3);
  const scaled = history.map((x) => (x - center) / spread);
  // Beside each point stands a 1: it was seen.
  const seen = scaled.flatMap((x) => [x, 1]);
  const plain = dense(model, "linear", seen);
  const inputs = [];
  for (let at = 0; at < seen.length; at += 2 * segment) {
    inputs.push(dense(model, "embedding", seen.slice(at, at + 2 * segment)));
  }
  const { states } = recurrent.read(inputs);
  const steps = dense(model, "steps", states.at(-1).h);
  return Array.from({ length: horizon }, (_, t) =>
    quantiles
      .map((_, at) => (plain[t] + steps[t * quantiles.length + at]) * spread + center)
      .sort((a, b) => a - b),
  );
}

// -- an image and its caption ----------------------------------------------------------------------

const captioner = once((model) => ({
  tokenizer: new WordTokenizer(model.config.tokenizer),
  recurrent: new Recurrent(model, "recurrent", model.config.recurrent),
  attention: new Attention(model, "attention"),
}));

/** Mean 0 and spread 1. */
function normalized(vector, epsilon) {
  const mean = vector.reduce((a, b) => a + b, 0) / vector.length;
  const variance = vector.reduce((sum, x) => sum + (x - mean) ** 2, 0) / vector.length;
  return vector.map((x) => (x - mean) / Math.sqrt(variance + epsilon));
}

/** What each region holds: one kernel for all of them, a bias for each. */
function regions(model, seen) {
  const kernel = model.get("regions.kernel").data;
  const bias = model.get("regions.bias");
  return seen.map((one, at) =>
    addProduct(Float64Array.from(row(bias, at)), one, kernel).map((x) => Math.max(0, x)),
  );
}

/** A caption: its words, and at which places each of them looked. */
export function captioned(model, features, longest = 20) {
  const { tokenizer, recurrent, attention } = captioner(model);
  const seen = regions(model, features.map((vector) => normalized(vector, model.config.epsilon)));
  const whole = seen[0].map((_, at) => seen.reduce((sum, one) => sum + one[at], 0) / seen.length);
  const keys = attention.keys(seen);
  let states = [{ h: dense(model, "first_h_0", whole).map(Math.tanh) }];
  const words = [];
  const weights = [];
  let last = START;
  while (words.length < longest) {
    const next = recurrent.step(row(model.get("embedding"), last), states);
    states = next.states;
    const looked = attention.look(next.output, seen, keys);
    const both = Float64Array.from([...next.output, ...looked.context]);
    const logits = dense(model, "possible", dense(model, "readout", both).map(Math.tanh));
    logits[UNKNOWN - 1] = logits[START - 1] = -Infinity;
    last = argmax(logits) + 1;
    if (last === END) break;
    words.push(tokenizer.vocabulary[last]);
    weights.push(looked.weights);
  }
  return { words, weights, text: tokenizer.join(words) };
}

// -- spoken words -------------------------------------------------------------------------------------

const listener = once((model) => ({
  recurrent: new Recurrent(model, "recurrent", model.config.recurrent),
}));

/**
 * What is heard in a sound.
 *
 * @returns frames, log energies to draw; odds, the probability of each label
 *   at each step; text; and letters, each with the step where it is heard.
 */
export function heard(model, samples) {
  const { recurrent } = listener(model);
  const { rate, labels } = model.config;
  const frames = energies(samples, rate);
  const { outputs } = recurrent.read(steps(frames));
  const odds = outputs.map((h) => softmax(dense(model, "labels", h)));
  // CTC: label 0 is the blank, nothing new is heard; the same label again goes on.
  const path = odds.map((row) => argmax(row));
  const silent = samples.every((value) => value === 0);
  const letters = path.flatMap((label, step) =>
    silent || !label || label === path[step - 1] ? [] : [{ letter: labels[label], step, odds: odds[step][label] }],
  );
  return { frames, odds, letters, text: letters.map(({ letter }) => letter).join("") };
}
