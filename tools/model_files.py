"""Files of models for the playground: a header, then numbers of 16 bits."""

import json
import struct

import numpy as np


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


def recurrent_model(model, *dense):
    """Config and tensors of what most models here have.

    Args:
        model: a task whose network reads with the layer `recurrent`.
        dense: str, names of dense layers.
    """
    layers = {layer.name: layer for layer in model.network.layers}
    config = {"recurrent": recurrent_config(layers["recurrent"])}
    tensors = recurrent_tensors("recurrent", layers["recurrent"])
    tensors |= dense_tensors(*(layers[name] for name in dense))
    if "attention" in layers:
        tensors |= attention_tensors(layers["attention"])
    if "embedding" in layers:
        embedding = layers["embedding"]
        embedding = getattr(embedding, "words", embedding)
        tensors["embedding"] = number(embedding.embeddings)
        config["tokenizer"] = tokenizer_config(model.tokenizer)
    if hasattr(model, "labels"):
        config["labels"] = list(model.labels)
    return config, tensors


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
