// Compares what the page computes with what Python did: the largest
// difference of each model, as JSON. Argument: a folder with page and models.

import { readFileSync, existsSync } from "node:fs";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const module = (path) => import(pathToFileURL(`${folder}/lib/${path}.js`));
const { Model } = await module("model");
const answers = await module("answers");
const cells = await module("cells");
const eye = await module("eye");
const sound = await module("sound");
const voice = await module("voice");

const load = (name) => {
  const { buffer, byteOffset, length } = readFileSync(`${folder}/models/${name}.bin`);
  return new Model(buffer.slice(byteOffset, byteOffset + length));
};

/** The largest difference of two nested lists; infinite if they differ in kind. */
function distance(found, expected) {
  if (!Array.isArray(expected) && typeof expected !== "number") {
    return JSON.stringify(found) === JSON.stringify(expected) ? 0 : Infinity;
  }
  if (typeof expected === "number") return Math.abs(found - expected);
  if (found.length !== expected.length) return Infinity;
  return Math.max(0, ...expected.map((one, at) => distance(found[at], one)));
}

const reading = (model, check) =>
  model.config.cells.map((cell) => {
    const reader = new answers.Reader(model, cell);
    const inputs = reader.inputs(reader.tokens(check.text));
    const steps = reader.read(inputs);
    const worst = distance(steps.map(({ h }) => reader.answer(h)), check.answers[cell]);
    if (!check.slopes) return worst;
    const last = steps.length - 1;
    const back = cells.backward(cell, reader.weights, inputs, steps, last, reader.slope);
    const lengths = back.map((d) => Math.hypot(...d));
    return Math.max(worst, distance(lengths, check.slopes[cell]), heldSlopes(reader, inputs));
  });

/** With gates held by hand: backward against small steps to both sides. */
function heldSlopes(reader, inputs) {
  const last = inputs.length - 1;
  const holds = cells.GATES[reader.cell].map((gate) => (t) => (t % 2 ? undefined : { [gate]: 0.3 }));
  const worst = holds.map((hold) => {
    const steps = reader.read(inputs, hold);
    const back = cells.backward(reader.cell, reader.weights, inputs, steps, last, reader.slope, hold);
    const score = (by) => {
      const moved = inputs.map((x, t) => (t ? x : x.map((value, at) => value + (at === 1 ? by : 0))));
      return reader.score(reader.read(moved, hold).at(-1).h);
    };
    return Math.abs((score(1e-5) - score(-1e-5)) / 2e-5 - back[0][1]);
  });
  return Math.max(0, ...worst);
}

/** A photograph of a check: its points as bytes. */
const photo = ({ points, ...size }) => ({ ...size, points: Uint8Array.from(Buffer.from(points, "base64")) });

const COMPARE = {
  brackets: (model, check) => Math.max(...reading(model, check)),
  read: (model, check) => Math.max(...reading(model, check)),
  review: (model, check) => distance(answers.verdicts(model, check.text).odds, check.answers),
  names(model, check) {
    const writer = new answers.NameWriter(model, check.label);
    writer.tokenizer.encode(check.text).forEach((id) => writer.write(id));
    const { name } = answers.writeName(model, check.label);
    const possible = [...writer.logits.slice(1, 2), ...writer.logits.slice(3)];
    return Math.max(distance(possible, check.logits), distance(name, check.greedy));
  },
  tags(model, check) {
    const { tags, odds } = answers.tagged(model, check.text);
    return Math.max(distance(odds, check.odds), distance(tags, check.tags));
  },
  keyboard(model, check) {
    const { tokenizer, logits } = answers.nextWords(model, check.text);
    const found = check.best.map((word) => logits[tokenizer.vocabulary.indexOf(word)]);
    const best = Math.max(...logits);
    return Math.max(distance(found, check.logits), Math.abs(found[0] - best));
  },
  translate(model, check) {
    const { text, weights } = answers.translated(model, check.text);
    // Python's table has a row for the end, too.
    const rows = check.weights ? distance(weights, check.weights.slice(0, weights.length)) : 0;
    return Math.max(rows, distance(text, check.answer));
  },
  caption(model, check) {
    const seen = check.photo ? eye.boardOf(photo(check.photo)).image : eye.board(check.shapes);
    const features = eye.regionsOf(seen);
    const { text, weights } = answers.captioned(model, features);
    const rows = distance(weights, check.weights.slice(0, weights.length));
    return Math.max(distance(features.map((x) => [...x]), check.features), rows, distance(text, check.answer));
  },
  speech(model, check) {
    const { phones, words, rate } = model.config;
    const dice = new voice.Dice(check.seed);
    const who = voice.speaker(dice, phones);
    const samples = voice.say(Object.values(words)[check.digit], who, dice);
    const seen = sound.steps(sound.energies(samples, rate)).filter((_, at) => at % 9 === 0);
    const { odds, text, letters } = answers.heard(model, samples);
    const starts = letters.map(({ step }) => step * sound.STEP);
    return Math.max(
      distance([...samples].filter((_, at) => at % 50 === 0), check.samples),
      distance(seen, check.steps),
      distance(odds, check.odds),
      distance(starts, check.starts),
      distance(text, check.text),
    );
  },
  forecast: (model, check) => distance(answers.forecast(model, check.history), check.answers),
};

const worst = {};
for (const [name, compare] of Object.entries(COMPARE)) {
  const path = `${folder}/models/${name}.checks.json`;
  if (!existsSync(path)) continue;
  const model = load(name);
  const checks = JSON.parse(readFileSync(path, "utf8"));
  worst[name] = { checks: checks.length, worst: Math.max(...checks.map((c) => compare(model, c))) };
}
console.log(JSON.stringify(worst, (_, value) => (value === Infinity ? 1e9 : value)));
