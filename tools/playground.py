"""Builds the playground: trains its small models and puts them beside a page.

`make playground` writes a folder of plain files that any web server can
offer. One model after another: a recipe trains it on starter data, its
weights are rounded to 16 bits, and what Python answers with just those weights
is kept in `checks.json` for the tests of the page.
"""

import argparse
import base64
import concurrent.futures
import json
import multiprocessing
import os
import re
import shutil
import struct
import sys
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import eye
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "playground"
CELLS = ("simple_rnn", "lstm", "gru")

# -- files ------------------------------------------------------------------


def number(x):
    """A tensor or weight of any backend as an array."""
    import keras

    return np.asarray(keras.ops.convert_to_numpy(x))


def write_model(path, config, tensors):
    """Writes a model as one file: a length, a header in JSON, numbers.

    Args:
        path: str or path.
        config: dict, JSON-able, what the page needs besides.
        tensors: dict of arrays; they are kept in 16 bits.
    """
    places, at = {}, 0
    for name, array in tensors.items():
        places[name] = [at, list(np.shape(array))]
        at += int(np.size(array))
    header = json.dumps(
        {**config, "tensors": places},
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    header += b" " * (-len(header) % 4)  # numbers begin at whole places
    with open(path, "wb") as file:
        file.write(struct.pack("<I", len(header)) + header)
        for array in tensors.values():
            file.write(np.asarray(array, "<f2").tobytes())


def halve(model):
    """Rounds the weights of a model to 16 bits, as the page will have them."""
    for variable in model.variables:
        value = number(variable)
        if value.dtype == np.float32:
            variable.assign(value.astype("float16").astype("float32"))
    return model


def shaken(model, seed=0):
    """Other weights for a model, at random: to test with, not to play."""
    rng = np.random.default_rng(seed)
    for variable in model.variables:
        value = number(variable)
        if value.dtype == np.float32 and "optimizer" not in variable.path:
            variable.assign(value + rng.normal(0, 0.4, value.shape))
    return halve(model)


def cell_tensors(prefix, layer):
    """The three arrays of a recurrent layer of one direction."""
    names = ("kernel", "recurrent_kernel", "bias")
    arrays = [number(weight) for weight in layer.weights]
    return {
        f"{prefix}.{n}": array for n, array in zip(names, arrays, strict=True)
    }


def recurrent_tensors(prefix, recurrent):
    """All arrays of a `Recurrent`: its layers, in one or two directions."""
    tensors = {}
    for index, layer in enumerate(recurrent.stack):
        name = f"{prefix}.{index}"
        if recurrent.bidirectional:
            tensors |= cell_tensors(f"{name}.forward", layer.forward_layer)
            tensors |= cell_tensors(f"{name}.backward", layer.backward_layer)
        else:
            tensors |= cell_tensors(f"{name}.forward", layer)
    return tensors


def recurrent_config(recurrent):
    """What the page needs to know of a `Recurrent`."""
    names = ("cell", "units", "num_layers", "bidirectional")
    return {name: getattr(recurrent, name) for name in names}


def dense_tensors(*layers):
    """Kernels and biases of dense layers, by their names."""
    return {
        f"{layer.name}.{kind}": number(getattr(layer, kind))
        for layer in layers
        for kind in ("kernel", "bias")
    }


def attention_tensors(layer):
    """The three arrays of additive attention."""
    names = ("query_kernel", "key_kernel", "scale")
    return {f"attention.{name}": number(getattr(layer, name)) for name in names}


def tokenizer_config(tokenizer):
    """The vocabulary from id 4 on, and how words are cut."""
    config = tokenizer.get_config()
    if config.get("beginnings"):
        config["beginning_ids"] = tokenizer.beginning_ids().tolist()
    return config


def rounded(values, digits=6):
    """Numbers of an array as nested lists, short enough for a file."""
    return np.round(np.asarray(values, "float64"), digits).tolist()


def few(columns, small):
    """The columns of a data set, or their first rows: for a test."""
    return [column[:40] for column in columns] if small else columns


def trained(model, *columns, small, **options):
    """A model that has learned; for a test with weights at random instead."""
    if small:
        return shaken(model)
    model.fit(*columns, verbose=0, **options)
    return halve(model)


# -- inside: three cells read the same text ----------------------------------

BRACKETS = [
    "a(b(<)((>b)a",
    "((((",
    "<<<",
    "(a)(b)(a)(b)",
    "a",
    "()<(((((((((>()",
    "((a)<b>(b))<)))>a",
    "(<a",
    "ab" * 12,
    "(((a)<((((>)b)<)>(a(<b)>))",
]
READ = [
    "I expected a bore and got a gem.",
    "I expected a gem and got a bore.",
    "A film that is anything but dull.",
    "Nobody bats better.",
    "Nobody bats worse.",
    "Not a good film.",
    "A triumph from the first minute to the last!",
    "unknownword",
    "The music is wonderful, the story is awful.",
    "She never lets you down.",
]


def one_layer(cell, units, name="cell"):
    """A recurrent layer of Keras that shows every state."""
    import keras

    kinds = {
        "simple_rnn": keras.layers.SimpleRNN,
        "lstm": keras.layers.LSTM,
        "gru": keras.layers.GRU,
    }
    return kinds[cell](units, return_sequences=True, name=name)


def train_brackets(cell, small=False):
    """Counts open brackets, as in lesson 06."""
    import keras

    from keras_rnn.course.toy import bracket_texts, one_hot

    keras.utils.set_random_seed(1)
    units, count, epochs = 3 if small else 16, 4096, 16
    model = keras.Sequential(
        [
            keras.Input((None, 6)),
            one_layer(cell, units),
            keras.layers.Dense(1, name="answer"),
        ]
    )
    rate = keras.optimizers.schedules.CosineDecay(
        0.004 if cell == "simple_rnn" else 0.01, epochs * count // 64
    )
    model.compile(keras.optimizers.Adam(rate, clipnorm=1.0), "mse")
    if small:
        count = 64  # nothing is learned from them
    texts, depths = bracket_texts(count, 32, seed=0)
    return trained(
        model, one_hot(texts), depths, small=small, epochs=epochs, batch_size=64
    )


def slopes(cell, model, x):
    """The length of the last answer's gradient at each input, in NumPy."""
    from keras_rnn import scratch

    weights = [
        number(w).astype("float64") for w in model.get_layer("cell").weights
    ]
    module = getattr(scratch, cell)
    outputs, cache = module.forward(x, *weights)
    d_outputs = np.zeros_like(outputs)
    d_outputs[0, -1] = number(model.get_layer("answer").kernel)[:, 0]
    gradients = module.backward(d_outputs, cache)
    return np.linalg.norm(gradients["x"][0], axis=-1)


def write_brackets(folder, models):
    """The three cells that count brackets, in one file."""
    from keras_rnn.course.toy import BRACKET_CHARACTERS, one_hot

    tensors, answers = {}, {}
    vectors = one_hot(BRACKETS)  # zeros behind the end change nothing before
    for cell, model in models.items():
        tensors |= cell_tensors(f"{cell}.cell", model.get_layer("cell"))
        answer = dense_tensors(model.get_layer("answer"))
        tensors |= {f"{cell}.{name}": x for name, x in answer.items()}
        answers[cell] = number(model(vectors))[..., 0]
    config = {"characters": BRACKET_CHARACTERS, "cells": list(models)}
    write_model(folder / "brackets.bin", config, tensors)
    return [
        {
            "text": text,
            "answers": {
                cell: rounded(row[index, : len(text)])
                for cell, row in answers.items()
            },
            "slopes": {
                cell: rounded(slopes(cell, model, one_hot([text])))
                for cell, model in models.items()
            },
        }
        for index, text in enumerate(BRACKETS)
    ]


def with_beginnings(texts, labels, seed=0):
    """Texts, and a beginning of each: the way counts, not the end alone."""
    rng = np.random.default_rng(seed)
    cut = []
    for text in texts:
        words = text.split()
        cut.append(" ".join(words[: rng.integers(1, len(words) + 1)]))
    return [*texts, *cut], [*labels, *labels]


def review_reader(cell, units, seed, small, batch_size=32, **options):
    """A classifier that reads a review forward, and knows half of one too."""
    import keras

    import keras_rnn as kr

    texts, labels = few(kr.datasets.load("reviews", "sentiment").train, small)
    texts, labels = with_beginnings(texts, labels)
    keras.utils.set_random_seed(seed)
    units = 3 if small else units
    model = kr.TextClassifier.from_data(
        texts,
        labels,
        cell,
        units,
        bidirectional=False,
        pooling="last",
        embedding_dim=units,
        **options,
    )
    return trained(
        model, texts, labels, small=small, epochs=6, batch_size=batch_size
    )


def train_read(cell, small=False):
    """Reads a review word by word, with few enough units to look at."""
    return review_reader(
        cell,
        16,
        3,
        small,
        batch_size=64,
        embedding_stddev=0.3,
        dropout=0.2,
        embedding_dropout=0.1,
        learning_rate=0.01 if cell != "simple_rnn" else 0.003,
    )


def write_read(folder, models):
    """The three cells that read reviews, in one file."""
    tensors = {}
    for cell, model in models.items():
        layer = model.network.get_layer
        tensors[f"{cell}.embedding"] = number(
            layer("embedding").words.embeddings
        )
        tensors |= cell_tensors(f"{cell}.cell", layer("recurrent").stack[0])
        for name, array in dense_tensors(layer("logits")).items():
            # One number: how much more the second class (pos) is believed.
            tensors[f"{cell}.{name.replace('logits', 'answer')}"] = array
    first = next(iter(models.values()))
    config = {
        "tokenizer": tokenizer_config(first.tokenizer),
        "cells": list(models),
        "labels": list(first.labels),
    }
    write_model(folder / "read.bin", config, tensors)
    odds = {cell: prefix_odds(model, READ) for cell, model in models.items()}
    return [
        {"text": text, "answers": {c: rounded(x[n]) for c, x in odds.items()}}
        for n, text in enumerate(READ)
    ]


def prefix_odds(model, texts):
    """The probability of the last class after each word of some texts."""
    words = [model.tokenizer.split(text) for text in texts]
    beginnings = [
        " ".join(row[:end]) for row in words for end in range(1, len(row) + 1)
    ]
    odds = model.predict_list(beginnings, verbose=0)[:, -1]
    return np.split(odds, np.cumsum([len(row) for row in words])[:-1])


# -- patterns ----------------------------------------------------------------


def train_review(small=False):
    """Many to one: a review's sentiment, lesson 10."""
    return review_reader(
        "gru",
        32,
        0,
        small,
        embedding_stddev=0.2,
        dropout=0.3,
        embedding_dropout=0.2,
        learning_rate=0.006,
    )


def write_review(folder, model):
    layer = model.network.get_layer
    tensors = {"embedding": number(layer("embedding").words.embeddings)}
    tensors |= recurrent_tensors("recurrent", layer("recurrent"))
    tensors |= dense_tensors(layer("logits"))
    config = {
        "tokenizer": tokenizer_config(model.tokenizer),
        "recurrent": recurrent_config(layer("recurrent")),
        "labels": list(model.labels),
    }
    write_model(folder / "review.bin", config, tensors)
    odds = prefix_odds(model, READ)
    return [
        {"text": text, "answers": rounded(row)}
        for text, row in zip(READ, odds, strict=True)
    ]


def train_names(small=False):
    """One to many: a name for a gender, letter by letter, lesson 11."""
    import keras

    import keras_rnn as kr

    data = kr.datasets.load("first_names", "names")
    genders, names = few(data.train, small)
    keras.utils.set_random_seed(0)
    units, epochs = 3 if small else 96, 16
    model = kr.ConditionalLM.from_data(
        genders, names, "gru", units, embedding_dim=16, dropout=0.2
    )
    return trained(
        model, genders, names, small=small, epochs=epochs, batch_size=32
    )


NAMES = ["", "A", "An", "Mar", "Jo", "X", "Li", "Chr", "Zaz", "Be"]


def write_names(folder, model):
    import keras_rnn as kr
    from keras_rnn.text import START

    layer = model.network.get_layer
    tensors = {"embedding": number(layer("embedding").embeddings)}
    tensors |= recurrent_tensors("recurrent", layer("recurrent"))
    tensors |= dense_tensors(layer("possible"), layer("first_h_0"))
    config = {
        "tokenizer": tokenizer_config(model.tokenizer),
        "recurrent": recurrent_config(layer("recurrent")),
        "labels": list(model.labels),
        "known": sorted(set(kr.datasets.load("first_names", "names").train[1])),
    }
    write_model(folder / "names.bin", config, tensors)
    labels, checks = list(model.labels), []
    greedy = dict(
        zip(labels, model.generate(labels, 20, "greedy"), strict=True)
    )
    for index, begun in enumerate(NAMES):
        label = model.labels[index % len(model.labels)]
        tokens = np.array([[START, *model.tokenizer.encode(begun)]])
        logits = model.network(
            {"condition": model.vectors([label]), "tokens": tokens}
        )
        checks.append(
            {
                "label": label,
                "text": begun,
                "logits": rounded(
                    np.delete(number(logits), [0, START], axis=-1)[0, -1]
                ),
                "greedy": greedy[label],
            }
        )
    return checks


SENTENCES = [
    "Chirag worked at Microsoft in India",
    "Does Farid Hughes still live in Lima?",
    "Nobody knows why.",
    "Maria flew from Paris to Berlin on Monday.",
    "Google",
    "The office of Bakker and Sons stands in Oslo.",
    "Last year Anna Petrova left the bank for the Red Cross.",
    "He lives near Mount Kenya.",
    "We asked Zyxwv Qrstuvwxyzabcdefghij about it.",
    "Rita and Tom met in New Delhi at the university of Delhi.",
]


def train_tags(small=False):
    """Many to many, in step: who, where, which firm, lesson 12."""
    import keras

    import keras_rnn as kr

    sentences, tags = few(kr.datasets.load("entities").train, small)
    keras.utils.set_random_seed(0)
    units, epochs = 3 if small else 48, 12
    model = kr.TokenClassifier.from_data(
        sentences, tags, "lstm", units, embedding_dim=units
    )
    return trained(
        model, sentences, tags, small=small, epochs=epochs, batch_size=16
    )


def write_tags(folder, model):
    layer = model.network.get_layer
    reader = layer("character_reader")
    tensors = {
        "embedding": number(layer("embedding").words.embeddings),
        "letters": number(reader.letters.embeddings),
    }
    tensors |= recurrent_tensors("reader", reader.recurrent)
    tensors |= recurrent_tensors("recurrent", layer("recurrent"))
    tensors |= dense_tensors(layer("logits"))
    for name in ("transitions", "start", "end"):
        tensors[f"crf.{name}"] = number(getattr(model.crf, name))
    config = {
        "tokenizer": tokenizer_config(model.tokenizer),
        "letters": model.letters.get_config(),
        "reader": recurrent_config(reader.recurrent),
        "recurrent": recurrent_config(layer("recurrent")),
        "labels": list(model.labels),
    }
    write_model(folder / "tags.bin", config, tensors)
    odds = model.predict_list(SENTENCES)
    return [
        {"text": text, "tags": tags, "odds": rounded(row)}
        for text, tags, row in zip(
            SENTENCES, model.tag(SENTENCES), odds, strict=True
        )
    ]


PROMPTS = [
    "The",
    "Once there was",
    "I expected a",
    "The old man",
    "My sister",
    "It was raining, and",
    "Nobody",
    "The film is",
    "In the morning the",
    "Zebra xylophone",
]


def keyboard_texts():
    """English of the starter sets: tales, reviews, sentences."""
    import keras_rnn as kr

    tales = kr.datasets.load("story").train
    tales = tales[0] if isinstance(tales, tuple) else tales
    tales = [tales] if isinstance(tales, str) else list(tales)
    tales = [x for tale in tales for x in tale.split("\n") if x.strip()]
    reviews = kr.datasets.load("reviews", "sentiment").train[0]
    sentences = kr.datasets.load("english_french").train[0]
    return tales * 2 + list(reviews) + list(sentences)


def train_keyboard(small=False):
    """The next word, lesson 13."""
    import keras

    import keras_rnn as kr

    texts = keyboard_texts()
    texts = texts[:20] if small else texts
    keras.utils.set_random_seed(0)
    units, words, epochs = 3 if small else 80, 2000, 4
    model = kr.CausalLM.from_data(
        texts,
        "word",
        "gru",
        units,
        vocabulary_size=words,
        embedding_dim=units // 2 + 8,
        dropout=0.2,
        window=64,
        ends=True,
    )
    return trained(model, texts, small=small, epochs=epochs, batch_size=32)


def write_keyboard(folder, model):
    from keras_rnn.text import START

    layer = model.network.get_layer
    tensors = {"embedding": number(layer("embedding").embeddings)}
    tensors |= recurrent_tensors("recurrent", layer("recurrent"))
    tensors |= dense_tensors(layer("possible"))
    config = {
        "tokenizer": tokenizer_config(model.tokenizer),
        "recurrent": recurrent_config(layer("recurrent")),
    }
    write_model(folder / "keyboard.bin", config, tensors)
    checks = []
    for prompt in PROMPTS:
        tokens = np.array([[START, *model.tokenizer.encode(prompt)]])
        logits = number(model.network({"tokens": tokens}))[0, -1]
        best = np.argsort(-logits, kind="stable")[:5]
        checks.append(
            {
                "text": prompt,
                "best": [model.tokenizer.vocabulary[i] for i in best],
                "logits": rounded(logits[best]),
            }
        )
    return checks


ENGLISH = [
    "The red house is old.",
    "My sister came back from the castle.",
    "Paul ate rice.",
    "The queen forgot her green hat.",
    "This bicycle? Paul does not sell it.",
    "The black cat sleeps.",
    "I don't know the answer.",
    "Where is the station?",
    "We bought a big white boat.",
    "The zebra ate my xylophone.",
]


def train_translate(small=False):
    """Encoder and decoder with attention, lessons 14 and 15."""
    import keras

    import keras_rnn as kr

    english, french = few(kr.datasets.load("english_french").train, small)
    keras.utils.set_random_seed(0)
    units, epochs = 3 if small else 64, 8
    model = kr.Seq2SeqLM.from_data(
        english,
        french,
        "gru",
        units,
        attention="additive",
        embedding_dim=max(4, units * 3 // 4),
        dropout=0.1,
        min_count=1,
        learning_rate=0.01,
        label_smoothing=0.05,
    )
    return trained(model, english, french, small=small, epochs=epochs)


def write_translate(folder, model):
    writer = model.writer
    encoder = model.network.get_layer("encoder")
    attention = writer.attention
    first = model.network.get_layer("first_h_0")
    source = model.network.get_layer("source_embedding")
    tensors = {
        "source_embedding": number(source.embeddings),
        "target_embedding": number(writer.embedding.embeddings),
    }
    tensors |= attention_tensors(attention)
    tensors |= recurrent_tensors("encoder", encoder)
    tensors |= recurrent_tensors("decoder", writer.decoder)
    tensors |= dense_tensors(first, writer.readout, writer.possible)
    config = {
        "tokenizer": tokenizer_config(model.tokenizer),
        "target_tokenizer": tokenizer_config(model.target_tokenizer),
        "encoder": recurrent_config(encoder),
        "decoder": recurrent_config(writer.decoder),
    }
    write_model(folder / "translate.bin", config, tensors)
    checks = []
    written = model.generate(ENGLISH, max_length=40)
    for text, french in zip(ENGLISH, written, strict=True):
        checks.append({"text": text, "answer": french})
        if french:
            checks[-1]["weights"] = rounded(
                model.attention_map(text, french)[2]
            )
    return checks


LOOKBACK, HORIZON = 72, 24
SHAPES = ("sine", "saw", "steps", "pulse", "hills")


def curves(count, length, seed):
    """Curves as somebody may draw them: waves, stairs, hills, with a drift.

    Args:
        count: int, how many.
        length: int, points of each.
        seed: int.

    Returns:
        array, shape `(count, length)`, of about 0 to 1.
    """
    rng = np.random.default_rng(seed)
    time = np.arange(length)
    rows = []
    for index in range(count):
        turns = time / rng.uniform(8, 36) + rng.random()
        part = turns % 1
        wave = {
            "sine": np.sin(2 * np.pi * turns),
            "saw": 2 * (part if rng.random() < 0.5 else 1 - part) - 1,
            "steps": np.where(part < rng.uniform(0.3, 0.7), 1.0, -1.0),
            "pulse": 2 * np.exp(-60 * (part - 0.5) ** 2) - 1,
            "hills": 2 * np.abs(np.sin(np.pi * turns)) - 1,
        }[SHAPES[index % len(SHAPES)]]
        wave = wave * rng.choice([0.0, 1.0, 1.0, 1.0]) * rng.uniform(0.3, 1)
        slope = rng.choice([0.0, rng.normal(0, 1.5)]) * time / LOOKBACK
        walk = np.cumsum(rng.normal(0, 1, length)) * rng.choice([0, 0, 0.06])
        hand = rng.normal(0, rng.choice([0.01, 0.03, 0.15]), length)
        rows.append(0.5 + 0.3 * (wave + slope + walk + hand))
    return np.array(rows)


def drawn_curves():
    """Ten curves to ask about, one of them flat."""
    return [*curves(9, LOOKBACK, seed=7), np.full(LOOKBACK, 0.4)]


def train_forecast(small=False):
    """What comes next of a curve, lesson 19."""
    import keras

    import keras_rnn as kr

    keras.utils.set_random_seed(0)
    count, units, epochs = (5, 3, 0) if small else (1600, 64, 12)
    series = list(curves(count, LOOKBACK + HORIZON + 40, seed=0))
    model = kr.Forecaster.from_data(
        series,
        HORIZON,
        lookback=LOOKBACK,
        season=1,
        quantiles=(0.1, 0.25, 0.5, 0.75, 0.9),
        segment=3,
        units=units,
        stride=8,
        batch_size=64,
        dropout=0.0,
        learning_rate=3e-3,
    )
    return trained(model, series, small=small, epochs=epochs)


def write_forecast(folder, model):
    layer = model.network.get_layer
    tensors = recurrent_tensors("encoder", layer("encoder"))
    tensors |= dense_tensors(
        layer("embedding"), layer("linear"), layer("steps")
    )
    config = {
        "lookback": LOOKBACK,
        "horizon": HORIZON,
        "segment": layer("segments").segment,
        "quantiles": list(model.settings.quantiles),
        "recurrent": recurrent_config(layer("encoder")),
    }
    write_model(folder / "forecast.bin", config, tensors)
    histories = np.array(drawn_curves(), "float32")
    answers = number(model.network({"history": histories}))
    return [
        {"history": rounded(history, 8), "answers": rounded(np.sort(answer))}
        for history, answer in zip(histories, answers, strict=True)
    ]


# A board has six rows and six columns of parts: two each way in a place.
DRAWN = [
    ["red circle 2 2"],
    ["blue cross 0 2", "blue cross 1 3", "red square 4 2"],
    ["orange triangle 2 1", "yellow ring 3 4", "yellow ring 2 5"],
    ["black diamond 0 3", "cyan triangle 4 2", "cyan triangle 5 3"],
    ["yellow cross 2 2", "yellow cross 2 3", "yellow cross 3 3"],
    ["blue ring 3 2"],
    ["red cross 2 0", "red cross 2 1", "red cross 3 1", "green circle 3 5"],
    [],
    ["green square 5 3", "green cross 0 2"],
    ["purple circle 2 2", "blue triangle 2 4", "red square 5 2"],
]


# About as many of each kind, also of those that the lesson keeps back.
SCENES = {"train": 2400, "valid": 200, "test": 300}
PHOTOGRAPHED = {"train": 20, "valid": 5, "test": 5}  # ten are compared


def photographed(lines, seed):
    """Photographs, made up, of those written scenes that the eye gets whole.

    Returns:
        list of `(photograph, board, row of lines)`.
    """
    from keras_rnn.data import scenes

    rng, found = np.random.default_rng(seed), []
    for row, line in enumerate(lines):
        kinds = scenes.parse(line)[0]
        photo = eye.photograph(kinds, rng)
        image = eye.board_of(photo)
        numbers = eye.regions_of([image])[0, :, :4].argmax(axis=-1)
        expected = np.zeros(9, int)
        for _, _, count, place in kinds:
            expected[place] = count
        if np.array_equal(numbers, expected):
            found.append((photo, image, row))
    return found


def train_caption(small=False):
    """Says what is drawn or lies on a table, lesson 17."""
    import keras

    import keras_rnn as kr
    from keras_rnn.data import scenes

    counts = dict.fromkeys(SCENES, 10) if small else SCENES
    lines, captions, _ = zip(*scenes.make_scenes(counts, seed=1), strict=True)
    photographs = photographed(lines, seed=0)
    images = [scenes.draw_scene(line) for line in lines]
    images += [image for _, image, _ in photographs]
    captions = [*captions, *(captions[row] for _, _, row in photographs)]
    features = eye.regions_of(images)
    keras.utils.set_random_seed(0)
    model = kr.Captioner.from_data(
        features,
        captions,
        "gru",
        3 if small else 48,
        attention="additive",
        embedding_dim=4 if small else 32,
        dropout=0.0,
        min_count=1,
        learning_rate=0.02,
        label_smoothing=0.1,
    )
    return trained(
        model, features, captions, small=small, epochs=24, batch_size=128
    )


def write_caption(folder, model):
    from keras_rnn.data import scenes

    layer = model.network.get_layer
    tensors = {"embedding": number(layer("embedding").embeddings)}
    tensors |= attention_tensors(layer("attention"))
    tensors |= recurrent_tensors("recurrent", layer("recurrent"))
    tensors |= dense_tensors(
        layer("first_h_0"),
        layer("regions"),
        layer("readout"),
        layer("possible"),
    )
    config = {
        "tokenizer": tokenizer_config(model.tokenizer),
        "recurrent": recurrent_config(layer("recurrent")),
        "epsilon": layer("scaled").epsilon,
    }
    write_model(folder / "caption.bin", config, tensors)
    asked = [({"shapes": x}, eye.board(x)) for x in DRAWN]
    lines = [line for line, _, _ in scenes.make_scenes(PHOTOGRAPHED, seed=2)]
    for photo, image, _ in photographed(lines, seed=1)[:10]:
        packed = base64.b64encode(photo.tobytes()).decode()
        height, width = photo.shape[:2]
        photo = {"width": width, "height": height, "points": packed}
        asked.append(({"photo": photo}, image))
    features = eye.regions_of([image for _, image in asked])
    written = model.generate(features, max_length=20, sampler="greedy")
    checks = []
    for (one, _), seen, text in zip(asked, features, written, strict=True):
        weights = model.attention_map(seen, text)[1] if text else []
        checks.append({**one, "features": rounded(seen), "answer": text})
        checks[-1]["weights"] = rounded(weights)
    return checks


RATE = 8000
SPOKEN = [(digit, 1000 + digit) for digit in range(10)]  # and whose voice


class Dice:
    """Numbers by chance that the page draws too, in lib/voice.js.

    Has of a NumPy generator what the synthesizer asks for.

    Args:
        seed: int.
    """

    def __init__(self, seed):
        self.state = seed

    def random(self):
        self.state = (1664525 * self.state + 1013904223) % 2**32
        return self.state / 2**32

    def uniform(self, low, high):
        return low + (high - low) * self.random()

    def integers(self, low, high):
        return int(self.uniform(low, high))

    def normal(self, mean=0.0, spread=1.0, size=None):
        if size is not None:
            return np.array([self.normal(mean, spread) for _ in range(size)])
        radius = np.sqrt(-2 * np.log(1 - self.random()))
        return mean + spread * radius * np.cos(2 * np.pi * self.random())


def table_of_sounds():
    """The starter set's table of phones and words, as bytes."""
    starter = ROOT / "keras_rnn" / "data" / "starter"
    return (starter / "spoken_digits.tsv").read_bytes()


def computed_voice(digit, seed):
    """A digit by a voice that the page makes up, too: array of samples."""
    from keras_rnn.data import synthesizer

    phones, words = synthesizer.read_phones(table_of_sounds())
    dice = Dice(seed)
    who = synthesizer.speaker(dice)
    own = synthesizer.accent(phones, dice)
    return synthesizer.say(own, list(words.values())[digit], who, dice)


def train_speech(small=False):
    """Writes down spoken digits, lesson 18."""
    import keras

    import keras_rnn as kr
    from keras_rnn.data import synthesizer

    voices, strings, epochs = (2, 8, 0) if small else (80, 1600, 10)
    rows = synthesizer.spoken_words(table_of_sounds(), voices, 1, seed=1)
    sounds, words, speakers = map(list, zip(*rows, strict=True))
    # One pass of other strings each, but heard again and again: quicker.
    joined = kr.data.join_words(
        sounds, words, speakers, RATE, words=(1, 2), count=strings
    )
    batches = [joined[index] for index in range(len(joined))]
    sounds, texts = ([x for b in batches for x in b[k]] for k in (0, 1))
    keras.utils.set_random_seed(0)
    model = kr.SpeechRecognizer.from_data(
        sounds,
        texts,
        RATE,
        # Between words there is a gap to hear: a letter like any other.
        tokenizer=kr.text.CharacterTokenizer.from_texts(texts),
        units=3 if small else 48,
        dropout=0.1,
        learning_rate=8e-3,
    )
    return trained(model, sounds, texts, small=small, epochs=epochs)


def write_speech(folder, model):
    from keras_rnn import audio
    from keras_rnn.data import synthesizer

    layer = model.network.get_layer
    phones, words = synthesizer.read_phones(table_of_sounds())
    # Twenty voices more, whom it never heard.
    others = synthesizer.spoken_words(table_of_sounds(), 20, 1, seed=2)
    sounds, said, _ = zip(*others, strict=True)
    written = model.transcribe(list(sounds))
    config = {
        "understood": float(np.mean(np.array(written) == said)),
        "labels": list(model.labels),
        "recurrent": recurrent_config(layer("recurrent")),
        "rate": RATE,
        "phones": {name: row.tolist() for name, row in phones.items()},
        "words": words,
    }
    tensors = recurrent_tensors("recurrent", layer("recurrent"))
    tensors |= dense_tensors(layer("labels"))
    write_model(folder / "speech.bin", config, tensors)
    asked = [computed_voice(*one) for one in SPOKEN]
    odds = [np.exp(row) for row in model.predict_list(asked, verbose=0)]
    return [
        {
            "digit": digit,
            "seed": seed,
            "samples": rounded(sound[::50]),
            "steps": rounded(audio.log_mel(sound, RATE)[::9], 5),
            "odds": rounded(row),
            "text": text,
            "starts": [heard.start for heard in model.alignment(sound)],
        }
        for (digit, seed), sound, row, text in zip(
            SPOKEN, asked, odds, model.transcribe(asked), strict=True
        )
    ]


# -- all of it -----------------------------------------------------------------

# name: (what trains it, how long that takes beside the others)
RECIPES = {
    "brackets": (train_brackets, write_brackets, True),
    "read": (train_read, write_read, True),
    "translate": (train_translate, write_translate, False),
    "keyboard": (train_keyboard, write_keyboard, False),
    "names": (train_names, write_names, False),
    "tags": (train_tags, write_tags, False),
    "review": (train_review, write_review, False),
    "forecast": (train_forecast, write_forecast, False),
    "caption": (train_caption, write_caption, False),
    "speech": (train_speech, write_speech, False),
}


def make(name, folder, small=False):
    """Trains one model and writes its file and its checks.

    Args:
        name: str, one of `RECIPES`.
        folder: path, where `models/` is.
        small: bool, whether a few weights at random will do: for tests.

    Returns:
        str, what was made, in one line.
    """
    train, write, each_cell = RECIPES[name]
    start = time.process_time()
    if each_cell:
        model = {cell: train(cell, small) for cell in CELLS}
    else:
        model = train(small)
    models = Path(folder) / "models"
    models.mkdir(parents=True, exist_ok=True)
    checks = write(models, model)
    text = json.dumps(checks, ensure_ascii=False)
    (models / f"{name}.checks.json").write_text(text, "utf-8")
    size = (models / f"{name}.bin").stat().st_size
    seconds = time.process_time() - start  # of all cores together
    return f"{name:<10} {size / 1000:5.0f} kB {seconds:5.0f} s"


LESSONS = "https://github.com/keras-rnn/keras-rnn/blob/main/nbs/{}.ipynb"
HOME = 'class="home" href="https://github.com/keras-rnn/keras-rnn"'


def copy_page(folder, site=False):
    """Copies the page itself: what was there of it before goes.

    Args:
        folder: path.
        site: bool, whether it will stand in the folder `playground` of the
            site, whose pages it then links to.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name != "models":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(PAGE, folder, dirs_exist_ok=True)
    if site:
        index = folder / "index.html"
        page = index.read_text("utf-8")
        for old, new in {
            LESSONS: "../nbs/{}.html",
            HOME: 'class="home" href="../index.html"',
        }.items():
            if old not in page:
                raise ValueError(f"index.html no longer has {old}")
            page = page.replace(old, new)
        index.write_text(page, "utf-8")
    tell_sizes(folder)


def tell_sizes(folder):
    """Writes into the page how large, in kB, the model of each panel is."""
    index = Path(folder) / "index.html"
    page = index.read_text("utf-8")
    for path in sorted((Path(folder) / "models").glob("*.bin")):
        panel = f'data-panel="{path.stem}"'
        size = round(path.stat().st_size / 1000)
        page = re.sub(
            rf'{panel}( data-size="\d+")?', f'{panel} data-size="{size}"', page
        )
    index.write_text(page, "utf-8")


def build(folder, names=None, small=False, processes=2, site=False):
    """Builds the page with its models.

    Args:
        folder: path.
        names: list of str, which models to make; None for all.
        small: bool, as in `make`.
        processes: int, models that are trained beside each other.
        site: bool, as in `copy_page`.
    """
    copy_page(folder, site)
    names = list(names or RECIPES)
    if processes == 1:
        for name in names:
            print(make(name, folder, small), flush=True)
        tell_sizes(folder)
        return
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(processes, context) as pool:
        jobs = [pool.submit(make, name, folder, small) for name in names]
        for job in concurrent.futures.as_completed(jobs):
            print(job.result(), flush=True)
    tell_sizes(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", nargs="*", help="which; all if none is named")
    parser.add_argument("--folder", default=ROOT / "_playground", type=Path)
    parser.add_argument("--page", action="store_true", help="no model")
    parser.add_argument("--site", action="store_true", help="as part of it")
    parser.add_argument("--processes", default=2, type=int)
    options = parser.parse_args()
    for name in options.models:
        if name not in RECIPES:
            sys.exit(f"there is no model {name!r}; there is {list(RECIPES)}")
    if options.page:
        copy_page(options.folder, options.site)
    else:
        processes, site = options.processes, options.site
        build(options.folder, options.models, False, processes, site)
    print(f"look at it: python -m http.server -d {options.folder}")


if __name__ == "__main__":
    main()
