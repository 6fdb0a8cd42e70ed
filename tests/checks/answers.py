"""What a saved model says: python answers.py PATH..., a line of JSON for each.

Imports nothing but `keras_rnn`, as somebody would who was given the file.
"""

import json
import sys

import numpy as np

import keras_rnn as kr


def classify(model):
    return [model.predict(["great fun", "no"], verbose=0), model.labels]


def rate(model):
    return model.rate(["great fun", "no"])


def tag(model):
    sentences = [["He", "left", "Peru"]]
    return [model.tag(sentences), model.predict(sentences), model.labels]


def go_on(model):
    prompts = ["great", ""]
    return [
        model.generate(prompts, 5, "greedy"),
        model.generate(prompts, 5, "top_p", seed=1),
        model.score(["no fun"]),
        [model.ends, model.max_length],
    ]


def name(model):
    conditions = list("fm") if model.labels else np.eye(4)[:2]
    return [
        model.generate(conditions, 5, "greedy"),
        model.score(conditions, ["no", "great"]),
    ]


def translate(model):
    return [
        model.generate(["a b", "c zoe"], max_length=4),
        model.generate(["a b"], "beam", num_beams=2, max_length=4),
        model.score(["a b"], ["x y"]),
        model.label_smoothing,
    ]


def describe(model):
    shape = model.network.input["feature"].shape[1:]
    features = np.linspace(-1, 1, 2 * np.prod(shape)) ** 3
    features = features.reshape(2, *shape)
    return [
        model.generate(features, "beam", max_length=5),
        model.score(features, ["great fun", "no"]),
        model.encoder,
        model.plain,
    ]


def listen(model):
    sound = np.sin(np.arange(4000) ** 1.5 / 500)
    told = [model.transcribe([sound]), model.predict([sound]), model.mean]
    if model.mean is not None:
        told.append(model.stream().feed(sound))
    return told


def apply(model):
    x = np.linspace(-1, 1, 24).reshape(2, 4, 3).astype("float32")
    mask = np.arange(4) < [[4], [2]]
    return model.predict({"vectors": x, "mask": mask}, verbose=0)


VERBS = {
    kr.TextClassifier: classify,
    kr.TextRegressor: rate,
    kr.TokenClassifier: tag,
    kr.CausalLM: go_on,
    kr.ConditionalLM: name,
    kr.Seq2SeqLM: translate,
    kr.Captioner: describe,
    kr.SpeechRecognizer: listen,
}


def answers(model):
    """A model's answers as JSON: a network's own if it is no task."""
    verb = VERBS.get(type(model), apply)
    return json.dumps(verb(model), default=lambda x: x.tolist())


if __name__ == "__main__":
    if "tensorflow" in sys.modules:
        sys.modules["tensorflow"].config.run_functions_eagerly(True)
    for path in sys.argv[1:]:
        print("FOUND", path, answers(kr.load_model(path)))
