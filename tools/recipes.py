"""The models of the playground: how each is trained, and what it answers.

A recipe is two functions. One trains a model on starter data; for tests, a few
weights at random will do (`small`). The other writes its file and returns what
Python answers with just those weights.
"""

import base64
from pathlib import Path

import eye
import numpy as np
from model_files import (
    attention_tensors,
    cell_tensors,
    dense_tensors,
    few,
    number,
    recurrent_config,
    recurrent_model,
    recurrent_tensors,
    rounded,
    tokenizer_config,
    trained,
    write_model,
)

ROOT = Path(__file__).resolve().parent.parent

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
    write_model(folder / "review.bin", *recurrent_model(model, "logits"))
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

    config, tensors = recurrent_model(model, "possible", "first_h_0")
    names = kr.datasets.load("first_names", "names").train[1]
    config["known"] = sorted(set(names))
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
    reader = model.network.get_layer("character_reader")
    config, tensors = recurrent_model(model, "logits")
    tensors["letters"] = number(reader.letters.embeddings)
    tensors |= recurrent_tensors("reader", reader.recurrent)
    for name in ("transitions", "start", "end"):
        tensors[f"crf.{name}"] = number(getattr(model.crf, name))
    config["letters"] = model.letters.get_config()
    config["reader"] = recurrent_config(reader.recurrent)
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

    write_model(folder / "keyboard.bin", *recurrent_model(model, "possible"))
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
    count, units, epochs = (5, 3, 0) if small else (1600, 64, 36)
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
    from keras_rnn.text import END

    counts = dict.fromkeys(SCENES, 10) if small else SCENES
    lines, captions, _ = zip(*scenes.make_scenes(counts, seed=1), strict=True)
    photographs = photographed(lines, seed=0)
    images = [scenes.draw_scene(line) for line in lines]
    images += [image for _, image, _ in photographs]
    captions = [*captions, *(captions[row] for _, _, row in photographs)]
    # One by one: all at once they would take eight gigabytes.
    features = np.concatenate([eye.regions_of([image]) for image in images])
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
    model = trained(
        model, features, captions, small=small, epochs=24, batch_size=128
    )
    if small:  # at random it says nothing at all of most boards
        bias = model.network.get_layer("possible").bias
        bias.assign(bias - 2.0 * (np.arange(bias.shape[0]) == END - 1))
    return model


def write_caption(folder, model):
    from keras_rnn.data import scenes

    config, tensors = recurrent_model(
        model, "first_h_0", "regions", "readout", "possible"
    )
    config["epsilon"] = model.network.get_layer("scaled").epsilon
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

    phones, words = synthesizer.read_phones(table_of_sounds())
    # Twenty voices more, whom it never heard.
    others = synthesizer.spoken_words(table_of_sounds(), 20, 1, seed=2)
    sounds, said, _ = zip(*others, strict=True)
    written = model.transcribe(list(sounds))
    config, tensors = recurrent_model(model, "labels")
    config |= {
        "understood": float(np.mean(np.array(written) == said)),
        "rate": RATE,
        "phones": {name: row.tolist() for name, row in phones.items()},
        "words": words,
    }
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


# name: (what trains it, what writes it, whether each cell has one)
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
