// "Inside": three cells read the same text; gates, states, gradients.

import { depths, Reader } from "./lib/answers.js";
import { backward } from "./lib/cells.js";
import {
  chart,
  color,
  el,
  line,
  mix,
  percent,
  pointable,
  stairs,
  svg,
  whenever,
} from "./lib/draw.js";
import { load } from "./lib/model.js";

const CELLS = ["simple_rnn", "lstm", "gru"];
const TITLES = { simple_rnn: "Simple cell", lstm: "LSTM", gru: "GRU" };
const find = (id) => document.getElementById(id);

// What each row of the second figure shows: [key, name, what it says].
const MAPS = {
  simple_rnn: [
    ["none", 3],
    ["h", "state h", ""],
  ],
  lstm: [
    ["f", "forget gate f", "keeps"],
    ["i", "input gate i", "writes"],
    ["o", "output gate o", "shows"],
    ["c", "memory c", ""],
  ],
  gru: [
    ["z", "update gate z", "keeps"],
    ["r", "reset gate r", "looks back"],
    ["none", 1],
    ["h", "state h", ""],
  ],
};
// What a gate is multiplied with: so much of it passes.
const FACTORS = {
  f: (step, before) => before.c,
  i: (step) => step.g,
  o: (step) => step.c.map(Math.tanh),
  z: (step, before) => before.h,
  r: (step) => step.memory,
};

/** The share of what comes to a gate that passes it: 1 if it is open. */
function passes(cell, key, t) {
  const { steps, reader } = runs[cell];
  const nothing = new Float64Array(reader.weights.units);
  const before = t ? steps[t - 1] : { h: nothing, c: nothing };
  const comes = FACTORS[key](steps[t], before).map(Math.abs);
  const gate = steps[t][key];
  const all = comes.reduce((a, b) => a + b, 0);
  if (!all) return gate.reduce((a, b) => a + b, 0) / gate.length;
  return comes.reduce((sum, value, unit) => sum + value * gate[unit], 0) / all;
}
const WITHOUT = {
  simple_rnn:
    "No gates. The whole state goes through a matrix and a tanh at every step: whatever it should keep, it must write again.",
  gru: "No gate of its own to write or to show: what is not kept is written, and all of the state is shown.",
};

const TASKS = {
  brackets: {
    start: "a(b(<)((>b)a",
    hint: "The letters a and b, brackets ( ), remarks < >. Point at a step, or use the arrow keys.",
    examples: [
      "a(b(<)((>b)a",
      "(a(b)<))))>(a)b)",
      "((<(>b<)>a))",
      "(<aaaaaaaaaaaaaaaaaa>)",
      "()()(())((()))",
      "<((((((>(a<))>)b",
      "(((b(<)>)a)b)",
    ],
    text: "The grey stairs are the right depth, the line is what the cell answers. Two of them follow it, also through a remark. The simple cell counts too, but a remark shakes it, and the longer the text the more it is off.",
    range: (answers, truth) => [Math.min(-0.4, ...answers), Math.max(4, ...truth, ...answers) + 0.3],
  },
  read: {
    start: "I expected a bore and got a gem.",
    hint: "A short review of a film or a cricketer. Underlined words were never seen in training.",
    examples: [
      "I expected a bore and got a gem.",
      "I expected a gem and got a bore.",
      "Nobody bats worse.",
      "The film is anything but dull.",
      "Not a triumph, but a disaster.",
      "She never lets you down.",
    ],
    text: "The line is the probability that the review is a good one, asked after every word. Try the same words in another order.",
    range: () => [0, 1],
  },
};

const state = {
  task: "brackets",
  text: "",
  tokens: [],
  at: 0,
  hold: { cell: "lstm", gate: "f", value: 0.5, where: "all" },
};
let readers = null;
let runs = {};

/** The gates that are held at a step of the held run. */
function holdAt(t) {
  const { gate, value, where } = state.hold;
  return where === "all" || t === state.at ? { [gate]: value } : undefined;
}

function compute() {
  for (const cell of CELLS) {
    const reader = readers[cell];
    const inputs = reader.inputs(state.tokens);
    const steps = reader.read(inputs);
    runs[cell] = { reader, inputs, steps, answers: steps.map(({ h }) => reader.answer(h)) };
  }
  state.truth = state.task === "brackets" ? depths(state.tokens) : null;
}

// -- the row of tokens: a slider over the steps ---------------------------------------

const strip = find("strip");

function drawStrip() {
  let remark = false;
  const { tokenizer } = readers.lstm;
  strip.replaceChildren(
    ...state.tokens.map((token) => {
      if (token === "<") remark = true;
      const kind = state.task === "brackets" ? remark && "remark" : tokenizer.id(token) === 1 && "unknown";
      if (token === ">") remark = false;
      return el("span", { class: kind || "" }, token);
    }),
  );
  strip.setAttribute("aria-valuemax", state.tokens.length);
}

function choose(t, focus = false) {
  if (!state.tokens.length) return;
  state.at = Math.min(state.tokens.length - 1, Math.max(0, t));
  if (focus) strip.focus();
  drawChosen();
}

strip.setAttribute("role", "slider");
strip.setAttribute("tabindex", "0");
strip.setAttribute("aria-label", "Step of the text");
strip.setAttribute("aria-valuemin", "1");
strip.addEventListener("keydown", (event) => {
  const to = {
    ArrowLeft: state.at - 1,
    ArrowRight: state.at + 1,
    ArrowDown: state.at - 1,
    ArrowUp: state.at + 1,
    Home: 0,
    End: state.tokens.length - 1,
  }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  choose(to);
});
pointable(strip, () => state.tokens.length, choose);

// -- figures -------------------------------------------------------------------------------

const columns = (figure, make) =>
  CELLS.map((cell) => {
    const now = el("span", { class: "now" });
    const body = el("div");
    const column = el(
      "div",
      {},
      el("p", { class: "cell-title" }, el("span", { class: `dot ${cell}` }), TITLES[cell], now),
      body,
    );
    find(figure).append(column);
    const parts = { cell, now, body, ...make?.(cell, column) };
    pointable(body, () => state.tokens.length, choose);
    return parts;
  });

const answerColumns = columns("figure-answer");
const gateColumns = columns("figure-gates", (cell, column) => {
  const says = el("p", { class: "says" });
  column.append(says);
  return { says };
});
const gradientColumns = columns("figure-gradient");

const number = (value) =>
  value.toFixed(state.task === "brackets" ? 1 : 2).replace(/^-(0\.?0*)$/, "$1").replace("-", "−");

function frame(plot, low, high) {
  if (state.task === "brackets") {
    for (let depth = 0; depth <= Math.floor(high); depth++) {
      plot.root.append(
        svg("line", { x1: 0, x2: plot.x(state.tokens.length - 0.5), y1: plot.y(depth), y2: plot.y(depth), stroke: "var(--rule)" }),
        svg("text", { x: -6, y: plot.y(depth) + 4, "text-anchor": "end" }, depth),
      );
    }
    plot.root.append(stairs(plot, state.truth, { stroke: "var(--truth)", "stroke-width": 5, "stroke-linecap": "round" }));
  } else {
    for (const [value, name] of [[0, "bad"], [0.5, ""], [1, "good"]]) {
      plot.root.append(
        svg("line", { x1: 0, x2: plot.x(state.tokens.length - 0.5), y1: plot.y(value), y2: plot.y(value), stroke: "var(--rule)", "stroke-dasharray": value === 0.5 ? "3 4" : null }),
        svg("text", { x: -4, y: plot.y(value) + 4, "text-anchor": "end" }, name),
      );
    }
  }
}

function marker(plot) {
  const mark = svg("rect", {
    x: plot.x(state.at) - plot.step / 2,
    y: 0,
    width: plot.step,
    height: plot.height,
    fill: "var(--ink)",
    opacity: 0.07,
    class: "marker",
  });
  plot.root.prepend(mark);
  return mark;
}

function described(cell) {
  const { answers } = runs[cell];
  const last = number(answers.at(-1));
  return state.truth
    ? `${TITLES[cell]}: answers ${answers.map(number).join(", ")}; right are ${state.truth.join(", ")}.`
    : `${TITLES[cell]}: probability of a good review after each word: ${answers.map(number).join(", ")}; at the end ${last}.`;
}

/** Room on the left for the names of the vertical axis. */
const room = (node) => Math.max(40, node.clientWidth - (state.task === "brackets" ? 14 : 32));

function placed(plot, node, width) {
  plot.root.style.marginLeft = `${node.clientWidth - width}px`;
  node.replaceChildren(plot.root);
}

function drawAnswers() {
  const all = CELLS.flatMap((cell) => runs[cell].answers);
  const [low, high] = TASKS[state.task].range(all, state.truth ?? []);
  for (const column of answerColumns) {
    const width = room(column.body);
    const plot = chart(state.tokens, width, 130, [low, high], described(column.cell));
    frame(plot, low, high);
    plot.root.append(
      line(plot, runs[column.cell].answers, { stroke: `var(--${column.cell})`, "stroke-width": 2.5 }),
    );
    runs[column.cell].answers.forEach((value, t) =>
      plot.root.append(svg("circle", { cx: plot.x(t), cy: plot.y(value), r: 2.6, fill: `var(--${column.cell})` })),
    );
    column.marker = marker(plot);
    column.plot = plot;
    placed(plot, column.body, width);
  }
}

/** Units from those that raise the answer to those that lower it. */
const order = (reader) =>
  Array.from(reader.slope.keys()).sort((a, b) => reader.slope[b] - reader.slope[a]);

const UNIT = 5; // pixels

function drawGates() {
  const paper = color("shade");
  for (const column of gateColumns) {
    const { cell } = column;
    const { reader, steps } = runs[cell];
    const units = order(reader);
    column.maps = [];
    const rows = MAPS[cell].map(([key, name, verb]) => {
      const height = units.length * UNIT;
      if (key === "none") {
        const box = el("div", { class: "none" }, WITHOUT[cell]);
        // As high as so many maps, with their titles and gaps.
        box.style.height = `calc(${name * height}px + ${name - 1} * 1.77rem)`;
        return el("div", { class: "map" }, el("p", { class: "map-title" }, "\u00a0"), box);
      }
      const canvas = el("canvas", { width: steps.length, height: units.length, role: "img" });
      canvas.style.height = `${height}px`;
      canvas.style.borderRadius = "4px";
      const gate = key.length === 1 && verb !== "";
      const most = Math.max(1, ...steps.flatMap((step) => Array.from(step[key], Math.abs)));
      const context = canvas.getContext("2d");
      const [full, low, high] = [color(cell), color("input"), color("state")];
      steps.forEach((step, t) =>
        units.forEach((unit, y) => {
          const value = step[key][unit];
          context.fillStyle = gate
            ? mix(paper, full, value)
            : mix(paper, value < 0 ? low : high, Math.abs(value) / most);
          context.fillRect(t, y, 1, 1);
        }),
      );
      const means = gate ? steps.map((_, t) => passes(cell, key, t)) : [];
      canvas.setAttribute(
        "aria-label",
        gate
          ? `${TITLES[cell]}, ${name}, how much passes at each step: ${means.map((x) => x.toFixed(2)).join(", ")}`
          : `${TITLES[cell]}, ${name}: ${units.length} units over ${steps.length} steps, from ${(-most).toFixed(1)} to ${most.toFixed(1)}`,
      );
      const value = el("span");
      const cursor = el("div", { class: "cursor" });
      cursor.style.height = `${height}px`;
      column.maps.push({ cursor, value, means, verb: gate ? verb : "" });
      return el(
        "div",
        { class: "map" },
        el("p", { class: "map-title" }, el("b", {}, name), value),
        canvas,
        cursor,
      );
    });
    const axis = el("div", { class: "axis", "aria-hidden": true }, ...state.tokens.map((token) => el("span", {}, token)));
    if (state.tokens.some((token) => token.length > 2)) axis.classList.add("upright");
    column.body.replaceChildren(...rows, axis);
  }
}

function sentence(cell) {
  const { steps, answers, reader } = runs[cell];
  const step = steps[state.at];
  const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;
  const before = state.at ? steps[state.at - 1].h : new Float64Array(reader.weights.units);
  const moved = mean(step.h.map((value, unit) => Math.abs(value - before[unit])));
  const what = {
    simple_rnn: () => `It writes all ${before.length} numbers anew; they move by ${moved.toFixed(2)} on average.`,
    lstm: () =>
      `It keeps ${percent(passes(cell, "f", state.at))} of its memory, writes ${percent(passes(cell, "i", state.at))} of the new, shows ${percent(passes(cell, "o", state.at))}.`,
    gru: () =>
      `It keeps ${percent(passes(cell, "z", state.at))} of its state; in the other part it writes.`,
  }[cell]();
  const answer = state.truth
    ? `It answers ${number(answers[state.at])}; right is ${state.truth[state.at]}.`
    : `It believes ${percent(answers[state.at])} that the review is good.`;
  return `Step ${state.at + 1}, “${state.tokens[state.at]}”. ${what} ${answer}`;
}

/** A length, short: 0.42, or 3e-5. */
const short = (value) => (value >= 0.005 ? value.toFixed(2) : value.toExponential(0).replace("-", "−"));

function drawGradients() {
  const found = {};
  for (const cell of CELLS) {
    const { reader, inputs, steps } = runs[cell];
    const gradients = backward(cell, reader.weights, inputs, steps, state.at, reader.slope);
    found[cell] = gradients.map((d) => Math.hypot(...d));
  }
  const most = Math.max(...Object.values(found).flat(), 1e-9);
  for (const column of gradientColumns) {
    const norms = found[column.cell];
    const width = room(column.body);
    const label = `${TITLES[column.cell]}: length of the gradient at steps 1 to ${state.at + 1}: ${norms.map((x) => x.toPrecision(2)).join(", ")}`;
    const plot = chart(state.tokens, width, 110, [0, most], label);
    const base = plot.y(0);
    plot.root.append(svg("line", { x1: 0, x2: width, y1: base, y2: base, stroke: "var(--rule)" }));
    norms.forEach((norm, t) => {
      const gap = Math.min(3, plot.step * 0.15);
      plot.root.append(
        svg("rect", {
          x: plot.x(t) - plot.step / 2 + gap,
          width: Math.max(1, plot.step - 2 * gap),
          y: plot.y(norm),
          height: Math.max(0.5, base - plot.y(norm)),
          rx: 1.5,
          fill: `var(--${column.cell})`,
          opacity: t === state.at ? 1 : 0.72,
        }),
      );
    });
    marker(plot);
    column.now.textContent = state.at ? `at step 1: ${short(norms[0])}` : "";
    placed(plot, column.body, width);
  }
  find("caption-gradient").textContent =
    `The answer at step ${state.at + 1} (“${state.tokens[state.at]}”), and what each input before it has in it: ` +
    "the length of the gradient, all three cells on one scale. Choose an early step or a late one, and watch the bars travel.";
}

// -- a gate held by hand -----------------------------------------------------------------------

const HOLDS = [
  ["lstm", "f", "LSTM: keep, f"],
  ["lstm", "i", "write, i"],
  ["lstm", "o", "show, o"],
  ["gru", "z", "GRU: keep, z"],
  ["gru", "r", "reset, r"],
];
const PRESETS = [
  ["Keep half at every step", { cell: "lstm", gate: "f", value: 0.5, where: "all" }],
  ["Forget all at this step", { cell: "lstm", gate: "f", value: 0, where: "one" }],
  ["Never forget", { cell: "lstm", gate: "f", value: 1, where: "all" }],
  ["Write everything", { cell: "lstm", gate: "i", value: 1, where: "all" }],
  ["A GRU that reads nothing", { cell: "gru", gate: "z", value: 1, where: "all" }],
  ["A GRU that keeps nothing", { cell: "gru", gate: "z", value: 0, where: "all" }],
];

for (const [cell, gate, name] of HOLDS) {
  find("hold-gate").append(
    el("label", {}, el("input", { type: "radio", name: "gate", value: `${cell} ${gate}` }), el("span", {}, name)),
  );
}
for (const [name, hold] of PRESETS) {
  find("hold-presets").append(
    el("button", { type: "button", onclick: () => ((state.hold = { ...hold }), drawHold()) }, name),
  );
}
find("hold").addEventListener("input", (event) => {
  const { name, value } = event.target;
  if (name === "gate") [state.hold.cell, state.hold.gate] = value.split(" ");
  else if (name === "where") state.hold.where = value;
  else state.hold.value = Number(value);
  drawHold();
});

function drawHold() {
  const { cell, gate, value, where } = state.hold;
  const { reader, inputs, answers } = runs[cell];
  const held = reader.read(inputs, holdAt).map(({ h }) => reader.answer(h));
  find("hold").querySelector(`[value="${cell} ${gate}"]`).checked = true;
  find("hold").querySelector(`[value="${where}"]`).checked = true;
  find("hold-range").value = value;
  find("hold-value").textContent = value.toFixed(2);
  const node = find("figure-hold");
  const width = room(node);
  const [low, high] = TASKS[state.task].range([...answers, ...held], state.truth ?? []);
  const told =
    `With ${gate} held at ${value.toFixed(2)} at ${where === "all" ? "every step" : `step ${state.at + 1}`}, ` +
    `the ${TITLES[cell]} answers ${number(held.at(-1))} at the end. By itself it answers ${number(answers.at(-1))}` +
    (state.truth ? `; right is ${state.truth.at(-1)}.` : ".");
  const plot = chart(state.tokens, width, 170, [low, high], told);
  frame(plot, low, high);
  plot.root.append(
    line(plot, answers, { stroke: `var(--${cell})`, "stroke-width": 1.6, "stroke-dasharray": "2 4", "stroke-linecap": "round" }),
    line(plot, held, { stroke: `var(--${cell})`, "stroke-width": 3 }),
  );
  held.forEach((one, t) => plot.root.append(svg("circle", { cx: plot.x(t), cy: plot.y(one), r: 3, fill: `var(--${cell})` })));
  marker(plot);
  placed(plot, node, width);
  find("caption-hold").textContent = `${told} Dotted: by itself.`;
}
pointable(find("figure-hold"), () => state.tokens.length, choose);

// -- all of it --------------------------------------------------------------------------------------

function drawChosen() {
  const cells = [...strip.children];
  cells.forEach((node, t) => node.classList.toggle("at", t === state.at));
  const token = cells[state.at];
  if (token && strip.scrollWidth > strip.clientWidth) {
    strip.scrollLeft = token.offsetLeft - strip.offsetLeft - strip.clientWidth / 2;
  }
  strip.setAttribute("aria-valuenow", state.at + 1);
  strip.setAttribute("aria-valuetext", `${state.tokens[state.at]}. ${sentence("lstm")}`);
  for (const column of answerColumns) {
    column.marker.setAttribute("x", column.plot.x(state.at) - column.plot.step / 2);
    const answer = number(runs[column.cell].answers[state.at]);
    column.now.textContent = state.truth ? `${answer}, right is ${state.truth[state.at]}` : answer;
  }
  const share = 100 / state.tokens.length;
  for (const column of gateColumns) {
    for (const { cursor, value, means, verb } of column.maps) {
      cursor.style.left = `${share * state.at}%`;
      cursor.style.width = `${share}%`;
      value.textContent = verb ? `${verb} ${percent(means[state.at])}` : "";
    }
    column.says.textContent = sentence(column.cell);
  }
  drawHold();
  drawGradients();
}

function drawAll() {
  if (!readers || !state.tokens.length) return;
  drawStrip();
  drawAnswers();
  drawGates();
  drawChosen();
}

function setText(text, at) {
  state.text = text;
  const tokens = readers.lstm.tokens(text).slice(0, 40);
  if (!tokens.length) {
    find("reader-hint").textContent = "Nothing to read yet. " + TASKS[state.task].hint;
    return;
  }
  find("reader-hint").textContent = TASKS[state.task].hint;
  state.tokens = tokens;
  state.at = Math.min(at ?? tokens.length - 1, tokens.length - 1);
  compute();
  drawAll();
}

async function setTask(task, text, at) {
  const model = await load(task);
  state.task = task;
  readers = Object.fromEntries(CELLS.map((cell) => [cell, new Reader(model, cell)]));
  document.getElementById("inside").classList.toggle("brackets", task === "brackets");
  find("answer-text").textContent = TASKS[task].text;
  find("reader-text").value = text ?? TASKS[task].start;
  find("caption-answer").textContent =
    task === "brackets"
      ? "Texts in training had 32 characters, depths up to 4. Type more brackets than that, and see who still counts."
      : "Three networks of 16 units, trained on some 2,400 short reviews and on beginnings of them. Before the text is over they bet on how it will end.";
  setText(find("reader-text").value, at);
}

export async function start() {
  find("reader-form").addEventListener("submit", (event) => event.preventDefault());
  find("reader-text").addEventListener("input", (event) => setText(event.target.value));
  find("reader-task").addEventListener("change", (event) => setTask(event.target.value));
  find("reader-random").addEventListener("click", () => {
    const { examples } = TASKS[state.task];
    const next = examples[(examples.indexOf(state.text) + 1) % examples.length];
    find("reader-text").value = next;
    setText(next);
  });
  await setTask("brackets", undefined, 6);
  whenever(find("figure-answer"), drawAll);
}
